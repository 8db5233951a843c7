-- What happened is never changed or deleted.

CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION jamfor_refuse();
