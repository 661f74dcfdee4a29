-- A merchant thanks the creator of accepted work with a little more.
CREATE TABLE tips (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    amount {bigint} NOT NULL CHECK (amount > 0),
    given_by TEXT NOT NULL REFERENCES users (id),
    given_at {bigint} NOT NULL,
    clears_at {bigint} NOT NULL
) {strict};
CREATE INDEX tips_milestone_idx ON tips (milestone_id);
CREATE INDEX tips_given_by_idx ON tips (given_by);
