-- A book that came from a backup does not know what happened since: it remembers that it is old until the provider was asked.

CREATE TABLE restorations (
    id TEXT NOT NULL PRIMARY KEY,
    -- When the backup was made.
    made_at {bigint} NOT NULL,
    restored_at {bigint} NOT NULL,
    -- When everything that the provider knows was imported; nothing is sent out before.
    reconciled_at {bigint}
) {strict};
