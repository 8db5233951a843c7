-- Once made up, always made up.

CREATE TRIGGER simulated_is_not_changed BEFORE UPDATE ON simulated
BEGIN SELECT RAISE(ABORT, 'what is made up stays so'); END;

CREATE TRIGGER simulated_is_not_deleted BEFORE DELETE ON simulated
BEGIN SELECT RAISE(ABORT, 'what is made up stays so'); END;
