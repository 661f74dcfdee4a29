-- Sealed offers of creators; one live bid per creator and brief.

CREATE TABLE bids (
    id TEXT NOT NULL PRIMARY KEY,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    state TEXT NOT NULL CHECK (state IN ('submitted', 'shortlisted', 'offered', 'countered', 'accepted', 'declined', 'withdrawn', 'expired', 'lapsed', 'auto_closed')),
    version {bigint} NOT NULL DEFAULT 1,
    words_version {bigint} NOT NULL DEFAULT 1,
    currency TEXT NOT NULL,
    price {bigint} NOT NULL CHECK (price BETWEEN 100 AND 90000000),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 365),
    rounds INTEGER NOT NULL CHECK (rounds BETWEEN 0 AND 10),
    message TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    channel_id TEXT REFERENCES channels (id),
    turns INTEGER NOT NULL DEFAULT 0,
    expires_at {bigint} NOT NULL,
    decline_reason TEXT CHECK (decline_reason IN ('price', 'timing', 'fit', 'quality_of_bid', 'chosen_other', 'other')),
    decline_note TEXT NOT NULL DEFAULT '',
    created_at {bigint} NOT NULL,
    decided_at {bigint}
) {strict};
CREATE INDEX bids_brief_idx ON bids (brief_id, created_at);
CREATE INDEX bids_creator_idx ON bids (creator_id, created_at);
CREATE INDEX bids_channel_idx ON bids (channel_id);
CREATE UNIQUE INDEX bids_one_live_key ON bids (brief_id, creator_id) WHERE state IN ('submitted', 'shortlisted', 'offered', 'countered', 'accepted');

CREATE TABLE bid_picks (
    bid_id TEXT NOT NULL REFERENCES bids (id),
    item_id TEXT NOT NULL REFERENCES portfolio_items (id),
    PRIMARY KEY (bid_id, item_id)
) {strict};
CREATE INDEX bid_picks_item_idx ON bid_picks (item_id);
