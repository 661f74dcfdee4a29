-- Work that is paid piece by piece: how many a bid is for.

ALTER TABLE bids ADD COLUMN pieces INTEGER NOT NULL DEFAULT 1 CHECK (pieces BETWEEN 1 AND 12);
