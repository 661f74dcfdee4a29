-- What admins set while the market runs: the least that is recommended for some kind of work, and the notice on every page. Every value stays.

CREATE TABLE market_settings (
    -- 'notice', or 'floor', category, content form and currency with slashes between.
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 80),
    version {bigint} NOT NULL CHECK (version > 0),
    -- JSON; nothing where it was taken away. Before: what it was until then.
    value TEXT NOT NULL,
    before TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    made_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL,
    PRIMARY KEY (key, version)
) {strict};
CREATE INDEX market_settings_made_by_idx ON market_settings (made_by);
CREATE INDEX market_settings_at_idx ON market_settings (at);
-- @sqlite
CREATE TRIGGER market_settings_no_update BEFORE UPDATE ON market_settings BEGIN SELECT RAISE(ABORT, 'market settings: append-only'); END;
CREATE TRIGGER market_settings_no_delete BEFORE DELETE ON market_settings BEGIN SELECT RAISE(ABORT, 'market settings: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER market_settings_append_only BEFORE UPDATE OR DELETE ON market_settings FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
