-- One more grade of measure: money out waits. And moderators see the site as somebody else does, for a while, with a reason.

CREATE TABLE user_standings_new (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    measure TEXT NOT NULL CHECK (measure IN ('throttle', 'hold', 'suspend')),
    since {bigint} NOT NULL,
    version {bigint} NOT NULL DEFAULT 1
) {strict};
INSERT INTO user_standings_new SELECT user_id, measure, since, version FROM user_standings;
DROP TABLE user_standings;
ALTER TABLE user_standings_new RENAME TO user_standings;

CREATE TABLE user_measures_new (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    step TEXT NOT NULL CHECK (step IN ('warn', 'throttle', 'hold', 'suspend', 'lift')),
    reason TEXT NOT NULL,
    taken_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL
) {strict};
INSERT INTO user_measures_new SELECT id, user_id, step, reason, taken_by, at FROM user_measures;
DROP TABLE user_measures;
ALTER TABLE user_measures_new RENAME TO user_measures;
CREATE INDEX user_measures_user_idx ON user_measures (user_id, at);
CREATE INDEX user_measures_taken_by_idx ON user_measures (taken_by);
-- @sqlite
CREATE TRIGGER user_measures_no_update BEFORE UPDATE ON user_measures BEGIN SELECT RAISE(ABORT, 'measures: append-only'); END;
CREATE TRIGGER user_measures_no_delete BEFORE DELETE ON user_measures BEGIN SELECT RAISE(ABORT, 'measures: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER user_measures_append_only BEFORE UPDATE OR DELETE ON user_measures FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end

-- A session of a moderator that shows the site as this person sees it, until then.
CREATE TABLE session_views (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES sessions (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    ends_at {bigint} NOT NULL
) {strict};
CREATE INDEX session_views_user_idx ON session_views (user_id);
