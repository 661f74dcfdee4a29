-- The two sides of a deal write to each other. What was written stays: whoever was wrong writes anew, and both stand.

CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    -- What is searched: lower case, full width folded.
    folded TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    supersedes TEXT REFERENCES messages (id),
    at {bigint} NOT NULL
) {strict};
-- A message is corrected once; its correction may be corrected in turn.
CREATE UNIQUE INDEX messages_supersedes_key ON messages (supersedes);
CREATE INDEX messages_contract_idx ON messages (contract_id, at, id);
CREATE INDEX messages_user_idx ON messages (user_id, at);

CREATE TABLE message_files (
    message_id TEXT NOT NULL REFERENCES messages (id),
    position INTEGER NOT NULL,
    file_id TEXT NOT NULL REFERENCES files (id),
    PRIMARY KEY (message_id, position)
) {strict};
CREATE INDEX message_files_file_idx ON message_files (file_id);

-- How far somebody has read, and when he gets a mail about what he has not.
CREATE TABLE message_readers (
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    read_at {bigint} NOT NULL,
    mail_at {bigint},
    PRIMARY KEY (contract_id, user_id)
) {strict};
CREATE INDEX message_readers_user_idx ON message_readers (user_id);
CREATE INDEX message_readers_mail_idx ON message_readers (mail_at) WHERE mail_at IS NOT NULL;

-- A message of the deal may be brought as evidence.
ALTER TABLE dispute_evidence ADD COLUMN message_id TEXT REFERENCES messages (id);
CREATE INDEX dispute_evidence_message_idx ON dispute_evidence (message_id);

-- @sqlite
CREATE TRIGGER messages_no_update BEFORE UPDATE ON messages BEGIN SELECT RAISE(ABORT, 'messages: append-only'); END;
CREATE TRIGGER messages_no_delete BEFORE DELETE ON messages BEGIN SELECT RAISE(ABORT, 'messages: append-only'); END;
CREATE TRIGGER message_files_no_update BEFORE UPDATE ON message_files BEGIN SELECT RAISE(ABORT, 'messages: append-only'); END;
CREATE TRIGGER message_files_no_delete BEFORE DELETE ON message_files BEGIN SELECT RAISE(ABORT, 'messages: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER messages_append_only BEFORE UPDATE OR DELETE ON messages FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER message_files_append_only BEFORE UPDATE OR DELETE ON message_files FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
