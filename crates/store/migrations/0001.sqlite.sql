-- Nothing that was appended is changed or deleted, save for erasure.

CREATE TRIGGER batch_is_not_changed BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'a batch is never changed'); END;

CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'a batch is never deleted'); END;

CREATE TRIGGER fact_is_not_changed BEFORE UPDATE ON fact
WHEN NEW.salt IS NOT NULL OR NEW.erased_at IS NULL
  OR OLD.id <> NEW.id OR OLD.round <> NEW.round OR OLD.no <> NEW.no OR OLD.pos <> NEW.pos
  OR OLD.response <> NEW.response OR OLD.author <> NEW.author OR OLD.kind <> NEW.kind OR OLD.leaf <> NEW.leaf
BEGIN SELECT RAISE(ABORT, 'a fact is never changed, save for erasure'); END;

CREATE TRIGGER fact_is_not_deleted BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never deleted'); END;
