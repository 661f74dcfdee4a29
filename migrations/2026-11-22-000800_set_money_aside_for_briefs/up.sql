-- Briefs that are paid for before they open: how much, and at which rates everything is paid from it.

CREATE TABLE brief_funds (
    brief_id TEXT NOT NULL PRIMARY KEY REFERENCES briefs (id),
    -- The whole budget of a pool; empty for the most of every place.
    pool {bigint} CHECK (pool > 0),
    -- Written when the money is set aside.
    merchant_bps INTEGER CHECK (merchant_bps BETWEEN 0 AND 10000),
    creator_bps INTEGER CHECK (creator_bps BETWEEN 0 AND 10000)
) {strict};
