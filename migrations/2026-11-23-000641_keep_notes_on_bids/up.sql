-- A merchant's own star and note on a bid: for all who read its bids, and for nobody else.

CREATE TABLE bid_notes (
    bid_id TEXT NOT NULL PRIMARY KEY REFERENCES bids (id),
    is_starred {bool} NOT NULL,
    body TEXT NOT NULL,
    -- Counts what was written, not the star.
    version {bigint} NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX bid_notes_user_idx ON bid_notes (user_id);
