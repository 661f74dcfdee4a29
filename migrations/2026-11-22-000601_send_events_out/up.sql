-- Addresses that are told what happens, and each try to tell them.

CREATE TABLE webhook_endpoints (
    id TEXT NOT NULL PRIMARY KEY,
    -- Whose organisations and creator profile it hears of.
    user_id TEXT NOT NULL REFERENCES users (id),
    url TEXT NOT NULL,
    -- Words of event types with blanks between; empty: all there are.
    types TEXT NOT NULL,
    -- The secret is made of the installation's key, the id and this number; it is kept nowhere.
    generation {bigint} NOT NULL CHECK (generation > 0),
    -- When this generation was made: the one before signs too for a while.
    keyed_at {bigint} NOT NULL,
    created_at {bigint} NOT NULL,
    -- Tries that failed since one worked.
    failures {bigint} NOT NULL DEFAULT 0,
    -- When its owner was last told that something could not be delivered.
    warned_at {bigint},
    removed_at {bigint},
    version {bigint} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX webhook_endpoints_user_idx ON webhook_endpoints (user_id);

CREATE TABLE webhook_attempts (
    id TEXT NOT NULL PRIMARY KEY,
    endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id),
    event_id TEXT NOT NULL REFERENCES events (id),
    -- 0 for what happened by itself, then one more for each replay; in each the tries are counted from 1.
    series {bigint} NOT NULL,
    number {bigint} NOT NULL CHECK (number > 0),
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'delivered', 'failed', 'dead', 'dropped')),
    created_at {bigint} NOT NULL,
    due_at {bigint} NOT NULL,
    lease_until {bigint},
    ended_at {bigint},
    -- What was answered, or why nothing was.
    status {bigint},
    error TEXT CHECK (error IN ('timeout', 'unresolved', 'private', 'unreachable')),
    millis {bigint}
) {strict};
CREATE UNIQUE INDEX webhook_attempts_once_key ON webhook_attempts (endpoint_id, event_id, series, number);
CREATE INDEX webhook_attempts_event_idx ON webhook_attempts (event_id);
CREATE INDEX webhook_attempts_state_idx ON webhook_attempts (state, due_at);
