-- What moderators do about a login that breaks the rules: step by step, with a reason, and to be taken back.

-- What holds now; nobody here is free.
CREATE TABLE user_standings (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    measure TEXT NOT NULL CHECK (measure IN ('throttle', 'suspend')),
    since {bigint} NOT NULL,
    version {bigint} NOT NULL DEFAULT 1
) {strict};

-- Every step that was taken.
CREATE TABLE user_measures (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    step TEXT NOT NULL CHECK (step IN ('warn', 'throttle', 'suspend', 'lift')),
    reason TEXT NOT NULL,
    taken_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX user_measures_user_idx ON user_measures (user_id, at);
CREATE INDEX user_measures_taken_by_idx ON user_measures (taken_by);
-- @sqlite
CREATE TRIGGER user_measures_no_update BEFORE UPDATE ON user_measures BEGIN SELECT RAISE(ABORT, 'measures: append-only'); END;
CREATE TRIGGER user_measures_no_delete BEFORE DELETE ON user_measures BEGIN SELECT RAISE(ABORT, 'measures: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER user_measures_append_only BEFORE UPDATE OR DELETE ON user_measures FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
