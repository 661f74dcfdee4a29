-- A large file may come in several requests; how far it has come stands with its bytes, and it is a file of the deal only once all of it is here.

CREATE TABLE uploads (
    id TEXT NOT NULL PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    owner_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    size {bigint} NOT NULL CHECK (size > 0),
    storage_key TEXT NOT NULL,
    created_at {bigint} NOT NULL,
    -- What has not come whole until then is forgotten.
    expires_at {bigint} NOT NULL,
    -- What it became.
    file_id TEXT REFERENCES files (id)
) {strict};
CREATE UNIQUE INDEX uploads_storage_key ON uploads (storage_key);
CREATE INDEX uploads_contract_idx ON uploads (contract_id);
CREATE INDEX uploads_owner_idx ON uploads (owner_id);
CREATE INDEX uploads_file_idx ON uploads (file_id);
CREATE INDEX uploads_expires_idx ON uploads (expires_at);
