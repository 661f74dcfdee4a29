-- Who says that he has read the rules of content, and when: a task of the way to a first brief or bid.

CREATE TABLE rule_readings (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    at {bigint} NOT NULL
) {strict};
