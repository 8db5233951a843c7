-- Once made up, always made up.

CREATE TRIGGER simulated_is_not_changed BEFORE UPDATE ON simulated FOR EACH ROW EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER simulated_is_not_deleted BEFORE DELETE ON simulated FOR EACH ROW EXECUTE FUNCTION jamfor_refuse();
CREATE TRIGGER simulated_is_not_emptied BEFORE TRUNCATE ON simulated FOR EACH STATEMENT EXECUTE FUNCTION jamfor_refuse();
