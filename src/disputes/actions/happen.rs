//! The one way in which something happens in a dispute, whoever makes it happen.

use super::{dossier, tell, trace};
use crate::audit::{self, Act};
use crate::clocks;
use crate::contracts::{self, Contract, Event, Milestone, Party, rules::Access};
use crate::disputes::model::{Actor, By, Decision, Dispute, DisputeEvent, DisputeVerb, MoveState, Offer, Said, Stage};
use crate::disputes::rules::{self, Seat};
use crate::disputes::store;
use crate::events::EventType;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::notices;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::DisputeId;
use crate::primitives::{Instant, Minor};
use crate::sessions::Person;

/// A dispute with its deal, as one person sees it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The dispute.
    pub dispute: Dispute,
    /// The deal.
    pub contract: Contract,
    /// What it is about.
    pub milestone: Milestone,
    /// What the person is in the deal.
    pub access: Access,
}

impl Case {
    /// What the person is in the dispute.
    #[must_use]
    pub fn by(&self) -> By {
        self.dispute.by(self.access.party)
    }
}

/// The dispute, for the two sides and for admins; a stranger finds nothing.
pub fn see(conn: &mut Conn, person: &Person, id: DisputeId) -> Result<Case, Failure> {
    let dispute = store::get(conn, id)?;
    let (contract, milestone, access) = contracts::see(conn, person, dispute.milestone)?;
    Ok(Case { dispute, contract, milestone, access })
}

/// As [`see`], for whoever may decide for his side.
pub(super) fn side(conn: &mut Conn, person: &Person, id: DisputeId, event: DisputeEvent) -> Result<Case, Failure> {
    let case = see(conn, person, id)?;
    if case.access.party == Party::Platform || !case.access.works {
        return Err(ACT_FORBIDDEN.into());
    }
    rules::may_ever(event, case.by())?;
    Ok(case)
}

/// The seat of an admin at the table.
pub(super) fn seat(conn: &mut Conn, person: &Person, case: &Case) -> Result<Seat, Failure> {
    let is_impartial = case.access.party == Party::Platform && !store::has_contact(conn, person.id, &case.contract)?;
    Ok(Seat::of(person, case.access, is_impartial))
}

/// What the person may do in the dispute now.
pub(in crate::disputes) fn allowed(
    conn: &mut Conn,
    person: &Person,
    case: &Case,
    (offers, decisions): (&[Offer], &[Decision]),
    now: Instant,
) -> Result<Vec<DisputeVerb>, Failure> {
    let seat = seat(conn, person, case)?;
    Ok(rules::allowed(&case.dispute, offers, decisions, seat, now))
}

/// Something that is about to happen.
pub(super) struct Deed {
    /// What.
    pub(super) event: DisputeEvent,
    /// By whom.
    pub(super) by: By,
    /// The words, if there are any.
    pub(super) body: String,
}

impl Deed {
    pub(super) const fn of(event: DisputeEvent, by: By) -> Self {
        Self { event, by, body: String::new() }
    }

    pub(super) const fn platform(event: DisputeEvent) -> Self {
        Self::of(event, By::Platform)
    }
}

/// Decides, changes, advances, sets the clocks if it comes to another state, and writes down what was said. Does not touch the money.
pub(super) fn happen(tx: &mut Tx<'_>, act: &Act, case: &Case, deed: Deed, change: impl FnOnce(&mut Dispute)) -> Result<Dispute, Failure> {
    let mut after = case.dispute.clone();
    after.state = rules::next(case.dispute.state, deed.event, deed.by)?;
    change(&mut after);
    if after.state.is_terminal() {
        after.ended_at = Some(act.at);
    }
    store::advance(tx, &case.dispute, &after)?;
    after.version += 1;
    if after.state != case.dispute.state {
        clocks::stop_all(tx, act.at, &after.id.to_string())?;
        store::answer_move(tx, after.id, MoveState::Void, act.at)?;
        notices::settle(tx, act, &after.id.to_string())?;
        notices::settle(tx, act, &tell::desk(&after))?;
        for clock in rules::wanted(&case.contract, &after, act.at) {
            clocks::start(tx, act.at, &clock)?;
        }
    }
    write(tx, act, case, deed)?;
    Ok(after)
}

/// Writes down what was said or done.
pub(super) fn write(tx: &mut Tx<'_>, act: &Act, case: &Case, deed: Deed) -> Result<(), Failure> {
    let actor = match (deed.by, case.access.party) {
        (By::Platform, _) => Actor::Platform,
        (By::Arbiter | By::Admin, _) | (_, Party::Platform) => Actor::Admin,
        (By::Opener | By::Other, Party::Merchant) => Actor::Merchant,
        (By::Opener | By::Other, Party::Creator) => Actor::Creator,
    };
    let user = if actor == Actor::Platform { None } else { act.user() };
    let said = Said { event: deed.event, actor, user, body: deed.body, at: act.at };
    store::insert_said(tx, case.dispute.id, &said)?;
    audit::note(tx, act, &format!("dispute.{}", deed.event), &case.dispute.id, "")?;
    trace::changed(tx, act, case)
}

/// The dispute ends: the creator gets so much of what was contested, the merchant the rest.
pub(super) fn end(tx: &mut Tx<'_>, act: &Act, case: &Case, (deed, event): (Deed, Event), to_creator: Minor) -> Result<Dispute, Failure> {
    let after = happen(tx, act, case, deed, |dispute| dispute.to_creator = Some(to_creator))?;
    let contested = contracts::Contested { dispute: after.id, amount: after.amount, to_creator };
    contracts::divide(tx, act, (&case.contract, &case.milestone), event, contested)?;
    trace::trace(tx, act, EventType::DisputeSettled, case, (&after, Some(to_creator)))?;
    tell::ended(tx, act, case, to_creator)?;
    Ok(after)
}

/// The two asked for it, or their time is over: an arbiter looks at it.
pub(super) fn mediate(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    let until = act.at.plus_hours(24 * rules::EVIDENCE_DAYS);
    let after = happen(tx, act, case, Deed::platform(DisputeEvent::Mediated), |dispute| dispute.evidence_until = Some(until))?;
    tell::mediated(tx, act, &Case { dispute: after, ..case.clone() }, until)
}

/// No more evidence: what there is is listed with its hashes, and an arbiter may rule.
pub(super) fn close_evidence(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    let deed = Deed::platform(DisputeEvent::EvidenceClosed);
    let after = happen(tx, act, case, deed, |dispute| dispute.evidence_until = Some(act.at))?;
    clocks::stop(tx, act.at, crate::clocks::ClockKind::DisputeEvidence, &after.id.to_string())?;
    dossier::put_together(tx, act, case, Stage::Closed)?;
    tell::evidence_closed(tx, act, &Case { dispute: after, ..case.clone() })
}
