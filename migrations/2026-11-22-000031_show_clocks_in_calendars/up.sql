-- A person's calendar is read by a secret address. Who has made a new address has a row; the addresses before it are no longer good.
CREATE TABLE calendars (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    number {bigint} NOT NULL CHECK (number > 0)
) {strict};
