-- What moderators do about an organisation that breaks the rules, as about a login; and appeals against it.

-- What holds now; no organisation here is free.
CREATE TABLE org_standings (
    org_id TEXT NOT NULL PRIMARY KEY REFERENCES organisations (id),
    measure TEXT NOT NULL CHECK (measure IN ('throttle', 'hold', 'suspend')),
    since {bigint} NOT NULL,
    version {bigint} NOT NULL DEFAULT 1
) {strict};

-- Every step that was taken.
CREATE TABLE org_measures (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    step TEXT NOT NULL CHECK (step IN ('warn', 'throttle', 'hold', 'suspend', 'lift')),
    reason TEXT NOT NULL,
    taken_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX org_measures_org_idx ON org_measures (org_id, at);
CREATE INDEX org_measures_taken_by_idx ON org_measures (taken_by);
-- @sqlite
CREATE TRIGGER org_measures_no_update BEFORE UPDATE ON org_measures BEGIN SELECT RAISE(ABORT, 'measures: append-only'); END;
CREATE TRIGGER org_measures_no_delete BEFORE DELETE ON org_measures BEGIN SELECT RAISE(ABORT, 'measures: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER org_measures_append_only BEFORE UPDATE OR DELETE ON org_measures FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end

CREATE TABLE appeals_new (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('measure', 'org_measure', 'points', 'report', 'brief', 'verification')),
    -- The decision: the step, the points, the report, the brief and the version of its words, or the verification and its version.
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    -- Who decided: nobody judges what he decided himself.
    decided_by TEXT NOT NULL REFERENCES users (id),
    -- What was decided and why, as it stood then.
    decision TEXT NOT NULL,
    words TEXT NOT NULL,
    at {bigint} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'granted', 'dismissed')),
    answer TEXT NOT NULL DEFAULT '',
    answered_by TEXT REFERENCES users (id),
    answered_at {bigint},
    CONSTRAINT appeals_another CHECK (answered_by IS NULL OR answered_by <> decided_by)
) {strict};
INSERT INTO appeals_new SELECT id, kind, subject, user_id, decided_by, decision, words, at, state, answer, answered_by, answered_at FROM appeals;
DROP TABLE appeals;
ALTER TABLE appeals_new RENAME TO appeals;
CREATE UNIQUE INDEX appeals_once_key ON appeals (kind, subject);
CREATE INDEX appeals_user_idx ON appeals (user_id);
CREATE INDEX appeals_decided_by_idx ON appeals (decided_by);
CREATE INDEX appeals_answered_by_idx ON appeals (answered_by);
CREATE INDEX appeals_waiting_idx ON appeals (at) WHERE state = 'waiting';
