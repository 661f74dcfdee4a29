-- A deadline of a dispute moves when both sides want it, or when an arbiter says why; both read all of it.

CREATE TABLE dispute_moves (
    id TEXT NOT NULL PRIMARY KEY,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    -- The kind of the clock, when it was due, and when it is to be.
    clock TEXT NOT NULL,
    from_at {bigint} NOT NULL,
    to_at {bigint} NOT NULL,
    reason TEXT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator', 'platform', 'admin')),
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at {bigint} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'refused', 'imposed', 'void')),
    answered_at {bigint}
) {strict};
CREATE UNIQUE INDEX dispute_moves_asked_key ON dispute_moves (dispute_id) WHERE state = 'asked';
CREATE INDEX dispute_moves_dispute_idx ON dispute_moves (dispute_id, asked_at);
CREATE INDEX dispute_moves_asked_by_idx ON dispute_moves (asked_by);
