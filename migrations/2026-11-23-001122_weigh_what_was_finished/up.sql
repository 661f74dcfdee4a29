-- Who is proposed is weighed by what he finished and how it was rated too: the triggers tell of that as of his profile.

-- @sqlite
CREATE TRIGGER contracts_weighed_new AFTER INSERT ON contracts WHEN NEW.state = 'completed' BEGIN INSERT INTO search_changes (noun, thing_id) VALUES ('creator', NEW.creator_id); END;
CREATE TRIGGER contracts_weighed AFTER UPDATE OF state ON contracts WHEN (OLD.state = 'completed') <> (NEW.state = 'completed')
    BEGIN INSERT INTO search_changes (noun, thing_id) VALUES ('creator', NEW.creator_id); END;
CREATE TRIGGER ratings_weighed_new AFTER INSERT ON ratings WHEN NEW.visible_at IS NOT NULL
    BEGIN INSERT INTO search_changes (noun, thing_id) SELECT 'creator', creator_id FROM contracts WHERE id = NEW.contract_id; END;
CREATE TRIGGER ratings_weighed AFTER UPDATE OF visible_at, again ON ratings WHEN NEW.visible_at IS NOT NULL
    BEGIN INSERT INTO search_changes (noun, thing_id) SELECT 'creator', creator_id FROM contracts WHERE id = NEW.contract_id; END;
-- @end
-- @postgres
CREATE FUNCTION rating_weighed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO search_changes (noun, thing_id) SELECT 'creator', creator_id FROM contracts WHERE id = NEW.contract_id; RETURN NULL; END $$;
CREATE TRIGGER contracts_weighed_new AFTER INSERT ON contracts FOR EACH ROW WHEN (NEW.state = 'completed') EXECUTE FUNCTION creator_part_found();
CREATE TRIGGER contracts_weighed AFTER UPDATE OF state ON contracts
    FOR EACH ROW WHEN ((OLD.state = 'completed') <> (NEW.state = 'completed')) EXECUTE FUNCTION creator_part_found();
CREATE TRIGGER ratings_weighed_new AFTER INSERT ON ratings FOR EACH ROW WHEN (NEW.visible_at IS NOT NULL) EXECUTE FUNCTION rating_weighed();
CREATE TRIGGER ratings_weighed AFTER UPDATE OF visible_at, again ON ratings FOR EACH ROW WHEN (NEW.visible_at IS NOT NULL) EXECUTE FUNCTION rating_weighed();
-- @end
