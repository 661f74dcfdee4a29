-- Stored bytes, and the public profiles that show some of them.

CREATE TABLE files (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('portfolio', 'brief', 'delivery')),
    owner_id TEXT NOT NULL REFERENCES users (id),
    contract_id TEXT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    size {bigint} NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    media_type TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    storage_key TEXT NOT NULL,
    preview_key TEXT,
    created_at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX files_storage_key ON files (storage_key);
CREATE INDEX files_owner_idx ON files (owner_id);
CREATE INDEX files_contract_idx ON files (contract_id);

CREATE TABLE creators (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    handle TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    bio TEXT NOT NULL DEFAULT '',
    version {bigint} NOT NULL DEFAULT 1,
    created_at {bigint} NOT NULL
) {strict};
CREATE UNIQUE INDEX creators_user_key ON creators (user_id);
CREATE UNIQUE INDEX creators_handle_key ON creators (handle);
CREATE INDEX creators_created_idx ON creators (created_at, id);

CREATE TABLE creator_tags (
    creator_id TEXT NOT NULL REFERENCES creators (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (creator_id, tag)
) {strict};
CREATE INDEX creator_tags_tag_idx ON creator_tags (tag);

CREATE TABLE creator_languages (
    creator_id TEXT NOT NULL REFERENCES creators (id),
    language TEXT NOT NULL,
    PRIMARY KEY (creator_id, language)
) {strict};
CREATE INDEX creator_languages_language_idx ON creator_languages (language);

CREATE TABLE channels (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT NOT NULL REFERENCES creators (id),
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    url TEXT NOT NULL,
    followers {bigint} NOT NULL CHECK (followers >= 0),
    stated_at {bigint} NOT NULL,
    removed_at {bigint}
) {strict};
CREATE INDEX channels_creator_idx ON channels (creator_id);
CREATE INDEX channels_platform_idx ON channels (platform);

CREATE TABLE portfolio_items (
    id TEXT NOT NULL PRIMARY KEY,
    creator_id TEXT NOT NULL REFERENCES creators (id),
    title TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES files (id),
    created_at {bigint} NOT NULL,
    removed_at {bigint}
) {strict};
CREATE INDEX portfolio_items_creator_idx ON portfolio_items (creator_id);
CREATE INDEX portfolio_items_file_idx ON portfolio_items (file_id);
