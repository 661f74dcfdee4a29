-- What merchants want, with everything a creator must know before offering.

CREATE TABLE briefs (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organisations (id),
    author_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL CHECK (kind IN ('open_bid', 'direct', 'fixed_slots', 'contest', 'pool', 'piece_rate', 'cps', 'live', 'sample')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'pending_review', 'open', 'paused', 'judging', 'filled', 'closed', 'rejected', 'expired', 'cancelled', 'stopped')),
    version {bigint} NOT NULL DEFAULT 1,
    words_version {bigint} NOT NULL DEFAULT 1,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    content_form TEXT NOT NULL CHECK (content_form IN ('article', 'image_set', 'short_video', 'live', 'audio', 'review', 'other')),
    category TEXT NOT NULL,
    currency TEXT NOT NULL,
    budget_min {bigint},
    budget_max {bigint},
    places INTEGER NOT NULL CHECK (places BETWEEN 1 AND 100),
    places_taken INTEGER NOT NULL DEFAULT 0,
    bid_count INTEGER NOT NULL DEFAULT 0,
    bid_deadline {bigint},
    paused_at {bigint},
    delivery_days INTEGER NOT NULL,
    review_days INTEGER NOT NULL CHECK (review_days BETWEEN 3 AND 14),
    rounds INTEGER NOT NULL CHECK (rounds BETWEEN 0 AND 10),
    licence TEXT NOT NULL,
    question TEXT NOT NULL DEFAULT '',
    bid_cap INTEGER NOT NULL CHECK (bid_cap BETWEEN 1 AND 500),
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'invite_only', 'circle')),
    judging_until {bigint},
    extended {bool} NOT NULL,
    cancel_reason TEXT NOT NULL DEFAULT '',
    created_at {bigint} NOT NULL,
    published_at {bigint},
    CHECK (places_taken BETWEEN 0 AND places),
    CHECK (budget_min IS NULL OR budget_max IS NULL OR budget_min <= budget_max),
    CHECK (state = 'draft' OR (budget_min IS NOT NULL AND budget_max IS NOT NULL AND bid_deadline IS NOT NULL AND length(title) > 0))
) {strict};
CREATE INDEX briefs_org_idx ON briefs (org_id, created_at);
CREATE INDEX briefs_author_idx ON briefs (author_id);
CREATE INDEX briefs_open_newest_idx ON briefs (state, visibility, published_at, id);
CREATE INDEX briefs_open_deadline_idx ON briefs (state, visibility, bid_deadline, id);
CREATE INDEX briefs_open_price_idx ON briefs (state, visibility, budget_max, id);

CREATE TABLE brief_platforms (
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    platform TEXT NOT NULL,
    PRIMARY KEY (brief_id, platform)
) {strict};
CREATE INDEX brief_platforms_platform_idx ON brief_platforms (platform);

CREATE TABLE brief_languages (
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    language TEXT NOT NULL,
    PRIMARY KEY (brief_id, language)
) {strict};
CREATE INDEX brief_languages_language_idx ON brief_languages (language);

CREATE TABLE checklist_items (
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    item TEXT NOT NULL,
    position INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('must', 'should', 'must_not')),
    body TEXT NOT NULL,
    PRIMARY KEY (brief_id, item)
) {strict};

CREATE TABLE brief_attachments (
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    file_id TEXT NOT NULL REFERENCES files (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (brief_id, file_id)
) {strict};
CREATE INDEX brief_attachments_file_idx ON brief_attachments (file_id);
