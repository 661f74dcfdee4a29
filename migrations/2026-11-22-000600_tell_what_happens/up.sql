-- What happened, for those whom it concerns: written with the change itself, never changed, read by programs, webhooks and open pages.

CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    -- Empty: only open pages hear of it.
    type TEXT CHECK (type IN ('brief.opened', 'brief.closed', 'bid.placed', 'bid.withdrawn', 'bid.awarded', 'contract.funded', 'milestone.started', 'milestone.submitted', 'milestone.changes_requested', 'milestone.approved', 'milestone.settled', 'milestone.cancelled', 'dispute.opened', 'dispute.ruled', 'dispute.settled', 'payout.paid', 'payout.failed', 'rating.visible', 'message.posted')),
    at {bigint} NOT NULL,
    -- Whom it concerns: an organisation, a creator, or both.
    org_id TEXT REFERENCES organisations (id),
    creator_id TEXT REFERENCES creators (id),
    -- The thing on whose page it shows.
    subject TEXT NOT NULL,
    -- JSON: ids and public fields.
    data TEXT NOT NULL,
    CHECK (org_id IS NOT NULL OR creator_id IS NOT NULL)
) {strict};
CREATE INDEX events_org_idx ON events (org_id, at, id);
CREATE INDEX events_creator_idx ON events (creator_id, at, id);
-- @sqlite
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events: append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events: append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION append_only();
-- @end

-- Those that nobody has looked at yet to send them out.
CREATE TABLE event_outbox (
    event_id TEXT NOT NULL PRIMARY KEY REFERENCES events (id)
) {strict};
