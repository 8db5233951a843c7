-- What was published is never changed or deleted.

CREATE TRIGGER publishing_is_not_changed BEFORE UPDATE ON publishing
BEGIN SELECT RAISE(ABORT, 'what is published is never changed'); END;

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
