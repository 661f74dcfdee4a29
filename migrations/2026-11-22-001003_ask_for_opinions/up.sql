-- When no round of changes is left, a moderator may be asked what he makes of a version. He moves no money and no milestone.

CREATE TABLE opinions (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    version INTEGER NOT NULL CHECK (version > 0),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    asked_by TEXT NOT NULL REFERENCES users (id),
    question TEXT NOT NULL,
    asked_at {bigint} NOT NULL,
    verdict TEXT CHECK (verdict IN ('as_agreed', 'mostly', 'not_as_agreed', 'cannot_say')),
    words TEXT NOT NULL DEFAULT '',
    given_by TEXT REFERENCES users (id),
    given_at {bigint},
    CHECK ((verdict IS NULL) = (given_by IS NULL) AND (verdict IS NULL) = (given_at IS NULL))
) {strict};
-- Each version is looked at once.
CREATE UNIQUE INDEX opinions_version_key ON opinions (milestone_id, version);
CREATE INDEX opinions_asked_by_idx ON opinions (asked_by);
CREATE INDEX opinions_given_by_idx ON opinions (given_by);
CREATE INDEX opinions_open_idx ON opinions (asked_at) WHERE given_at IS NULL;
