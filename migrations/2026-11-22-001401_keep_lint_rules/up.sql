-- Rules that texts are held against, as moderators changed them; the newest version of each is in force, over what comes with the program.

CREATE TABLE lint_rules (
    rule_id TEXT NOT NULL,
    version {bigint} NOT NULL CHECK (version > 0),
    -- JSON: the whole rule.
    body TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL,
    PRIMARY KEY (rule_id, version)
) {strict};
CREATE INDEX lint_rules_made_by_idx ON lint_rules (made_by);
CREATE INDEX lint_rules_at_idx ON lint_rules (at);
-- @sqlite
CREATE TRIGGER lint_rules_no_update BEFORE UPDATE ON lint_rules BEGIN SELECT RAISE(ABORT, 'lint rules: append-only'); END;
CREATE TRIGGER lint_rules_no_delete BEFORE DELETE ON lint_rules BEGIN SELECT RAISE(ABORT, 'lint rules: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER lint_rules_append_only BEFORE UPDATE OR DELETE ON lint_rules FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
