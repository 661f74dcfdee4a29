-- The two sides point at places in the work and talk about each, until the side that made the remark says that it is done.

CREATE TABLE remarks (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    -- The version that was looked at, and which of its items.
    version INTEGER NOT NULL CHECK (version > 0),
    position INTEGER NOT NULL,
    -- A spot of a picture, in thousandths from the left and from the top; or a second of a film or a sound; or the whole item.
    x INTEGER CHECK (x BETWEEN 0 AND 1000),
    y INTEGER CHECK (y BETWEEN 0 AND 1000),
    second INTEGER CHECK (second >= 0),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    at {bigint} NOT NULL,
    -- The newest version when it was done with; empty while it is open.
    resolved_version INTEGER,
    resolved_at {bigint},
    CHECK ((x IS NULL) = (y IS NULL)),
    CHECK (x IS NULL OR second IS NULL),
    CHECK ((resolved_version IS NULL) = (resolved_at IS NULL))
) {strict};
CREATE INDEX remarks_milestone_idx ON remarks (milestone_id, at, id);
CREATE INDEX remarks_user_idx ON remarks (user_id);

CREATE TABLE remark_replies (
    id TEXT NOT NULL PRIMARY KEY,
    remark_id TEXT NOT NULL REFERENCES remarks (id),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    at {bigint} NOT NULL
) {strict};
CREATE INDEX remark_replies_remark_idx ON remark_replies (remark_id, at, id);
CREATE INDEX remark_replies_user_idx ON remark_replies (user_id);
-- @sqlite
CREATE TRIGGER remark_replies_no_update BEFORE UPDATE ON remark_replies BEGIN SELECT RAISE(ABORT, 'remarks: append-only'); END;
CREATE TRIGGER remark_replies_no_delete BEFORE DELETE ON remark_replies BEGIN SELECT RAISE(ABORT, 'remarks: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER remark_replies_append_only BEFORE UPDATE OR DELETE ON remark_replies FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
