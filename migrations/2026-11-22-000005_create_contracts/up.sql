-- Deals: a contract, its terms, its milestones and everything that happens to them.

CREATE TABLE contracts (
    id TEXT NOT NULL PRIMARY KEY,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    bid_id TEXT NOT NULL REFERENCES bids (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    awarded_by TEXT NOT NULL REFERENCES users (id),
    state TEXT NOT NULL CHECK (state IN ('pending_funding', 'active', 'completed', 'expired', 'cancelled')),
    version {bigint} NOT NULL DEFAULT 1,
    title TEXT NOT NULL,
    currency TEXT NOT NULL,
    price {bigint} NOT NULL CHECK (price BETWEEN 100 AND 90000000),
    merchant_bps INTEGER NOT NULL CHECK (merchant_bps BETWEEN 0 AND 10000),
    creator_bps INTEGER NOT NULL CHECK (creator_bps BETWEEN 0 AND 10000),
    rounds INTEGER NOT NULL CHECK (rounds BETWEEN 0 AND 10),
    review_days INTEGER NOT NULL CHECK (review_days BETWEEN 3 AND 14),
    fund_until {bigint} NOT NULL,
    created_at {bigint} NOT NULL,
    ended_at {bigint}
) {strict};
-- One live contract per bid, and one ever: an expired contract takes its bid with it.
CREATE UNIQUE INDEX contracts_bid_key ON contracts (bid_id);
CREATE INDEX contracts_brief_idx ON contracts (brief_id);
CREATE INDEX contracts_org_idx ON contracts (org_id, created_at);
CREATE INDEX contracts_creator_idx ON contracts (creator_id, created_at);
CREATE INDEX contracts_awarded_by_idx ON contracts (awarded_by);

CREATE TABLE contract_terms (
    contract_id TEXT NOT NULL PRIMARY KEY REFERENCES contracts (id),
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) {strict};

CREATE TABLE contract_checklist (
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    item TEXT NOT NULL,
    position INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('must', 'should', 'must_not')),
    body TEXT NOT NULL,
    PRIMARY KEY (contract_id, item)
) {strict};

CREATE TABLE milestones (
    id TEXT NOT NULL PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    state TEXT NOT NULL CHECK (state IN ('planned', 'funded', 'in_progress', 'submitted', 'changes_requested', 'approved', 'disputed', 'settled', 'cancelled')),
    version {bigint} NOT NULL DEFAULT 1,
    price {bigint} NOT NULL CHECK (price BETWEEN 100 AND 90000000),
    merchant_fee {bigint} NOT NULL CHECK (merchant_fee >= 0),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 365),
    rounds_left INTEGER NOT NULL CHECK (rounds_left >= 0),
    times_submitted INTEGER NOT NULL DEFAULT 0,
    times_changed INTEGER NOT NULL DEFAULT 0,
    funded_at {bigint},
    started_at {bigint},
    due_at {bigint},
    submitted_at {bigint},
    review_due_at {bigint},
    clears_at {bigint},
    ended_at {bigint}
) {strict};
CREATE UNIQUE INDEX milestones_position_key ON milestones (contract_id, position);
CREATE INDEX milestones_state_idx ON milestones (state);

CREATE TABLE milestone_events (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    event TEXT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator', 'platform')),
    user_id TEXT REFERENCES users (id),
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    amount {bigint} NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    at {bigint} NOT NULL
) {strict};
CREATE INDEX milestone_events_contract_idx ON milestone_events (contract_id, at);
CREATE INDEX milestone_events_milestone_idx ON milestone_events (milestone_id);
CREATE INDEX milestone_events_user_idx ON milestone_events (user_id);

CREATE TABLE cancellations (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    state TEXT NOT NULL CHECK (state IN ('requested', 'agreed', 'refused', 'lapsed')),
    reason TEXT NOT NULL CHECK (reason IN ('no_longer_needed', 'cannot_deliver', 'late', 'agreed_otherwise', 'other')),
    refund {bigint} NOT NULL CHECK (refund >= 0),
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_party TEXT NOT NULL CHECK (asked_party IN ('merchant', 'creator')),
    asked_at {bigint} NOT NULL,
    answer_by {bigint} NOT NULL,
    answered_at {bigint},
    version {bigint} NOT NULL DEFAULT 1
) {strict};
CREATE UNIQUE INDEX cancellations_one_open_key ON cancellations (milestone_id) WHERE state = 'requested';
CREATE INDEX cancellations_milestone_idx ON cancellations (milestone_id);
CREATE INDEX cancellations_asked_by_idx ON cancellations (asked_by);

CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    version INTEGER NOT NULL CHECK (version > 0),
    note TEXT NOT NULL,
    submitted_by TEXT NOT NULL REFERENCES users (id),
    submitted_at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX deliveries_version_key ON deliveries (milestone_id, version);
CREATE INDEX deliveries_submitted_by_idx ON deliveries (submitted_by);

CREATE TABLE delivery_items (
    delivery_id TEXT NOT NULL REFERENCES deliveries (id),
    position INTEGER NOT NULL,
    file_id TEXT REFERENCES files (id),
    url TEXT,
    checklist TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (delivery_id, position),
    CHECK ((file_id IS NULL) <> (url IS NULL))
) {strict};
CREATE INDEX delivery_items_file_idx ON delivery_items (file_id);

CREATE TABLE change_requests (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    delivery_version INTEGER NOT NULL,
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at {bigint} NOT NULL
) {strict};
CREATE INDEX change_requests_milestone_idx ON change_requests (milestone_id);
CREATE INDEX change_requests_asked_by_idx ON change_requests (asked_by);

CREATE TABLE change_items (
    request_id TEXT NOT NULL REFERENCES change_requests (id),
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (request_id, position)
) {strict};
