-- Money in and out: what the provider was asked, what it said, and what people see of it.

CREATE TABLE operations (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'charge', 'account', 'account_link', 'transfer', 'refund', 'reversal')),
    contract_id TEXT,
    checkout_id TEXT,
    payout_id TEXT,
    withdrawal_id TEXT,
    org_id TEXT REFERENCES organisations (id),
    creator_id TEXT REFERENCES creators (id),
    amount {bigint} NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    fact TEXT NOT NULL,
    generation INTEGER NOT NULL CHECK (generation > 0),
    idem_key TEXT NOT NULL,
    request TEXT NOT NULL,
    request_sha256 TEXT NOT NULL CHECK (length(request_sha256) = 64),
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'retry', 'waiting', 'unknown', 'blocked', 'declined', 'done', 'abandoned')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at {bigint} NOT NULL,
    first_at {bigint},
    last_at {bigint},
    next_at {bigint} NOT NULL,
    lease_until {bigint},
    provider_ref TEXT,
    failure_code TEXT
) {strict};
CREATE UNIQUE INDEX operations_idem_key ON operations (idem_key);
CREATE UNIQUE INDEX operations_fact_key ON operations (kind, fact, generation);
CREATE INDEX operations_due_idx ON operations (state, next_at);
CREATE INDEX operations_payout_idx ON operations (payout_id);
CREATE INDEX operations_checkout_idx ON operations (checkout_id);
CREATE INDEX operations_withdrawal_idx ON operations (withdrawal_id);
CREATE INDEX operations_contract_idx ON operations (contract_id);
CREATE INDEX operations_org_idx ON operations (org_id);
CREATE INDEX operations_creator_idx ON operations (creator_id);
CREATE INDEX operations_ref_idx ON operations (provider_ref);

CREATE TABLE checkouts (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    contract_id TEXT REFERENCES contracts (id),
    asked_by TEXT NOT NULL REFERENCES users (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('top_up', 'funding')),
    state TEXT NOT NULL CHECK (state IN ('preparing', 'open', 'paid', 'declined', 'abandoned', 'expired')),
    version {bigint} NOT NULL DEFAULT 1,
    amount {bigint} NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    url TEXT,
    created_at {bigint} NOT NULL,
    expires_at {bigint} NOT NULL,
    paid_at {bigint}
) {strict};
CREATE INDEX checkouts_org_idx ON checkouts (org_id, created_at);
CREATE INDEX checkouts_contract_idx ON checkouts (contract_id);
CREATE INDEX checkouts_asked_by_idx ON checkouts (asked_by);

CREATE TABLE checkout_milestones (
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    PRIMARY KEY (checkout_id, milestone_id)
) {strict};
CREATE INDEX checkout_milestones_milestone_idx ON checkout_milestones (milestone_id);

CREATE TABLE withdrawals (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    asked_by TEXT NOT NULL REFERENCES users (id),
    amount {bigint} NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'done', 'failed')),
    version {bigint} NOT NULL DEFAULT 1,
    created_at {bigint} NOT NULL,
    ended_at {bigint}
) {strict};
CREATE INDEX withdrawals_org_idx ON withdrawals (org_id, created_at);
CREATE INDEX withdrawals_asked_by_idx ON withdrawals (asked_by);

CREATE TABLE payout_accounts (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT NOT NULL REFERENCES creators (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    country TEXT NOT NULL CHECK (length(country) = 2),
    currency TEXT NOT NULL,
    usable_at {bigint} NOT NULL,
    replaced_at {bigint},
    provider_ref TEXT,
    created_at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX payout_accounts_one_current_key ON payout_accounts (creator_id) WHERE replaced_at IS NULL;
CREATE INDEX payout_accounts_creator_idx ON payout_accounts (creator_id);

CREATE TABLE payouts (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT NOT NULL REFERENCES creators (id),
    account_id TEXT NOT NULL REFERENCES payout_accounts (id),
    currency TEXT NOT NULL,
    amount {bigint} NOT NULL CHECK (amount > 0),
    debt_paid {bigint} NOT NULL DEFAULT 0 CHECK (debt_paid >= 0),
    state TEXT NOT NULL CHECK (state IN ('requested', 'scheduled', 'in_transit', 'paid', 'failed', 'returned', 'cancelled')),
    version {bigint} NOT NULL DEFAULT 1,
    failure_code TEXT,
    created_at {bigint} NOT NULL,
    ended_at {bigint}
) {strict};
CREATE INDEX payouts_creator_idx ON payouts (creator_id, created_at);
CREATE INDEX payouts_account_idx ON payouts (account_id);
CREATE INDEX payouts_state_idx ON payouts (state);

CREATE TABLE inbox_events (
    event_id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    object_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stored', 'applied', 'ignored', 'unparsed', 'unmatched')),
    effects INTEGER NOT NULL DEFAULT 0,
    received_at {bigint} NOT NULL,
    applied_at {bigint},
    next_at {bigint} NOT NULL
) {strict};
CREATE INDEX inbox_events_due_idx ON inbox_events (state, next_at);
CREATE INDEX inbox_events_object_idx ON inbox_events (object_id);

-- What the sandbox provider remembers: a provider of its own that happens to live in the same file.
CREATE TABLE sandbox_objects (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('checkout', 'transfer', 'refund')),
    idem_key TEXT NOT NULL,
    request_sha256 TEXT NOT NULL,
    amount {bigint} NOT NULL,
    currency TEXT NOT NULL,
    op_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'paid', 'declined', 'abandoned', 'expired', 'pending', 'failed', 'returned')),
    destination TEXT NOT NULL DEFAULT '',
    return_url TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    looked_at INTEGER NOT NULL DEFAULT 0,
    created_at {bigint} NOT NULL,
    expires_at {bigint} NOT NULL,
    version {bigint} NOT NULL DEFAULT 1
) {strict};
CREATE UNIQUE INDEX sandbox_objects_idem_key ON sandbox_objects (idem_key);
CREATE INDEX sandbox_objects_op_idx ON sandbox_objects (op_id);
