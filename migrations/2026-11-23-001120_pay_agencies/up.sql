-- An agency is paid out like a creator: each account and each payout is the one's or the other's.

DROP VIEW audit_payouts;
CREATE TABLE payout_accounts_new (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT REFERENCES creators (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    country TEXT NOT NULL CHECK (length(country) = 2),
    currency TEXT NOT NULL,
    usable_at {bigint} NOT NULL,
    replaced_at {bigint},
    provider_ref TEXT,
    created_at {bigint} NOT NULL,
    standing TEXT NOT NULL DEFAULT 'usable' CHECK (standing IN ('incomplete', 'usable', 'restricted')),
    needs TEXT NOT NULL DEFAULT '[]',
    needs_by {bigint},
    onboarding_url TEXT,
    onboarding_until {bigint},
    org_id TEXT REFERENCES organisations (id),
    CHECK ((creator_id IS NULL) <> (org_id IS NULL))
) {strict};
INSERT INTO payout_accounts_new (id, creator_id, name, country, currency, usable_at, replaced_at, provider_ref, created_at, standing, needs, needs_by, onboarding_url, onboarding_until)
    SELECT id, creator_id, name, country, currency, usable_at, replaced_at, provider_ref, created_at, standing, needs, needs_by, onboarding_url, onboarding_until FROM payout_accounts;

CREATE TABLE payouts_new (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT REFERENCES creators (id),
    account_id TEXT NOT NULL REFERENCES payout_accounts_new (id),
    currency TEXT NOT NULL,
    amount {bigint} NOT NULL CHECK (amount > 0),
    debt_paid {bigint} NOT NULL DEFAULT 0 CHECK (debt_paid >= 0),
    state TEXT NOT NULL CHECK (state IN ('requested', 'scheduled', 'in_transit', 'paid', 'failed', 'returned', 'cancelled')),
    version {bigint} NOT NULL DEFAULT 1,
    failure_code TEXT,
    created_at {bigint} NOT NULL,
    ended_at {bigint},
    org_id TEXT REFERENCES organisations (id),
    CHECK ((creator_id IS NULL) <> (org_id IS NULL))
) {strict};
INSERT INTO payouts_new (id, creator_id, account_id, currency, amount, debt_paid, state, version, failure_code, created_at, ended_at)
    SELECT id, creator_id, account_id, currency, amount, debt_paid, state, version, failure_code, created_at, ended_at FROM payouts;
DROP TABLE payouts;
DROP TABLE payout_accounts;
ALTER TABLE payout_accounts_new RENAME TO payout_accounts;
ALTER TABLE payouts_new RENAME TO payouts;

CREATE UNIQUE INDEX payout_accounts_one_current_key ON payout_accounts (creator_id) WHERE replaced_at IS NULL;
CREATE UNIQUE INDEX payout_accounts_one_of_org_key ON payout_accounts (org_id) WHERE replaced_at IS NULL;
CREATE INDEX payout_accounts_creator_idx ON payout_accounts (creator_id);
CREATE INDEX payout_accounts_org_idx ON payout_accounts (org_id);
CREATE INDEX payout_accounts_ref_idx ON payout_accounts (provider_ref);
CREATE INDEX payouts_creator_idx ON payouts (creator_id, created_at);
CREATE INDEX payouts_org_idx ON payouts (org_id, created_at);
CREATE INDEX payouts_account_idx ON payouts (account_id);
CREATE INDEX payouts_state_idx ON payouts (state);

CREATE VIEW audit_payouts AS SELECT id AS payout_id, creator_id, currency, amount, state, org_id FROM payouts;
