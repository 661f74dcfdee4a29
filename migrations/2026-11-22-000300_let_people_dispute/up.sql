-- A disagreement over an amount: its money is frozen, its clocks run, and everything said in it is kept.

-- While disputed: the state that it came from and since when. `part_*` was released before acceptance because nobody contested it and is no part
-- of what is held any more; `apart_*` was released by an acceptance and clears by itself because only the rest was contested.
ALTER TABLE milestones ADD COLUMN disputed_from TEXT CHECK (disputed_from IN ('in_progress', 'submitted', 'changes_requested', 'approved'));
ALTER TABLE milestones ADD COLUMN disputed_at {bigint};
ALTER TABLE milestones ADD COLUMN part_price {bigint} NOT NULL DEFAULT 0 CHECK (part_price >= 0);
ALTER TABLE milestones ADD COLUMN part_fee {bigint} NOT NULL DEFAULT 0 CHECK (part_fee >= 0);
ALTER TABLE milestones ADD COLUMN apart_price {bigint} NOT NULL DEFAULT 0 CHECK (apart_price >= 0);
ALTER TABLE milestones ADD COLUMN apart_net {bigint} NOT NULL DEFAULT 0 CHECK (apart_net >= 0);
-- A dispute ended with less than half for the creator: the originals stay his.
ALTER TABLE milestones ADD COLUMN kept_locked {bool} NOT NULL DEFAULT FALSE;

-- Who lost a dispute is asked at every release.
CREATE INDEX milestone_events_lost_idx ON milestone_events (contract_id) WHERE note = 'creator_lost';

CREATE TABLE disputes (
    id TEXT NOT NULL PRIMARY KEY,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    state TEXT NOT NULL CHECK (state IN ('opened', 'negotiating', 'mediation', 'ruled', 'appealed', 'final', 'executed', 'settled', 'withdrawn', 'defaulted')),
    version {bigint} NOT NULL DEFAULT 1,
    amount {bigint} NOT NULL CHECK (amount > 0),
    reason TEXT NOT NULL CHECK (reason IN ('not_delivered', 'late', 'not_as_agreed', 'quality', 'rights', 'disclosure', 'unpaid_extra', 'unfair_rejection', 'no_answer', 'other')),
    opened_by TEXT NOT NULL REFERENCES users (id),
    opened_party TEXT NOT NULL CHECK (opened_party IN ('merchant', 'creator')),
    opened_at {bigint} NOT NULL,
    extended {bool} NOT NULL DEFAULT FALSE,
    merchant_wants_mediation {bool} NOT NULL DEFAULT FALSE,
    creator_wants_mediation {bool} NOT NULL DEFAULT FALSE,
    merchant_rests {bool} NOT NULL DEFAULT FALSE,
    creator_rests {bool} NOT NULL DEFAULT FALSE,
    merchant_accepts {bool} NOT NULL DEFAULT FALSE,
    creator_accepts {bool} NOT NULL DEFAULT FALSE,
    evidence_until {bigint},
    arbiter_id TEXT REFERENCES users (id),
    to_creator {bigint},
    ended_at {bigint},
    CHECK (to_creator IS NULL OR to_creator BETWEEN 0 AND amount)
) {strict};
-- One at a time for each milestone.
CREATE UNIQUE INDEX disputes_one_open_key ON disputes (milestone_id) WHERE ended_at IS NULL;
CREATE INDEX disputes_milestone_idx ON disputes (milestone_id);
CREATE INDEX disputes_contract_idx ON disputes (contract_id);
CREATE INDEX disputes_opened_by_idx ON disputes (opened_by);
CREATE INDEX disputes_arbiter_idx ON disputes (arbiter_id);
CREATE INDEX disputes_state_idx ON disputes (state, opened_at);

-- Who did what in a dispute, with the words that were said. Both sides read all of it.
CREATE TABLE dispute_events (
    id TEXT NOT NULL PRIMARY KEY,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    event TEXT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator', 'platform', 'admin')),
    user_id TEXT REFERENCES users (id),
    body TEXT NOT NULL,
    at {bigint} NOT NULL
) {strict};
CREATE INDEX dispute_events_dispute_idx ON dispute_events (dispute_id, at);
CREATE INDEX dispute_events_user_idx ON dispute_events (user_id);

CREATE TABLE dispute_evidence (
    id TEXT NOT NULL PRIMARY KEY,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    file_id TEXT REFERENCES files (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    at {bigint} NOT NULL
) {strict};
CREATE INDEX dispute_evidence_dispute_idx ON dispute_evidence (dispute_id, at);
CREATE INDEX dispute_evidence_user_idx ON dispute_evidence (user_id);
CREATE INDEX dispute_evidence_file_idx ON dispute_evidence (file_id);

-- An offer is open, with its amount, or sealed: then the amount is encrypted with the installation's secret, always in the same number of
-- characters, and nobody but its own side ever reads it.
CREATE TABLE dispute_offers (
    id TEXT NOT NULL PRIMARY KEY,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    party TEXT NOT NULL CHECK (party IN ('merchant', 'creator')),
    user_id TEXT NOT NULL REFERENCES users (id),
    round INTEGER NOT NULL CHECK (round BETWEEN 0 AND 3),
    amount {bigint} CHECK (amount >= 0),
    sealed TEXT CHECK (length(sealed) = 80),
    at {bigint} NOT NULL,
    CHECK ((amount IS NULL) <> (sealed IS NULL)),
    CHECK ((round = 0) = (sealed IS NULL))
) {strict};
CREATE UNIQUE INDEX dispute_offers_round_key ON dispute_offers (dispute_id, round, party) WHERE round > 0;
CREATE INDEX dispute_offers_dispute_idx ON dispute_offers (dispute_id, at);
CREATE INDEX dispute_offers_user_idx ON dispute_offers (user_id);

-- What an arbiter said: a proposal, which both must accept, or a ruling, which another admin confirms.
CREATE TABLE dispute_decisions (
    id TEXT NOT NULL PRIMARY KEY,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    kind TEXT NOT NULL CHECK (kind IN ('proposal', 'ruling', 'appeal_ruling')),
    to_creator {bigint} NOT NULL CHECK (to_creator >= 0),
    rule_ids TEXT NOT NULL,
    reasons TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES users (id),
    made_at {bigint} NOT NULL,
    confirmed_by TEXT REFERENCES users (id),
    confirmed_at {bigint},
    CHECK (confirmed_by IS NULL OR confirmed_by <> made_by)
) {strict};
CREATE UNIQUE INDEX dispute_decisions_kind_key ON dispute_decisions (dispute_id, kind);
CREATE INDEX dispute_decisions_made_by_idx ON dispute_decisions (made_by);
CREATE INDEX dispute_decisions_confirmed_by_idx ON dispute_decisions (confirmed_by);

-- The list of everything that was there, with its hash, when the dispute was opened and when its evidence closed.
CREATE TABLE dispute_dossiers (
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    stage TEXT NOT NULL CHECK (stage IN ('opened', 'closed')),
    manifest TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    at {bigint} NOT NULL,
    PRIMARY KEY (dispute_id, stage)
) {strict};

-- What was said and handed in is never changed.
-- @sqlite
CREATE TRIGGER dispute_events_no_update BEFORE UPDATE ON dispute_events BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
CREATE TRIGGER dispute_events_no_delete BEFORE DELETE ON dispute_events BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
CREATE TRIGGER dispute_evidence_no_update BEFORE UPDATE ON dispute_evidence BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
CREATE TRIGGER dispute_evidence_no_delete BEFORE DELETE ON dispute_evidence BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
CREATE TRIGGER dispute_offers_no_update BEFORE UPDATE ON dispute_offers BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
CREATE TRIGGER dispute_offers_no_delete BEFORE DELETE ON dispute_offers BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
CREATE TRIGGER dispute_dossiers_no_update BEFORE UPDATE ON dispute_dossiers BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
CREATE TRIGGER dispute_dossiers_no_delete BEFORE DELETE ON dispute_dossiers BEGIN SELECT RAISE(ABORT, 'disputes: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER dispute_events_append_only BEFORE UPDATE OR DELETE ON dispute_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER dispute_evidence_append_only BEFORE UPDATE OR DELETE ON dispute_evidence FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER dispute_offers_append_only BEFORE UPDATE OR DELETE ON dispute_offers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER dispute_dossiers_append_only BEFORE UPDATE OR DELETE ON dispute_dossiers FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end

DROP VIEW audit_disputes;
CREATE VIEW audit_disputes AS SELECT id AS dispute_id, milestone_id, amount, state FROM disputes;
