-- Products that are sent, commissions, secret briefs, and who promised to keep them.

CREATE TABLE brief_details (
    brief_id TEXT NOT NULL PRIMARY KEY REFERENCES briefs (id),
    -- What is sent to whoever tries it.
    product TEXT NOT NULL,
    commission_bps INTEGER CHECK (commission_bps BETWEEN 1 AND 9000),
    -- Which sales count.
    commission_terms TEXT NOT NULL,
    -- What is promised before the brief is read; empty where everybody reads it.
    nda TEXT NOT NULL
) {strict};

CREATE TABLE nda_promises (
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    -- As they stood when they were promised to.
    words TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- Of the brief.
    words_version {bigint} NOT NULL,
    at {bigint} NOT NULL,
    PRIMARY KEY (brief_id, creator_id)
) {strict};
CREATE INDEX nda_promises_creator_idx ON nda_promises (creator_id);
CREATE INDEX nda_promises_user_idx ON nda_promises (user_id);

-- Which rules a deal has beside its parts.
ALTER TABLE contracts ADD COLUMN kind TEXT NOT NULL DEFAULT 'open_bid'
    CHECK (kind IN ('open_bid', 'direct', 'fixed_slots', 'contest', 'pool', 'piece_rate', 'cps', 'live', 'sample'));
UPDATE contracts SET kind = (SELECT briefs.kind FROM briefs WHERE briefs.id = contracts.brief_id);
