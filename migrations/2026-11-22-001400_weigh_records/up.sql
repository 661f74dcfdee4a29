-- A creator's record is worth something: a tier that is looked at each day, and points where a rule was broken.

CREATE TABLE creator_tiers (
    creator_id TEXT NOT NULL PRIMARY KEY REFERENCES creators (id),
    tier TEXT NOT NULL CHECK (tier IN ('start', 'proven', 'trusted')),
    -- The record is below the tier; it is lost then.
    falls_at {bigint},
    -- JSON: what it was decided by, as it stood when it was looked at.
    record TEXT NOT NULL,
    looked_at {bigint} NOT NULL,
    next_at {bigint} NOT NULL,
    version {bigint} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX creator_tiers_next_idx ON creator_tiers (next_at);
-- Nobody leaves the first tier without a rating.
INSERT INTO creator_tiers (creator_id, tier, record, looked_at, next_at)
SELECT DISTINCT c.creator_id, 'start', '{}', 0, 0 FROM ratings r JOIN contracts c ON c.id = r.contract_id
WHERE r.party = 'merchant' AND r.visible_at IS NOT NULL;

CREATE TABLE rule_points (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    conduct TEXT NOT NULL CHECK (conduct IN ('off_platform', 'rating_trade', 'fake_numbers', 'copied_work', 'hidden_ad', 'no_show', 'abuse', 'spam')),
    points {bigint} NOT NULL CHECK (points BETWEEN 1 AND 12),
    reason TEXT NOT NULL,
    given_by TEXT NOT NULL REFERENCES users (id),
    at {bigint} NOT NULL,
    lapses_at {bigint} NOT NULL,
    ended_at {bigint}
) {strict};
CREATE INDEX rule_points_user_idx ON rule_points (user_id, at);
CREATE INDEX rule_points_given_by_idx ON rule_points (given_by);
