-- A creator shows that a channel is his own: by a code in the words of its public page, or by a screenshot that a moderator looks at.

-- What everybody sees of it; the check that led to it stands below.
ALTER TABLE channels ADD COLUMN verified_at {bigint};
ALTER TABLE channels ADD COLUMN verified_until {bigint};
ALTER TABLE channels ADD COLUMN verified_by TEXT CHECK (verified_by IN ('code', 'screenshot'));

CREATE TABLE channel_checks (
    id TEXT NOT NULL PRIMARY KEY,
    channel_id TEXT NOT NULL REFERENCES channels (id),
    way TEXT NOT NULL CHECK (way IN ('code', 'screenshot')),
    -- As it stood when it was asked for.
    url TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'passed', 'failed', 'ended')),
    version {bigint} NOT NULL DEFAULT 1,
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at {bigint} NOT NULL,
    -- How often the page was looked at, and when it is looked at next.
    tries {bigint} NOT NULL DEFAULT 0,
    next_at {bigint},
    file_id TEXT REFERENCES files (id),
    -- Why it failed, or what the last look found while it waits.
    reason TEXT CHECK (reason IN ('missing', 'moved', 'unreachable', 'closed', 'unreadable', 'no_code', 'another', 'doubtful', 'other')),
    words TEXT NOT NULL DEFAULT '',
    decided_by TEXT REFERENCES users (id),
    decided_at {bigint},
    expires_at {bigint},
    reminded_at {bigint},
    CHECK ((way = 'screenshot') = (file_id IS NOT NULL)),
    CHECK (state <> 'failed' OR reason IS NOT NULL),
    CHECK (state <> 'passed' OR expires_at IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX channel_checks_waiting_key ON channel_checks (channel_id) WHERE state = 'waiting';
CREATE UNIQUE INDEX channel_checks_passed_key ON channel_checks (channel_id) WHERE state = 'passed';
CREATE INDEX channel_checks_channel_idx ON channel_checks (channel_id, asked_at);
CREATE INDEX channel_checks_asked_by_idx ON channel_checks (asked_by);
CREATE INDEX channel_checks_decided_by_idx ON channel_checks (decided_by);
CREATE INDEX channel_checks_file_idx ON channel_checks (file_id);
CREATE INDEX channel_checks_next_idx ON channel_checks (next_at) WHERE state = 'waiting';
CREATE INDEX channel_checks_ends_idx ON channel_checks (expires_at) WHERE state = 'passed';
CREATE INDEX channels_url_idx ON channels (url);
