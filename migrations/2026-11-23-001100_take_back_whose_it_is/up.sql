-- Two finance admins take back whose something is that nobody had asked for.
CREATE TABLE acts_new (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('fuse_confirm', 'operation_give_up', 'payout_reversal', 'suspense_assign', 'suspense_return', 'suspense_undo', 'brief_stop', 'verification_grant')),
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
INSERT INTO acts_new SELECT id, kind, subject, target, reason, state, version, proposed_by, proposed_at, decided_by, decided_at FROM acts;
DROP TABLE acts;
ALTER TABLE acts_new RENAME TO acts;
CREATE UNIQUE INDEX acts_one_open_key ON acts (kind, subject) WHERE state = 'proposed';
CREATE INDEX acts_state_idx ON acts (state, proposed_at);
CREATE INDEX acts_proposed_by_idx ON acts (proposed_by);
CREATE INDEX acts_decided_by_idx ON acts (decided_by);
