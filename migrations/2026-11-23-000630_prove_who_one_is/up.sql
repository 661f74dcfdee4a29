-- An organisation or a creator asks the platform to look who is behind it; two moderators agree, or one refuses with a reason.

-- One more purpose of a file. The rows are put back under the same name, so that what points at them holds at the end.
-- @sqlite
PRAGMA defer_foreign_keys = ON;
CREATE TABLE files_kept AS SELECT * FROM files;
DROP TABLE files;
CREATE TABLE files (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('portfolio', 'brief', 'delivery', 'verification')),
    owner_id TEXT NOT NULL REFERENCES users (id),
    contract_id TEXT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    size INTEGER NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    media_type TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    storage_key TEXT NOT NULL,
    preview_key TEXT,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO files SELECT id, purpose, owner_id, contract_id, name, size, sha256, media_type, width, height, storage_key, preview_key, created_at FROM files_kept;
DROP TABLE files_kept;
CREATE UNIQUE INDEX files_storage_key ON files (storage_key);
CREATE INDEX files_owner_idx ON files (owner_id);
CREATE INDEX files_contract_idx ON files (contract_id);
-- @end
-- @postgres
ALTER TABLE files DROP CONSTRAINT files_purpose_check;
ALTER TABLE files ADD CONSTRAINT files_purpose_check CHECK (purpose IN ('portfolio', 'brief', 'delivery', 'verification'));
-- @end

ALTER TABLE creators ADD COLUMN verified_at {bigint};

CREATE TABLE verifications (
    id TEXT NOT NULL PRIMARY KEY,
    -- Whose it is: one of the two.
    org_id TEXT REFERENCES organisations (id),
    creator_id TEXT REFERENCES creators (id),
    asked_by TEXT NOT NULL REFERENCES users (id),
    -- What was said, for its owner and moderators alone.
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    number TEXT NOT NULL,
    -- The number's letters and digits, by which the same number is found again.
    number_plain TEXT NOT NULL,
    link TEXT NOT NULL,
    file_id TEXT REFERENCES files (id),
    state TEXT NOT NULL CHECK (state IN ('asked', 'verified', 'refused', 'expired')),
    version {bigint} NOT NULL DEFAULT 1,
    asked_at {bigint} NOT NULL,
    decided_by TEXT REFERENCES users (id),
    decided_at {bigint},
    reason TEXT CHECK (reason IN ('unreadable', 'mismatch', 'not_yours', 'outdated', 'taken', 'doubtful', 'other')),
    words TEXT NOT NULL DEFAULT '',
    expires_at {bigint},
    reminded_at {bigint},
    CHECK ((org_id IS NULL) <> (creator_id IS NULL)),
    CHECK ((state = 'refused') = (reason IS NOT NULL)),
    CHECK (link <> '' OR file_id IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX verifications_org_open_key ON verifications (org_id) WHERE state = 'asked';
CREATE UNIQUE INDEX verifications_creator_open_key ON verifications (creator_id) WHERE state = 'asked';
CREATE INDEX verifications_org_idx ON verifications (org_id, asked_at);
CREATE INDEX verifications_creator_idx ON verifications (creator_id, asked_at);
CREATE INDEX verifications_asked_by_idx ON verifications (asked_by);
CREATE INDEX verifications_decided_by_idx ON verifications (decided_by);
CREATE INDEX verifications_file_idx ON verifications (file_id);
CREATE INDEX verifications_number_idx ON verifications (number_plain);
CREATE INDEX verifications_waiting_idx ON verifications (asked_at) WHERE state = 'asked';
CREATE INDEX verifications_ends_idx ON verifications (expires_at) WHERE state = 'verified';

-- Two moderators say so.
CREATE TABLE acts_new (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('fuse_confirm', 'operation_give_up', 'payout_reversal', 'suspense_assign', 'suspense_return', 'brief_stop', 'verification_grant')),
    -- What it is done to: an id of ours, the provider's, or a word.
    subject TEXT NOT NULL,
    -- Whose the subject shall be, where that is what is wanted; else nothing.
    target TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused')),
    version {bigint} NOT NULL DEFAULT 1,
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at {bigint} NOT NULL,
    decided_by TEXT REFERENCES users (id),
    decided_at {bigint},
    -- Nobody is his own second.
    CONSTRAINT acts_two CHECK (state <> 'confirmed' OR decided_by <> proposed_by)
) {strict};
INSERT INTO acts_new SELECT id, kind, subject, target, reason, state, version, proposed_by, proposed_at, decided_by, decided_at FROM acts;
DROP TABLE acts;
ALTER TABLE acts_new RENAME TO acts;
CREATE UNIQUE INDEX acts_one_open_key ON acts (kind, subject) WHERE state = 'proposed';
CREATE INDEX acts_state_idx ON acts (state, proposed_at);
CREATE INDEX acts_proposed_by_idx ON acts (proposed_by);
CREATE INDEX acts_decided_by_idx ON acts (decided_by);

-- A refusal can be appealed against.
CREATE TABLE appeals_new (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('measure', 'points', 'report', 'brief', 'verification')),
    -- The decision: the step, the points, the report, the brief and the version of its words, or the verification and its version.
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    -- Who decided: nobody judges what he decided himself.
    decided_by TEXT NOT NULL REFERENCES users (id),
    -- What was decided and why, as it stood then.
    decision TEXT NOT NULL,
    words TEXT NOT NULL,
    at {bigint} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'granted', 'dismissed')),
    answer TEXT NOT NULL DEFAULT '',
    answered_by TEXT REFERENCES users (id),
    answered_at {bigint},
    CONSTRAINT appeals_another CHECK (answered_by IS NULL OR answered_by <> decided_by)
) {strict};
INSERT INTO appeals_new SELECT id, kind, subject, user_id, decided_by, decision, words, at, state, answer, answered_by, answered_at FROM appeals;
DROP TABLE appeals;
ALTER TABLE appeals_new RENAME TO appeals;
CREATE UNIQUE INDEX appeals_once_key ON appeals (kind, subject);
CREATE INDEX appeals_user_idx ON appeals (user_id);
CREATE INDEX appeals_decided_by_idx ON appeals (decided_by);
CREATE INDEX appeals_answered_by_idx ON appeals (answered_by);
CREATE INDEX appeals_waiting_idx ON appeals (at) WHERE state = 'waiting';
