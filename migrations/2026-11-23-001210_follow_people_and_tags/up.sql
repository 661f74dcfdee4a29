-- People follow merchants, creators and tags, and hear of what is new from them once, in a mail of the day or of the week if they want one.

CREATE TABLE follows (
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL CHECK (kind IN ('merchant', 'creator', 'tag')),
    -- The id of the merchant or the creator, or the tag.
    target TEXT NOT NULL,
    at {bigint} NOT NULL,
    PRIMARY KEY (user_id, kind, target)
) {strict};

-- Until when whoever follows something was told of what is new, and when it is looked at again.
CREATE TABLE follow_looks (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    told_at {bigint} NOT NULL,
    due_at {bigint} NOT NULL
) {strict};
CREATE INDEX follow_looks_due_idx ON follow_looks (due_at);

-- One topic more, and one pace more.
CREATE TABLE notice_wishes_new (
    user_id TEXT NOT NULL REFERENCES users (id),
    topic TEXT NOT NULL
        CHECK (topic IN ('money', 'clocks', 'disputes', 'account', 'briefs', 'bids', 'work', 'messages', 'ratings', 'team', 'follows')),
    -- Whether news of it stand in the inbox; what needs the person always does.
    on_site {bool} NOT NULL,
    mail TEXT NOT NULL CHECK (mail IN ('at_once', 'daily', 'weekly', 'off')),
    PRIMARY KEY (user_id, topic)
) {strict};
INSERT INTO notice_wishes_new SELECT user_id, topic, on_site, mail FROM notice_wishes;
DROP TABLE notice_wishes;
ALTER TABLE notice_wishes_new RENAME TO notice_wishes;
