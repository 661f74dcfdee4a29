-- People come first: everything else belongs to a login, an organisation or a creator.

CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    password_hash TEXT NOT NULL,
    locale TEXT NOT NULL CHECK (locale IN ('zh-CN', 'en')),
    time_zone TEXT NOT NULL,
    theme TEXT NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    confirmed_at {bigint},
    totp_secret TEXT,
    totp_confirmed_at {bigint},
    totp_last_step {bigint} NOT NULL DEFAULT 0,
    version {bigint} NOT NULL DEFAULT 1,
    created_at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX users_email_key ON users (email);

CREATE TABLE admin_roles (
    user_id TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('moderator', 'arbiter', 'finance_admin')),
    created_at {bigint} NOT NULL,
    PRIMARY KEY (user_id, role)
) {strict};

CREATE TABLE recovery_codes (
    code_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    made_at {bigint} NOT NULL,
    used_at {bigint}
) {strict};
CREATE INDEX recovery_codes_user_idx ON recovery_codes (user_id);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_at {bigint} NOT NULL,
    seen_at {bigint} NOT NULL,
    expires_at {bigint} NOT NULL,
    stepped_up_at {bigint},
    user_agent TEXT NOT NULL,
    ended_at {bigint}
) {strict};
CREATE UNIQUE INDEX sessions_token_hash_key ON sessions (token_hash);
CREATE INDEX sessions_user_idx ON sessions (user_id);

CREATE TABLE mail_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'reset', 'change_email')),
    email TEXT NOT NULL,
    expires_at {bigint} NOT NULL,
    used_at {bigint}
) {strict};
CREATE INDEX mail_tokens_user_idx ON mail_tokens (user_id);

CREATE TABLE attempts (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at {bigint} NOT NULL
) {strict};
CREATE INDEX attempts_subject_idx ON attempts (kind, subject, at);
CREATE INDEX attempts_at_idx ON attempts (at);

CREATE TABLE organisations (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('merchant', 'agency')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    name_folded TEXT NOT NULL,
    about TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    verified_at {bigint},
    version {bigint} NOT NULL DEFAULT 1,
    created_at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX organisations_name_key ON organisations (name_folded);

CREATE TABLE memberships (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'finance', 'editor', 'viewer')),
    created_at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX memberships_org_user_key ON memberships (org_id, user_id);
CREATE INDEX memberships_user_idx ON memberships (user_id);

CREATE TABLE invitations (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    email TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'finance', 'editor', 'viewer')),
    token_hash TEXT NOT NULL,
    invited_by TEXT NOT NULL REFERENCES users (id),
    created_at {bigint} NOT NULL,
    expires_at {bigint} NOT NULL,
    accepted_at {bigint},
    cancelled_at {bigint}
) {strict};
CREATE UNIQUE INDEX invitations_token_key ON invitations (token_hash);
CREATE INDEX invitations_org_idx ON invitations (org_id);
CREATE INDEX invitations_invited_by_idx ON invitations (invited_by);

CREATE TABLE api_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made_by_operator {bool} NOT NULL,
    created_at {bigint} NOT NULL,
    expires_at {bigint},
    used_at {bigint},
    revoked_at {bigint}
) {strict};
CREATE UNIQUE INDEX api_tokens_hash_key ON api_tokens (token_hash);
CREATE INDEX api_tokens_user_idx ON api_tokens (user_id);
