-- Who disagrees with what a moderator decided says so, once; another moderator answers.

CREATE TABLE appeals (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('measure', 'points', 'report', 'brief')),
    -- The decision: the step, the points, the report, or the brief and the version of its words.
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
CREATE UNIQUE INDEX appeals_once_key ON appeals (kind, subject);
CREATE INDEX appeals_user_idx ON appeals (user_id);
CREATE INDEX appeals_decided_by_idx ON appeals (decided_by);
CREATE INDEX appeals_answered_by_idx ON appeals (answered_by);
CREATE INDEX appeals_waiting_idx ON appeals (at) WHERE state = 'waiting';
