-- Terms that went back and forth over a bid. The bid itself carries those that are on the table; here stands how they came about.

CREATE TABLE bid_offers (
    id TEXT NOT NULL PRIMARY KEY,
    bid_id TEXT NOT NULL REFERENCES bids (id),
    -- 0, 1, 2, … in the order of what was said; turn 0 is the bid as it stood before the first offer.
    position INTEGER NOT NULL CHECK (position >= 0),
    turn INTEGER NOT NULL CHECK (turn BETWEEN 0 AND 10),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    price {bigint} NOT NULL CHECK (price BETWEEN 100 AND 90000000),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 365),
    rounds INTEGER NOT NULL CHECK (rounds BETWEEN 0 AND 10),
    message TEXT NOT NULL,
    at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX bid_offers_position_key ON bid_offers (bid_id, position);
CREATE INDEX bid_offers_user_idx ON bid_offers (user_id);

-- What was offered is never changed.
-- @sqlite
CREATE TRIGGER bid_offers_no_update BEFORE UPDATE ON bid_offers BEGIN SELECT RAISE(ABORT, 'bids: append-only'); END;
CREATE TRIGGER bid_offers_no_delete BEFORE DELETE ON bid_offers BEGIN SELECT RAISE(ABORT, 'bids: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER bid_offers_append_only BEFORE UPDATE OR DELETE ON bid_offers FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
