-- What a creator says of the audience of a channel: each statement with its source and its day, and none is ever changed.

ALTER TABLE channels ADD COLUMN source TEXT NOT NULL DEFAULT 'stated' CHECK (source IN ('stated', 'verified_page', 'screenshot'));

CREATE TABLE audience_snapshots (
    id TEXT NOT NULL PRIMARY KEY,
    channel_id TEXT NOT NULL REFERENCES channels (id),
    -- Of which name and address it was said: with another one it is another channel's.
    handle TEXT NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('stated', 'verified_page', 'screenshot')),
    -- The day on which it was so.
    day TEXT NOT NULL CHECK (length(day) = 10),
    followers {bigint} NOT NULL CHECK (followers >= 0),
    views {bigint} CHECK (views >= 0),
    -- JSON: who they are, in hundredths.
    shares TEXT NOT NULL,
    file_id TEXT REFERENCES files (id),
    stated_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL,
    CHECK ((source = 'screenshot') = (file_id IS NOT NULL))
) {strict};
CREATE INDEX audience_snapshots_channel_idx ON audience_snapshots (channel_id, day, at);
CREATE INDEX audience_snapshots_file_idx ON audience_snapshots (file_id);
CREATE INDEX audience_snapshots_stated_by_idx ON audience_snapshots (stated_by);
-- @sqlite
CREATE TRIGGER audience_snapshots_no_update BEFORE UPDATE ON audience_snapshots BEGIN SELECT RAISE(ABORT, 'audience snapshots: append-only'); END;
CREATE TRIGGER audience_snapshots_no_delete BEFORE DELETE ON audience_snapshots BEGIN SELECT RAISE(ABORT, 'audience snapshots: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER audience_snapshots_append_only BEFORE UPDATE OR DELETE ON audience_snapshots FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end
