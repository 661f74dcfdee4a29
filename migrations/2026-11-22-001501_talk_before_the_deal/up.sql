-- What a merchant and a bidder write to each other before the deal, sealed like the bid itself; and who wants nothing more from whom.

CREATE TABLE bid_messages (
    id TEXT NOT NULL PRIMARY KEY,
    bid_id TEXT NOT NULL REFERENCES bids (id),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX bid_messages_bid_idx ON bid_messages (bid_id, at, id);
CREATE INDEX bid_messages_user_idx ON bid_messages (user_id);

CREATE TABLE bid_message_readers (
    bid_id TEXT NOT NULL REFERENCES bids (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    read_at {bigint} NOT NULL,
    PRIMARY KEY (bid_id, user_id)
) {strict};
CREATE INDEX bid_message_readers_user_idx ON bid_message_readers (user_id);

CREATE TABLE blocks (
    org_id TEXT NOT NULL REFERENCES organisations (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    side TEXT NOT NULL CHECK (side IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL,
    PRIMARY KEY (org_id, creator_id, side)
) {strict};
CREATE INDEX blocks_creator_idx ON blocks (creator_id);
CREATE INDEX blocks_user_idx ON blocks (user_id);

-- @sqlite
CREATE TRIGGER bid_messages_no_update BEFORE UPDATE ON bid_messages BEGIN SELECT RAISE(ABORT, 'bid_messages: append-only'); END;
CREATE TRIGGER bid_messages_no_delete BEFORE DELETE ON bid_messages BEGIN SELECT RAISE(ABORT, 'bid_messages: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER bid_messages_append_only BEFORE UPDATE OR DELETE ON bid_messages FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
