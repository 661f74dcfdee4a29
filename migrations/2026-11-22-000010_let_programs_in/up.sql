-- Programs sign in with tokens, and what they send twice with one key has one effect and one answer.
ALTER TABLE api_tokens ADD COLUMN by_sign_in {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE api_tokens ADD COLUMN stepped_up_at {bigint};

CREATE TABLE idempotency_keys (
    owner_id TEXT NOT NULL REFERENCES users (id),
    path TEXT NOT NULL,
    idem_key TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    status {bigint} NOT NULL,
    answer TEXT NOT NULL,
    created_at {bigint} NOT NULL,
    PRIMARY KEY (owner_id, path, idem_key)
) {strict};
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);
