-- A brief whose words become secret, or public again, is found by other words than before.

-- @sqlite
CREATE TRIGGER brief_details_found AFTER INSERT ON brief_details BEGIN INSERT INTO search_changes (noun, thing_id) VALUES ('brief', NEW.brief_id); END;
CREATE TRIGGER brief_details_found_changed AFTER UPDATE OF nda ON brief_details BEGIN INSERT INTO search_changes (noun, thing_id) VALUES ('brief', NEW.brief_id); END;
CREATE TRIGGER brief_details_found_no_more AFTER DELETE ON brief_details BEGIN INSERT INTO search_changes (noun, thing_id) VALUES ('brief', OLD.brief_id); END;
-- @end
-- @postgres
CREATE TRIGGER brief_details_found AFTER INSERT OR UPDATE OF nda OR DELETE ON brief_details FOR EACH ROW EXECUTE FUNCTION brief_part_found();
-- @end
