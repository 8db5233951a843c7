-- Nothing that was appended is changed or deleted, save for erasure.

CREATE FUNCTION jamfor_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never changed or deleted, save for erasure', TG_TABLE_NAME;
END $$;

CREATE TRIGGER batch_is_not_changed BEFORE UPDATE ON batch FOR EACH ROW EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch FOR EACH ROW EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER batch_is_not_emptied BEFORE TRUNCATE ON batch FOR EACH STATEMENT EXECUTE FUNCTION jamfor_refuse();

CREATE TRIGGER fact_is_not_changed BEFORE UPDATE ON fact FOR EACH ROW
WHEN (NEW.salt IS NOT NULL OR NEW.erased_at IS NULL
  OR OLD.id <> NEW.id OR OLD.round <> NEW.round OR OLD.no <> NEW.no OR OLD.pos <> NEW.pos
  OR OLD.response <> NEW.response OR OLD.author <> NEW.author OR OLD.kind <> NEW.kind OR OLD.leaf <> NEW.leaf)
EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER fact_is_not_deleted BEFORE DELETE ON fact FOR EACH ROW EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER fact_is_not_emptied BEFORE TRUNCATE ON fact FOR EACH STATEMENT EXECUTE FUNCTION jamfor_refuse();
