-- What was seen of films and sounds by programs that not every machine has: each file is looked at once.

CREATE TABLE file_looks (
    file_id TEXT NOT NULL PRIMARY KEY REFERENCES files (id),
    millis {bigint} CHECK (millis >= 0),
    width INTEGER CHECK (width > 0),
    height INTEGER CHECK (height > 0),
    has_sound {bool} NOT NULL,
    at {bigint} NOT NULL
) {strict};
