-- How much a creator takes on at once, and on which days nothing: others are told, and nothing is closed by it.

CREATE TABLE creator_capacities (
    creator_id TEXT NOT NULL PRIMARY KEY REFERENCES creators (id),
    at_once {bigint} NOT NULL CHECK (at_once BETWEEN 1 AND 50),
    changed_at {bigint} NOT NULL
) {strict};

CREATE TABLE blocked_days (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT NOT NULL REFERENCES creators (id),
    -- Days of the creator's own calendar, both of them blocked.
    first_day TEXT NOT NULL CHECK (length(first_day) = 10),
    last_day TEXT NOT NULL CHECK (length(last_day) = 10),
    -- For the creator's own eyes.
    note TEXT NOT NULL,
    at {bigint} NOT NULL,
    CHECK (first_day <= last_day)
) {strict};
CREATE INDEX blocked_days_creator_idx ON blocked_days (creator_id, last_day);
