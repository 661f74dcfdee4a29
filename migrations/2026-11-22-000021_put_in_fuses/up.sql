-- What pauses money, when the provider was last compared with the books, and which operations it was found to agree with.

CREATE TABLE fuses (
    id TEXT NOT NULL PRIMARY KEY,
    fuse TEXT NOT NULL CHECK (fuse IN ('money', 'clock')),
    reason TEXT NOT NULL,
    blown_at {bigint} NOT NULL,
    confirmed_at {bigint},
    confirmed_reason TEXT
) {strict};
-- A fuse is blown once until somebody lets it go on.
CREATE UNIQUE INDEX fuses_one_blown_key ON fuses (fuse) WHERE confirmed_at IS NULL;

CREATE TABLE provider_runs (
    name TEXT NOT NULL PRIMARY KEY,
    ran_at {bigint} NOT NULL
) {strict};

-- What the provider's own balance names: a charge, a transfer, a refund.
ALTER TABLE operations ADD COLUMN source_ref TEXT;
-- When it was found in the provider's balance.
ALTER TABLE operations ADD COLUMN matched_at {bigint};
-- When people were told that it needs a person.
ALTER TABLE operations ADD COLUMN alarmed_at {bigint};
CREATE INDEX operations_source_ref_idx ON operations (source_ref);
