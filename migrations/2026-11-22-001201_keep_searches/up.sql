-- What people look for in the list of briefs, looked at once a day for what is new.

CREATE TABLE saved_searches (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    -- What stands behind the question mark of the list.
    query TEXT NOT NULL CHECK (length(query) BETWEEN 1 AND 2000),
    -- What opened before was told or seen.
    looked_at {bigint} NOT NULL,
    created_at {bigint} NOT NULL,
    UNIQUE (user_id, query)
) {strict};
CREATE INDEX saved_searches_looked_idx ON saved_searches (looked_at);
