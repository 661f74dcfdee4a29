-- Products on their way to creators; an address stands here, as long as somebody needs it, and nowhere else.

CREATE TABLE samples (
    contract_id TEXT NOT NULL PRIMARY KEY REFERENCES contracts (id),
    state TEXT NOT NULL CHECK (state IN ('requested', 'shipped', 'received', 'damaged', 'lost')),
    version {bigint} NOT NULL,
    recipient TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    addressed_at {bigint},
    ship_due_at {bigint},
    carrier TEXT NOT NULL,
    tracking TEXT NOT NULL,
    shipped_at {bigint},
    in_time {bool},
    receipt_due_at {bigint},
    answered_at {bigint},
    note TEXT NOT NULL
) {strict};
CREATE INDEX samples_address_idx ON samples (contract_id) WHERE address <> '';
