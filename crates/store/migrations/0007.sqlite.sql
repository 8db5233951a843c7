-- What was published is never changed or deleted, save for words that are erased.

CREATE TRIGGER publishing_is_not_changed BEFORE UPDATE ON publishing
WHEN OLD.salt IS NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL
  OR OLD.no <> NEW.no OR OLD.publication <> NEW.publication OR OLD.at <> NEW.at OR OLD.author <> NEW.author
  OR OLD.kind <> NEW.kind OR OLD.leaf <> NEW.leaf OR OLD.prev <> NEW.prev OR OLD.hash <> NEW.hash
BEGIN SELECT RAISE(ABORT, 'what is published is never changed, save for erasure'); END;

CREATE TRIGGER publishing_is_not_deleted BEFORE DELETE ON publishing
BEGIN SELECT RAISE(ABORT, 'what is published is never deleted'); END;

CREATE TRIGGER publication_file_is_not_changed BEFORE UPDATE ON publication_file
BEGIN SELECT RAISE(ABORT, 'what is published is never changed'); END;

CREATE TRIGGER publication_file_is_not_deleted BEFORE DELETE ON publication_file
BEGIN SELECT RAISE(ABORT, 'what is published is never deleted'); END;

CREATE TRIGGER publication_piece_is_not_changed BEFORE UPDATE ON publication_piece
BEGIN SELECT RAISE(ABORT, 'what is published is never changed'); END;

CREATE TRIGGER publication_piece_is_not_deleted BEFORE DELETE ON publication_piece
BEGIN SELECT RAISE(ABORT, 'what is published is never deleted'); END;
