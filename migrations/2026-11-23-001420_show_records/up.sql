-- A creator lets everybody read the signed statement of what the platform knows of him; without a row only he reads it.

CREATE TABLE public_cvs (
    creator_id TEXT NOT NULL PRIMARY KEY REFERENCES creators (id),
    since {bigint} NOT NULL
) {strict};
