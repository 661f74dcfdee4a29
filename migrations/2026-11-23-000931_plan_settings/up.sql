-- A setting may begin later than it is made, never earlier: what is to change can be announced.

ALTER TABLE market_settings ADD COLUMN starts_at {bigint} NOT NULL DEFAULT 0;
