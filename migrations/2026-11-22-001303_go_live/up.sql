-- Times in which shows are live, who has them, and what happened then.

CREATE TABLE brief_times (
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    no INTEGER NOT NULL,
    starts_at {bigint} NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 10 AND 720),
    -- Whose it is; one bid has it, or nobody.
    bid_id TEXT REFERENCES bids (id),
    PRIMARY KEY (brief_id, no)
) {strict};
CREATE INDEX brief_times_bid_idx ON brief_times (bid_id);

-- The number of the time that the bidder wants.
ALTER TABLE bids ADD COLUMN live_time INTEGER;
ALTER TABLE contracts ADD COLUMN live_at {bigint};
ALTER TABLE contracts ADD COLUMN live_minutes INTEGER CHECK (live_minutes BETWEEN 10 AND 720);

CREATE TABLE broadcasts (
    contract_id TEXT NOT NULL PRIMARY KEY REFERENCES contracts (id),
    version {bigint} NOT NULL,
    rehearsal_at {bigint},
    rehearsed_at {bigint},
    started_at {bigint},
    start_url TEXT NOT NULL,
    start_file TEXT REFERENCES files (id),
    ended_at {bigint},
    end_url TEXT NOT NULL,
    end_file TEXT REFERENCES files (id),
    -- The side that did not come.
    no_show TEXT CHECK (no_show IN ('merchant', 'creator', 'platform')),
    no_show_at {bigint},
    code_sha256 TEXT NOT NULL,
    code_until {bigint},
    handed_at {bigint},
    handed_to TEXT NOT NULL
) {strict};
CREATE INDEX broadcasts_start_file_idx ON broadcasts (start_file);
CREATE INDEX broadcasts_end_file_idx ON broadcasts (end_file);
CREATE UNIQUE INDEX broadcasts_code_key ON broadcasts (code_sha256) WHERE code_sha256 <> '';
