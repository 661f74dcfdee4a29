-- What a machine made of people's words in the other language, beside the words themselves: by whom, and from when. Once for the same words.

CREATE TABLE translations (
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    target TEXT NOT NULL CHECK (target IN ('zh-CN', 'en')),
    -- Nothing where the machine could make nothing of it.
    body TEXT,
    engine TEXT NOT NULL,
    at {bigint} NOT NULL,
    PRIMARY KEY (sha256, target)
) {strict};
CREATE INDEX messages_at_idx ON messages (at);
CREATE INDEX bid_messages_at_idx ON bid_messages (at);
