-- Searches by words and plans show creators too: how newcomers fare there is counted like everything else.

CREATE TABLE impressions_new (
    list TEXT NOT NULL CHECK (list IN ('browse', 'fits', 'for_you', 'invited', 'words', 'plan')),
    -- Days since 1970, in UTC.
    day {bigint} NOT NULL,
    shown {bigint} NOT NULL CHECK (shown >= 0),
    newcomers {bigint} NOT NULL CHECK (newcomers BETWEEN 0 AND shown),
    PRIMARY KEY (list, day)
) {strict};
INSERT INTO impressions_new SELECT list, day, shown, newcomers FROM impressions;
DROP TABLE impressions;
ALTER TABLE impressions_new RENAME TO impressions;
