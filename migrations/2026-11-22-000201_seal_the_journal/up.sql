-- What was booked is sealed under one hash a minute, and the minutes of a day under one hash that is published: from then on nobody can rewrite it.

CREATE TABLE seals (
    no {bigint} NOT NULL PRIMARY KEY,
    period TEXT NOT NULL CHECK (period IN ('minute', 'day')),
    -- The day in UTC: of a minute the one it lies in, of a day itself.
    day TEXT NOT NULL CHECK (length(day) = 10),
    sealed_at {bigint} NOT NULL,
    -- How many transactions, or minutes.
    leaves {bigint} NOT NULL CHECK (leaves > 0),
    -- Of the seal before of the same period.
    prev_root TEXT NOT NULL CHECK (length(prev_root) = 64),
    root TEXT NOT NULL CHECK (length(root) = 64)
) {strict};
CREATE INDEX seals_day_idx ON seals (day, period);

-- How far each chain of the journal was sealed by a minute: from after its row before to this number.
CREATE TABLE seal_heads (
    bucket INTEGER NOT NULL CHECK (bucket BETWEEN 0 AND 63),
    seq {bigint} NOT NULL CHECK (seq > 0),
    seal_no {bigint} NOT NULL REFERENCES seals (no),
    PRIMARY KEY (bucket, seq)
) {strict};
CREATE INDEX seal_heads_seal_idx ON seal_heads (seal_no);

-- @sqlite
CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'seals: append-only'); END;
CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'seals: append-only'); END;
CREATE TRIGGER seal_heads_no_update BEFORE UPDATE ON seal_heads BEGIN SELECT RAISE(ABORT, 'seals: append-only'); END;
CREATE TRIGGER seal_heads_no_delete BEFORE DELETE ON seal_heads BEGIN SELECT RAISE(ABORT, 'seals: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER seals_append_only BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER seal_heads_append_only BEFORE UPDATE OR DELETE ON seal_heads FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
