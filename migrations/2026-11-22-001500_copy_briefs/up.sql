-- Briefs written anew from earlier ones: what a draft was copied from, so that its changes can be marked.

CREATE TABLE brief_copies (
    brief_id TEXT PRIMARY KEY NOT NULL REFERENCES briefs (id),
    from_id TEXT NOT NULL REFERENCES briefs (id)
) {strict};
CREATE INDEX brief_copies_from_idx ON brief_copies (from_id);
