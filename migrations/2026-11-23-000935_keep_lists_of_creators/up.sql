-- Merchants keep lists of creators whom they know, and write to strangers only so often, and not to those who wish to hear from none.

CREATE TABLE creator_lists (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    made_by TEXT NOT NULL REFERENCES users (id),
    created_at {bigint} NOT NULL,
    UNIQUE (org_id, name)
) {strict};
CREATE INDEX creator_lists_user_idx ON creator_lists (made_by);

CREATE TABLE creator_list_entries (
    list_id TEXT NOT NULL REFERENCES creator_lists (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    note TEXT NOT NULL,
    added_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL,
    PRIMARY KEY (list_id, creator_id)
) {strict};
CREATE INDEX creator_list_entries_creator_idx ON creator_list_entries (creator_id);
CREATE INDEX creator_list_entries_user_idx ON creator_list_entries (added_by);

-- When an organisation last turned to a creator it had no history with.
CREATE TABLE cold_calls (
    org_id TEXT NOT NULL REFERENCES organisations (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    at {bigint} NOT NULL,
    PRIMARY KEY (org_id, creator_id)
) {strict};
CREATE INDEX cold_calls_org_idx ON cold_calls (org_id, at);
CREATE INDEX cold_calls_creator_idx ON cold_calls (creator_id);

-- Creators who wish to hear from no stranger.
CREATE TABLE closed_to_strangers (
    creator_id TEXT NOT NULL PRIMARY KEY REFERENCES creators (id),
    at {bigint} NOT NULL
) {strict};
