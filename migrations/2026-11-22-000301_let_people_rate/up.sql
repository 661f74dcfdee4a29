-- Stars after a deal: each side says once how it was; both appear together.

CREATE TABLE ratings (
    id TEXT NOT NULL PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    -- JSON: scale → 1 to 5.
    scales TEXT NOT NULL,
    again {bool} NOT NULL,
    body TEXT NOT NULL,
    at {bigint} NOT NULL,
    visible_at {bigint},
    reply TEXT,
    version {bigint} NOT NULL DEFAULT 1,
    CHECK (reply IS NULL OR visible_at IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX ratings_side_key ON ratings (contract_id, party);
CREATE INDEX ratings_user_idx ON ratings (user_id);

-- A change that both agreed to, with what was said before; one waits at a time.
CREATE TABLE rating_edits (
    id TEXT NOT NULL PRIMARY KEY,
    rating_id TEXT NOT NULL REFERENCES ratings (id),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    asked_at {bigint} NOT NULL,
    agreed_at {bigint}
) {strict};
CREATE UNIQUE INDEX rating_edits_waiting_key ON rating_edits (rating_id) WHERE agreed_at IS NULL;
CREATE INDEX rating_edits_rating_idx ON rating_edits (rating_id);
