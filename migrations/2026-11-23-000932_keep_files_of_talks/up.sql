-- Files that came with words about a bid which could not be taken: they wait for whoever sent them until the words are.

CREATE TABLE bid_waiting_files (
    file_id TEXT NOT NULL PRIMARY KEY REFERENCES files (id),
    bid_id TEXT NOT NULL REFERENCES bids (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX bid_waiting_files_bid_idx ON bid_waiting_files (bid_id, user_id);
CREATE INDEX bid_waiting_files_user_idx ON bid_waiting_files (user_id);
