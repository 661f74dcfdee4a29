-- A payer's bank takes a payment back: the case, what stands still meanwhile, and who bears what was lost.
CREATE TABLE chargebacks (
    id TEXT NOT NULL PRIMARY KEY,
    -- The provider's name of the case.
    provider_ref TEXT NOT NULL,
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    contract_id TEXT REFERENCES contracts (id),
    amount {bigint} NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('opened', 'evidence_sent', 'won', 'lost')),
    version {bigint} NOT NULL DEFAULT 1,
    opened_at {bigint} NOT NULL,
    -- Until when the provider takes evidence, if it says so.
    due_at {bigint},
    -- When the money was taken; a mere question takes none.
    taken_at {bigint},
    -- When the evidence goes out by itself.
    send_at {bigint} NOT NULL,
    sent_at {bigint},
    evidence TEXT NOT NULL DEFAULT '',
    borne_by_org {bigint} NOT NULL DEFAULT 0 CHECK (borne_by_org >= 0),
    borne_by_creator {bigint} NOT NULL DEFAULT 0 CHECK (borne_by_creator >= 0),
    looked_at {bigint} NOT NULL,
    ended_at {bigint}
) {strict};
CREATE UNIQUE INDEX chargebacks_ref_key ON chargebacks (provider_ref);
CREATE INDEX chargebacks_checkout_idx ON chargebacks (checkout_id);
CREATE INDEX chargebacks_org_idx ON chargebacks (org_id);
CREATE INDEX chargebacks_contract_idx ON chargebacks (contract_id);
CREATE INDEX chargebacks_state_idx ON chargebacks (state, looked_at);

-- While one of these runs, no money of the contract moves.
CREATE TABLE freezes (
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    subject TEXT NOT NULL,
    since {bigint} NOT NULL,
    ended_at {bigint},
    PRIMARY KEY (contract_id, subject)
) {strict};

-- What of a payment is in an open case, and what was lost in one: neither can be sent back to its origin.
ALTER TABLE checkouts ADD COLUMN contested {bigint} NOT NULL DEFAULT 0 CHECK (contested >= 0);
ALTER TABLE checkouts ADD COLUMN charged_back {bigint} NOT NULL DEFAULT 0 CHECK (charged_back >= 0);

-- The sandbox's own cases, one for each of its checkouts.
CREATE TABLE sandbox_cases (
    id TEXT NOT NULL PRIMARY KEY REFERENCES sandbox_objects (id),
    state TEXT NOT NULL CHECK (state IN ('charged_back', 'chargeback_won', 'chargeback_lost')),
    evidence TEXT NOT NULL DEFAULT '',
    opened_at {bigint} NOT NULL
) {strict};

CREATE VIEW audit_chargebacks AS SELECT id AS chargeback_id, provider_ref, checkout_id, org_id, contract_id, amount, currency, state, borne_by_org, borne_by_creator
    FROM chargebacks;
