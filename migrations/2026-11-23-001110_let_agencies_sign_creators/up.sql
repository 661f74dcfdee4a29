-- An agency acts for creators within what each of them allowed in writing. What was signed stays, and so does every end.

CREATE TABLE agency_memberships (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES organisations (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'refused', 'withdrawn', 'ended')),
    version {bigint} NOT NULL DEFAULT 1,
    -- The terms that hold: the newest that both signed. None before the creator has signed.
    terms_no INTEGER CHECK (terms_no > 0),
    -- What the creator allows now: never more than those terms say.
    may_bid {bool} NOT NULL DEFAULT FALSE,
    may_accept {bool} NOT NULL DEFAULT FALSE,
    may_message {bool} NOT NULL DEFAULT FALSE,
    created_at {bigint} NOT NULL,
    joined_at {bigint},
    ended_at {bigint},
    ended_by TEXT CHECK (ended_by IN ('agency', 'creator')),
    ended_by_user TEXT REFERENCES users (id),
    end_reason TEXT NOT NULL DEFAULT '',
    -- Until when the side that went is asked to help; it moves nothing.
    notice_until {bigint},
    -- What the agency asks for because the creator left: at most the cap of the terms, in its currency. It moves nothing.
    penalty {bigint} CHECK (penalty > 0),
    CHECK ((state = 'active' OR state = 'ended') = (terms_no IS NOT NULL)),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK (state = 'active' OR NOT (may_bid OR may_accept OR may_message)),
    CHECK (penalty IS NULL OR ended_by = 'creator')
) {strict};
CREATE UNIQUE INDEX agency_memberships_live_key ON agency_memberships (agency_id, creator_id) WHERE state IN ('invited', 'active');
CREATE INDEX agency_memberships_agency_idx ON agency_memberships (agency_id, created_at);
CREATE INDEX agency_memberships_creator_idx ON agency_memberships (creator_id, created_at);
CREATE INDEX agency_memberships_ended_by_idx ON agency_memberships (ended_by_user);

-- What an agency proposed and signed, and what the creator answered. Both texts and their SHA-256 are what was signed.
CREATE TABLE agency_terms (
    membership_id TEXT NOT NULL REFERENCES agency_memberships (id),
    no INTEGER NOT NULL CHECK (no > 0),
    may_bid {bool} NOT NULL,
    may_accept {bool} NOT NULL,
    may_message {bool} NOT NULL,
    -- Of what a creator earns after the fee: the agency's part.
    split_bps INTEGER NOT NULL CHECK (split_bps BETWEEN 0 AND 9000),
    penalty_cap {bigint} CHECK (penalty_cap > 0),
    currency TEXT,
    notice_days INTEGER NOT NULL CHECK (notice_days BETWEEN 0 AND 180),
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'signed', 'refused', 'withdrawn')),
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at {bigint} NOT NULL,
    answered_at {bigint},
    CHECK ((penalty_cap IS NULL) = (currency IS NULL)),
    CHECK ((state = 'proposed') = (answered_at IS NULL)),
    PRIMARY KEY (membership_id, no)
) {strict};
CREATE UNIQUE INDEX agency_terms_one_open_key ON agency_terms (membership_id) WHERE state = 'proposed';
CREATE INDEX agency_terms_proposed_by_idx ON agency_terms (proposed_by);

-- Who bids in the creator's name, and what of a contract's money is the agency's: the share that held when it was made.
ALTER TABLE bids ADD COLUMN agency_id TEXT REFERENCES organisations (id);
CREATE INDEX bids_agency_idx ON bids (agency_id, created_at);
ALTER TABLE contracts ADD COLUMN agency_id TEXT REFERENCES organisations (id);
ALTER TABLE contracts ADD COLUMN agency_bps INTEGER CHECK (agency_bps BETWEEN 0 AND 9000) CHECK ((agency_id IS NULL) = (agency_bps IS NULL));
CREATE INDEX contracts_agency_idx ON contracts (agency_id, created_at);
