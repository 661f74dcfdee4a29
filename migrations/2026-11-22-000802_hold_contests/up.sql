-- Contests: what each finalist gets, how many were named, and what a bidder can prove of a blind entry.

ALTER TABLE brief_funds ADD COLUMN finalist_fee {bigint} NOT NULL DEFAULT 0 CHECK (finalist_fee >= 0);
ALTER TABLE brief_funds ADD COLUMN finalists INTEGER NOT NULL DEFAULT 0 CHECK (finalists BETWEEN 0 AND 6);

ALTER TABLE bids ADD COLUMN commit_salt TEXT;
ALTER TABLE bids ADD COLUMN commit_sha256 TEXT;
