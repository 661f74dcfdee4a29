-- A deal changes while it runs: more time for a part, and more work for more money.

-- Without `answer_by` the creator took the days by himself, which he may once for each milestone.
CREATE TABLE extensions (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    state TEXT NOT NULL CHECK (state IN ('requested', 'agreed', 'refused', 'lapsed')),
    days INTEGER NOT NULL CHECK (days > 0),
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at {bigint} NOT NULL,
    answer_by {bigint},
    answered_by TEXT REFERENCES users (id),
    answered_at {bigint},
    CHECK ((state = 'requested') = (answered_at IS NULL))
) {strict};
CREATE INDEX extensions_milestone_idx ON extensions (milestone_id, asked_at);
CREATE UNIQUE INDEX extensions_open_key ON extensions (milestone_id) WHERE state = 'requested';
CREATE UNIQUE INDEX extensions_alone_key ON extensions (milestone_id) WHERE answer_by IS NULL;
CREATE INDEX extensions_asked_by_idx ON extensions (asked_by);
CREATE INDEX extensions_answered_by_idx ON extensions (answered_by);

-- Extra work for a price, which the other side agrees to or not. Once agreed it is a milestone, with its own words and their checksum.
CREATE TABLE change_orders (
    id TEXT NOT NULL PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'refused', 'lapsed')),
    title TEXT NOT NULL,
    price {bigint} NOT NULL CHECK (price > 0),
    days INTEGER NOT NULL CHECK (days > 0),
    body TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_party TEXT NOT NULL CHECK (asked_party IN ('merchant', 'creator')),
    asked_at {bigint} NOT NULL,
    answer_by {bigint} NOT NULL,
    answered_by TEXT REFERENCES users (id),
    answered_at {bigint},
    milestone_id TEXT REFERENCES milestones (id),
    text_zh TEXT,
    text_en TEXT,
    sha256 TEXT CHECK (length(sha256) = 64),
    CHECK ((state = 'proposed') = (answered_at IS NULL)),
    CHECK ((state = 'agreed') = (milestone_id IS NOT NULL)),
    CHECK ((state = 'agreed') = (sha256 IS NOT NULL))
) {strict};
CREATE INDEX change_orders_contract_idx ON change_orders (contract_id, asked_at);
CREATE INDEX change_orders_asked_by_idx ON change_orders (asked_by);
CREATE INDEX change_orders_answered_by_idx ON change_orders (answered_by);
CREATE INDEX change_orders_milestone_idx ON change_orders (milestone_id);
