-- What was shown is counted for each list of its own: a promise that one list keeps says nothing of another.

CREATE TABLE impressions_new (
    list TEXT NOT NULL CHECK (list IN ('browse', 'fits', 'for_you', 'invited')),
    -- Days since 1970, in UTC.
    day {bigint} NOT NULL,
    shown {bigint} NOT NULL CHECK (shown >= 0),
    newcomers {bigint} NOT NULL CHECK (newcomers BETWEEN 0 AND shown),
    PRIMARY KEY (list, day)
) {strict};
INSERT INTO impressions_new SELECT 'browse', day, shown, newcomers FROM impressions;
DROP TABLE impressions;
ALTER TABLE impressions_new RENAME TO impressions;
