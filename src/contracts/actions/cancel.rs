//! Ending a milestone early: at once where the rules allow it, otherwise by asking the other side.

use super::happen::{Deed, acting, clockwork, happen_and_end};
use super::{tell, trace};
use crate::audit::{self, Act};
use crate::clocks::{self, ClockKind, NewClock};
use crate::contracts::model::{CancelReason, Cancellation, CancellationState, Contract, Event, Milestone, Party};
use crate::contracts::rules::{self, ANSWER_HOURS, CANCEL_OPEN, Cancelling, Matter, Refund};
use crate::contracts::store;
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors, STATE_REFUSED};
use crate::notices;
use crate::platform::db::Tx;
use crate::primitives::id::{CancellationId, MilestoneId};
use crate::primitives::{Minor, Money};
use crate::sessions::Person;

/// What somebody who wants to end a milestone says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// Why.
    pub reason: CancelReason,
    /// The part of the price that should go back; none stands for what the rules say.
    pub refund: Option<Minor>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The milestone is cancelled.
    Done,
    /// The other side is asked.
    Open(CancellationId),
}

/// Ends a milestone: dropped or cancelled before the start, by the creator at any time, by the merchant for lateness; all of it goes back. Otherwise
/// the merchant asks, and what goes back is the price less the kill fee, or what he names.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, asking: Asking) -> Result<Asked, Failure> {
    let (contract, milestone, party) = acting(tx, person, id)?;
    let refund = refund(&contract, &milestone, asking.refund)?;
    let work = clockwork(tx, &contract, act.at)?;
    match rules::cancelling(&milestone, party, &work).ok_or(STATE_REFUSED)? {
        Cancelling::AtOnce(event) => {
            if asking.refund.is_some_and(|named| named != milestone.open_price()) {
                return Err(Failure::field("refund", "refund-whole"));
            }
            let note = asking.reason.to_string();
            happen_and_end(tx, act, &contract, &milestone, &Deed { event, by: party, matter: Matter::Back(Refund::Whole), note: &note })?;
            Ok(Asked::Done)
        }
        Cancelling::Ask => ask(tx, act, person, (&contract, &milestone, party), (asking, refund)).map(Asked::Open),
    }
}

/// The merchant did not come to a show: the creator asks for the kill fee, and silence agrees. Work has begun.
pub fn claim_kill_fee(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId) -> Result<CancellationId, Failure> {
    let (contract, milestone, party) = acting(tx, person, id)?;
    if party != Party::Creator || contract.airtime.is_none() {
        return Err(ACT_FORBIDDEN.into());
    }
    let work = clockwork(tx, &contract, act.at)?;
    if rules::cancelling(&milestone, Party::Merchant, &work) != Some(Cancelling::Ask) {
        return Err(STATE_REFUSED.into());
    }
    let refund = refund(&contract, &milestone, None)?;
    let asking = Asking { reason: CancelReason::Other, refund: None };
    ask(tx, act, person, (&contract, &milestone, party), (asking, refund))
}

fn refund(contract: &Contract, milestone: &Milestone, named: Option<Minor>) -> Result<Minor, Failure> {
    let Some(named) = named else { return Ok(milestone.open_price().minus(rules::kill_fee(milestone)?)?) };
    if named >= Minor::ZERO && named <= milestone.open_price() {
        return Ok(named);
    }
    let plain = |amount| Money::new(amount, contract.currency).plain();
    let mut errors = FieldErrors::default();
    errors.add_with("refund", "price-bounds", vec![("min", plain(Minor::ZERO)), ("max", plain(milestone.open_price()))]);
    Err(Failure::Invalid(errors))
}

fn ask(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    of: (&Contract, &Milestone, Party),
    (asking, refund): (Asking, Minor),
) -> Result<CancellationId, Failure> {
    let (contract, milestone, party) = of;
    store::hold(tx, milestone)?;
    if store::find_open(tx, milestone.id)?.is_some() {
        return Err(CANCEL_OPEN.into());
    }
    let new = Cancellation {
        id: CancellationId::random(),
        milestone: milestone.id,
        state: CancellationState::Requested,
        reason: asking.reason,
        refund,
        by_schedule: asking.refund.is_none(),
        asked_by: person.id,
        asked_party: party,
        asked_at: act.at,
        answer_by: act.at.plus_hours(ANSWER_HOURS),
        answered_at: None,
        version: 1,
    };
    store::insert_cancellation(tx, &new)?;
    let clock = NewClock {
        kind: ClockKind::CancelAnswer,
        subject: new.id.to_string(),
        brief: None,
        contract: Some(contract.id),
        milestone: Some(milestone.id),
        due: new.answer_by,
        money: Some(contract.money(new.refund)),
    };
    clocks::start(tx, act.at, &clock)?;
    audit::note(tx, act, "cancellation.requested", &new.id, &asking.reason.to_string())?;
    trace::changed(tx, act, contract)?;
    tell::asked(tx, act, contract, milestone, &new)?;
    Ok(new.id)
}

/// The other side agrees or not. Agreement ends the milestone as it was asked.
pub fn answer(tx: &mut Tx<'_>, act: &Act, person: &Person, id: CancellationId, agree: bool) -> Result<(), Failure> {
    let asked = store::get_cancellation(tx, id)?;
    let (contract, milestone, party) = acting(tx, person, asked.milestone)?;
    if party == asked.asked_party {
        return Err(ACT_FORBIDDEN.into());
    }
    if asked.state != CancellationState::Requested {
        return Err(STATE_REFUSED.into());
    }
    if agree { agreed(tx, act, &contract, &milestone, &asked) } else { refuse(tx, act, &contract, &milestone, &asked) }
}

fn refuse(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, asked: &Cancellation) -> Result<(), Failure> {
    close(tx, act, asked, CancellationState::Refused)?;
    trace::changed(tx, act, contract)?;
    tell::refused(tx, act, contract, milestone, asked)
}

/// The other side agreed, or said nothing for two days.
pub(super) fn agreed(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, asked: &Cancellation) -> Result<(), Failure> {
    close(tx, act, asked, CancellationState::Agreed)?;
    let note = asked.reason.to_string();
    let refund = if asked.by_schedule { Refund::Scheduled(asked.refund) } else { Refund::Named(asked.refund) };
    let deed = Deed { event: Event::CancelAgreed, by: Party::Platform, matter: Matter::Back(refund), note: &note };
    happen_and_end(tx, act, contract, milestone, &deed)?;
    Ok(())
}

/// The request ends in this state.
pub(super) fn close(tx: &mut Tx<'_>, act: &Act, asked: &Cancellation, state: CancellationState) -> Result<(), Failure> {
    store::answer(tx, asked, state, act.at)?;
    clocks::stop(tx, act.at, ClockKind::CancelAnswer, &asked.id.to_string())?;
    notices::settle(tx, act, &asked.id.to_string())?;
    audit::note(tx, act, &format!("cancellation.{state}"), &asked.id, "")?;
    Ok(())
}
