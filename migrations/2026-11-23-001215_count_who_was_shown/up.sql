-- How many creators were shown in ranked lists on a day, and how many of them were newcomers: what is promised to newcomers can be checked.

CREATE TABLE impressions (
    -- Days since 1970, in UTC.
    day {bigint} NOT NULL PRIMARY KEY,
    shown {bigint} NOT NULL CHECK (shown >= 0),
    newcomers {bigint} NOT NULL CHECK (newcomers BETWEEN 0 AND shown)
) {strict};
