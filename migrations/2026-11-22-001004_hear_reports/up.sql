-- Whoever meets something that breaks the rules says so; a moderator reads it, and answers whoever said it.

CREATE TABLE reports (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'brief', 'creator')),
    -- What it is about, by its id; whoever is behind it; and what was to be read there at that moment.
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    excerpt TEXT NOT NULL,
    url TEXT NOT NULL,
    reporter_id TEXT NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL CHECK (reason IN ('fraud', 'off_platform', 'insult', 'illegal', 'spam', 'rights', 'other')),
    words TEXT NOT NULL,
    at {bigint} NOT NULL,
    outcome TEXT CHECK (outcome IN ('nothing', 'warn', 'throttle', 'suspend')),
    answer TEXT NOT NULL DEFAULT '',
    answered_by TEXT REFERENCES users (id),
    answered_at {bigint},
    CHECK ((outcome IS NULL) = (answered_by IS NULL) AND (outcome IS NULL) = (answered_at IS NULL))
) {strict};
-- Nobody reports a thing twice while a moderator has not answered.
CREATE UNIQUE INDEX reports_open_key ON reports (reporter_id, subject) WHERE answered_at IS NULL;
CREATE INDEX reports_user_idx ON reports (user_id);
CREATE INDEX reports_reporter_idx ON reports (reporter_id, at);
CREATE INDEX reports_answered_by_idx ON reports (answered_by);
CREATE INDEX reports_waiting_idx ON reports (at) WHERE answered_at IS NULL;
