-- A creator whose channel a moderator refused says so, and another moderator answers.

CREATE TABLE appeals_new (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('measure', 'org_measure', 'points', 'report', 'brief', 'verification', 'channel')),
    -- The decision: the step, the points, the report, the brief and the version of its words, or the verification or the check of a channel and its version.
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
