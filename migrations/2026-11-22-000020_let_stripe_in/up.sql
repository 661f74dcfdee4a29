-- Stripe tells a checkout from its payment, fails inside, and asks payees questions before it pays them.

-- The payment behind a checkout: what a refund names.
ALTER TABLE operations ADD COLUMN payment_ref TEXT;
-- How often in a row the provider failed inside under the present key.
ALTER TABLE operations ADD COLUMN server_errors INTEGER NOT NULL DEFAULT 0 CHECK (server_errors >= 0);
CREATE INDEX operations_payment_ref_idx ON operations (payment_ref);

-- What the provider says of the account that payouts go to. The sandbox asks nothing.
ALTER TABLE payout_accounts ADD COLUMN standing TEXT NOT NULL DEFAULT 'usable' CHECK (standing IN ('incomplete', 'usable', 'restricted'));
-- What it still wants to know, its own words as a JSON list, and by when.
ALTER TABLE payout_accounts ADD COLUMN needs TEXT NOT NULL DEFAULT '[]';
ALTER TABLE payout_accounts ADD COLUMN needs_by {bigint};
-- The provider's page on which it asks, and until when it is open.
ALTER TABLE payout_accounts ADD COLUMN onboarding_url TEXT;
ALTER TABLE payout_accounts ADD COLUMN onboarding_until {bigint};
CREATE INDEX payout_accounts_ref_idx ON payout_accounts (provider_ref);
