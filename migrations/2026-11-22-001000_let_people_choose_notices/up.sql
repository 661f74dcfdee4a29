-- People choose what they are told where and when; what concerns money, clocks and the login itself is not theirs to turn off.

CREATE TABLE notice_wishes (
    user_id TEXT NOT NULL REFERENCES users (id),
    topic TEXT NOT NULL CHECK (topic IN ('money', 'clocks', 'disputes', 'account', 'briefs', 'bids', 'work', 'messages', 'ratings', 'team')),
    -- Whether news of it stand in the inbox; what needs the person always does.
    on_site {bool} NOT NULL,
    mail TEXT NOT NULL CHECK (mail IN ('at_once', 'daily', 'off')),
    PRIMARY KEY (user_id, topic)
) {strict};

-- Hours of the person's own clock.
CREATE TABLE notice_hours (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    -- Mails wait from the first to the second; none if they are the same.
    quiet_from INTEGER NOT NULL CHECK (quiet_from BETWEEN 0 AND 23),
    quiet_to INTEGER NOT NULL CHECK (quiet_to BETWEEN 0 AND 23),
    daily_at INTEGER NOT NULL CHECK (daily_at BETWEEN 0 AND 23)
) {strict};

-- What waits for the mail of the day.
CREATE TABLE digest_entries (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    params TEXT NOT NULL,
    url TEXT NOT NULL,
    created_at {bigint} NOT NULL,
    due_at {bigint} NOT NULL
) {strict};
CREATE INDEX digest_entries_user_idx ON digest_entries (user_id, created_at);
CREATE INDEX digest_entries_due_idx ON digest_entries (due_at);
