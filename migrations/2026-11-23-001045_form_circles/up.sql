-- Merchants form circles of creators who agreed to it; some briefs are for a circle alone, some open to it before they open to everybody.

CREATE TABLE circles (
    org_id TEXT NOT NULL PRIMARY KEY REFERENCES organisations (id),
    rules TEXT NOT NULL,
    set_by TEXT NOT NULL REFERENCES users (id),
    set_at {bigint} NOT NULL
) {strict};
CREATE INDEX circles_user_idx ON circles (set_by);

CREATE TABLE circle_members (
    org_id TEXT NOT NULL REFERENCES organisations (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    state TEXT NOT NULL CHECK (state IN ('invited', 'member', 'declined', 'left', 'removed')),
    -- Reads letters on the page only.
    is_muted {bool} NOT NULL,
    invited_by TEXT NOT NULL REFERENCES users (id),
    changed_at {bigint} NOT NULL,
    PRIMARY KEY (org_id, creator_id)
) {strict};
CREATE INDEX circle_members_creator_idx ON circle_members (creator_id);
CREATE INDEX circle_members_user_idx ON circle_members (invited_by);

-- What a merchant wrote to its whole circle, and who was told of it.
CREATE TABLE circle_letters (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    at {bigint} NOT NULL
) {strict};
CREATE INDEX circle_letters_org_idx ON circle_letters (org_id, at);
CREATE INDEX circle_letters_user_idx ON circle_letters (user_id);

CREATE TABLE circle_deliveries (
    letter_id TEXT NOT NULL REFERENCES circle_letters (id),
    creator_id TEXT NOT NULL REFERENCES creators (id),
    at {bigint} NOT NULL,
    PRIMARY KEY (letter_id, creator_id)
) {strict};
CREATE INDEX circle_deliveries_creator_idx ON circle_deliveries (creator_id, at);

ALTER TABLE brief_details ADD COLUMN early_hours INTEGER NOT NULL DEFAULT 0 CHECK (early_hours BETWEEN 0 AND 72);
ALTER TABLE brief_details ADD COLUMN opens_at {bigint};
