-- What the two say about a bid is found by its words, may be corrected by a later message, and may come with files, as in a deal.

ALTER TABLE bid_messages ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE bid_messages ADD COLUMN supersedes TEXT REFERENCES bid_messages (id);
CREATE UNIQUE INDEX bid_messages_supersedes_key ON bid_messages (supersedes);

CREATE TABLE bid_message_files (
    message_id TEXT NOT NULL REFERENCES bid_messages (id),
    position INTEGER NOT NULL,
    file_id TEXT NOT NULL REFERENCES files (id),
    PRIMARY KEY (message_id, position)
) {strict};
CREATE INDEX bid_message_files_file_idx ON bid_message_files (file_id);

-- What was said before is found too; nothing that was said changes by it.
-- @sqlite
DROP TRIGGER bid_messages_no_update;
UPDATE bid_messages SET folded = lower(body);
CREATE TRIGGER bid_messages_no_update BEFORE UPDATE ON bid_messages BEGIN SELECT RAISE(ABORT, 'bid_messages: append-only'); END;
CREATE TRIGGER bid_message_files_no_update BEFORE UPDATE ON bid_message_files BEGIN SELECT RAISE(ABORT, 'bid_messages: append-only'); END;
CREATE TRIGGER bid_message_files_no_delete BEFORE DELETE ON bid_message_files BEGIN SELECT RAISE(ABORT, 'bid_messages: append-only'); END;
-- @end
-- @postgres
DROP TRIGGER bid_messages_append_only ON bid_messages;
UPDATE bid_messages SET folded = lower(body);
CREATE TRIGGER bid_messages_append_only BEFORE UPDATE OR DELETE ON bid_messages FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER bid_message_files_append_only BEFORE UPDATE OR DELETE ON bid_message_files FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
