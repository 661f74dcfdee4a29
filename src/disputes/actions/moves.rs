//! Deadlines that move: by the word of both sides, or by an arbiter's, with a reason that both read.

use super::happen::{Case, Deed, happen, seat, see, side};
use super::tell;
use crate::audit::Act;
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::contracts::Party;
use crate::disputes::model::{Actor, By, DisputeEvent, Move, MoveState};
use crate::disputes::rules::{self, NOT_IMPARTIAL};
use crate::disputes::store;
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{DisputeId, MoveId};
use crate::primitives::{Instant, id::UserId};
use crate::sessions::{AdminRole, Person};

/// What is wanted of a deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// Which clock; the one that runs out first if none is named.
    pub clock: Option<ClockKind>,
    /// When it is to run out.
    pub to: Instant,
    /// Why; both sides read it.
    pub reason: String,
}

/// The clock that is meant, while it runs.
fn running(conn: &mut Conn, id: DisputeId, kind: Option<ClockKind>, now: Instant) -> Result<Clock, Failure> {
    let all = clocks::list_of_subject(conn, &id.to_string())?;
    let meant = all.into_iter().find(|clock| kind.is_none_or(|kind| clock.kind == kind));
    Ok(meant.filter(|clock| !clock.is_due(now)).ok_or(STATE_REFUSED)?)
}

/// A side asks the other for another deadline, or an arbiter who may judge the case sets one. Refusals: `state.refused` if no such clock runs or a
/// request waits, `dispute.not_impartial`.
pub fn move_deadline(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, later: &Later) -> Result<(), Failure> {
    let case = see(tx, person, id)?;
    if case.access.party == Party::Platform {
        return impose(tx, act, person, &case, later);
    }
    let case = side(tx, person, id, DisputeEvent::MoveAsked)?;
    rules::next(case.dispute.state, DisputeEvent::MoveAsked, case.by())?;
    let clock = running(tx, id, later.clock, act.at)?;
    rules::check_move(&clock, later.to, act.at)?;
    let deed = Deed { body: later.reason.clone(), ..Deed::of(DisputeEvent::MoveAsked, case.by()) };
    happen(tx, act, &case, deed, |_| {})?;
    let by = if case.access.party == Party::Creator { Actor::Creator } else { Actor::Merchant };
    store::insert_move(tx, &asked(&case, person.id, (&clock, later), (by, MoveState::Asked), act.at))?;
    tell::move_asked(tx, act, &case, later.to, &later.reason)
}

/// As [`move_deadline`], by so many days.
pub fn move_by_days(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: DisputeId,
    (kind, days, reason): (ClockKind, i64, String),
) -> Result<(), Failure> {
    see(tx, person, id)?;
    let clock = running(tx, id, Some(kind), act.at)?;
    move_deadline(tx, act, person, id, &Later { clock: Some(kind), to: clock.due_at.plus_hours(24 * days), reason })
}

fn asked(case: &Case, user: UserId, (clock, later): (&Clock, &Later), (by, state): (Actor, MoveState), at: Instant) -> Move {
    Move {
        id: MoveId::random(),
        dispute: case.dispute.id,
        clock: clock.kind,
        from: clock.due_at,
        to: later.to,
        reason: later.reason.clone(),
        by,
        user,
        at,
        state,
    }
}

fn impose(tx: &mut Tx<'_>, act: &Act, person: &Person, case: &Case, later: &Later) -> Result<(), Failure> {
    if !person.admin_roles.contains(&AdminRole::Arbiter) {
        return Err(ACT_FORBIDDEN.into());
    }
    let decisions = store::list_decisions(tx, case.dispute.id)?;
    if !seat(tx, person, case)?.judges(&case.dispute, &decisions) {
        return Err(NOT_IMPARTIAL.into());
    }
    rules::next(case.dispute.state, DisputeEvent::Moved, By::Arbiter)?;
    let clock = running(tx, case.dispute.id, later.clock, act.at)?;
    rules::check_move(&clock, later.to, act.at)?;
    store::answer_move(tx, case.dispute.id, MoveState::Void, act.at)?;
    store::insert_move(tx, &asked(case, person.id, (&clock, later), (Actor::Admin, MoveState::Imposed), act.at))?;
    carry_out(tx, act, case, (&clock, later.to), (By::Arbiter, &later.reason))
}

/// The other side agrees to the deadline that was asked for, or does not. Refusals: `state.refused` if nothing waits or the clock ran out.
pub fn answer_move(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, agrees: bool) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Moved)?;
    let waits = store::list_moves(tx, id)?.into_iter().find(|one| one.state == MoveState::Asked).ok_or(STATE_REFUSED)?;
    if waits.is_of(case.access.party) {
        return Err(ACT_FORBIDDEN.into());
    }
    store::answer_move(tx, id, if agrees { MoveState::Agreed } else { MoveState::Refused }, act.at)?;
    if !agrees {
        let by = case.by();
        happen(tx, act, &case, Deed::of(DisputeEvent::MoveRefused, by), |_| {})?;
        return tell::move_refused(tx, act, &case);
    }
    let clock = running(tx, id, Some(waits.clock), act.at)?;
    let by = case.by();
    carry_out(tx, act, &case, (&clock, waits.to), (by, &waits.reason))
}

/// The clock runs out at another time from now on.
fn carry_out(tx: &mut Tx<'_>, act: &Act, case: &Case, (clock, to): (&Clock, Instant), (by, reason): (By, &str)) -> Result<(), Failure> {
    let deed = Deed { body: reason.to_owned(), ..Deed::of(DisputeEvent::Moved, by) };
    let is_evidence = clock.kind == ClockKind::DisputeEvidence;
    happen(tx, act, case, deed, |dispute| {
        if is_evidence {
            dispute.evidence_until = Some(to);
        }
    })?;
    let moved = NewClock {
        kind: clock.kind,
        subject: clock.subject.clone(),
        brief: None,
        contract: clock.contract,
        milestone: clock.milestone,
        due: to,
        money: clock.money,
    };
    clocks::start(tx, act.at, &moved)?;
    tell::moved(tx, act, case, to, reason)
}
