-- What happens later: clocks, mails, jobs; and what people are told.

CREATE TABLE clocks (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    brief_id TEXT REFERENCES briefs (id),
    contract_id TEXT REFERENCES contracts (id),
    milestone_id TEXT REFERENCES milestones (id),
    state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'fired')),
    started_at {bigint} NOT NULL,
    due_at {bigint} NOT NULL,
    next_at {bigint} NOT NULL,
    reminders_sent INTEGER NOT NULL DEFAULT 0,
    amount {bigint} NOT NULL DEFAULT 0,
    currency TEXT,
    ended_at {bigint},
    version {bigint} NOT NULL DEFAULT 1
) {strict};
CREATE UNIQUE INDEX clocks_one_running_key ON clocks (kind, subject) WHERE state = 'running';
CREATE INDEX clocks_due_idx ON clocks (state, next_at);
CREATE INDEX clocks_subject_idx ON clocks (subject);
CREATE INDEX clocks_contract_idx ON clocks (contract_id);
CREATE INDEX clocks_milestone_idx ON clocks (milestone_id);
CREATE INDEX clocks_brief_idx ON clocks (brief_id);

CREATE TABLE mails (
    id TEXT NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    locale TEXT NOT NULL,
    template TEXT NOT NULL,
    params TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'parked')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at {bigint} NOT NULL,
    next_at {bigint} NOT NULL,
    lease_until {bigint},
    sent_at {bigint},
    last_error TEXT
) {strict};
CREATE INDEX mails_due_idx ON mails (state, next_at);

CREATE TABLE notices (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    params TEXT NOT NULL,
    url TEXT NOT NULL,
    subject TEXT NOT NULL,
    needs_action {bool} NOT NULL,
    created_at {bigint} NOT NULL,
    done_at {bigint}
) {strict};
CREATE INDEX notices_user_idx ON notices (user_id, created_at);
CREATE INDEX notices_subject_idx ON notices (subject);

CREATE TABLE once_answers (
    owner TEXT NOT NULL,
    token TEXT NOT NULL,
    path TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    location TEXT NOT NULL,
    created_at {bigint} NOT NULL,
    PRIMARY KEY (owner, token)
) {strict};
CREATE INDEX once_answers_created_idx ON once_answers (created_at);
