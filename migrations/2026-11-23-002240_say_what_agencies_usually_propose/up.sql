-- Who signs for an agency, and what it usually proposes: invitations begin with it, each may differ, and nothing that was signed changes with it.

CREATE TABLE agency_usual_terms (
    agency_id TEXT NOT NULL PRIMARY KEY REFERENCES organisations (id),
    -- The name and office that stand in the terms; blank for whoever sends them.
    signatory TEXT NOT NULL DEFAULT '',
    office TEXT NOT NULL DEFAULT '',
    may_bid {bool} NOT NULL,
    may_accept {bool} NOT NULL,
    may_message {bool} NOT NULL,
    split_bps INTEGER NOT NULL CHECK (split_bps BETWEEN 0 AND 9000),
    penalty_cap {bigint} CHECK (penalty_cap > 0),
    currency TEXT,
    notice_days INTEGER NOT NULL CHECK (notice_days BETWEEN 0 AND 180),
    written_by TEXT NOT NULL REFERENCES users (id),
    written_at {bigint} NOT NULL,
    CHECK ((penalty_cap IS NULL) = (currency IS NULL))
) {strict};
CREATE INDEX agency_usual_terms_written_by_idx ON agency_usual_terms (written_by);
