-- What moved at the provider and nobody asked for waits for two admins, who say whose it is or send it back.
CREATE TABLE unexplained (
    -- The provider's name of what moved.
    source TEXT NOT NULL PRIMARY KEY,
    -- The provider's word for how it moved.
    kind TEXT NOT NULL,
    -- What came in, or below zero, went out.
    amount {bigint} NOT NULL CHECK (amount <> 0),
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'assigned', 'returning', 'returned')),
    version {bigint} NOT NULL DEFAULT 1,
    -- Whose it is said to be.
    target TEXT,
    -- The call that sends it back.
    operation_id TEXT,
    found_at {bigint} NOT NULL,
    settled_at {bigint}
) {strict};
CREATE INDEX unexplained_state_idx ON unexplained (state, found_at);
CREATE INDEX unexplained_operation_idx ON unexplained (operation_id);
INSERT INTO unexplained (source, kind, amount, currency, state, version, found_at)
    SELECT substr(t.reference, 11), CASE WHEN t.reference LIKE 'unmatched/ch%' OR t.reference LIKE 'unmatched/py%' THEN 'charge' ELSE '' END,
           -e.amount, e.currency, 'open', 1, t.created_at
    FROM ledger_txns t JOIN ledger_entries e ON e.txn_id = t.id
    WHERE t.kind = 'capture' AND t.reference LIKE 'unmatched/%' AND e.account LIKE 'suspense:%';

CREATE TABLE acts_new (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('fuse_confirm', 'operation_give_up', 'payout_reversal', 'suspense_assign', 'suspense_return')),
    -- What it is done to: an id of ours, the provider's, or a word.
    subject TEXT NOT NULL,
    -- Whose the subject shall be, where that is what is wanted; else nothing.
    target TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused')),
    version {bigint} NOT NULL DEFAULT 1,
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at {bigint} NOT NULL,
    decided_by TEXT REFERENCES users (id),
    decided_at {bigint},
    -- Nobody is his own second.
    CONSTRAINT acts_two CHECK (state <> 'confirmed' OR decided_by <> proposed_by)
) {strict};
INSERT INTO acts_new SELECT id, kind, subject, '', reason, state, version, proposed_by, proposed_at, decided_by, decided_at FROM acts;
DROP TABLE acts;
ALTER TABLE acts_new RENAME TO acts;
CREATE UNIQUE INDEX acts_one_open_key ON acts (kind, subject) WHERE state = 'proposed';
CREATE INDEX acts_state_idx ON acts (state, proposed_at);
CREATE INDEX acts_proposed_by_idx ON acts (proposed_by);
CREATE INDEX acts_decided_by_idx ON acts (decided_by);
