//! More time for a milestone: what the creator takes by himself, and what he asks for.

use super::happen::{acting, set_clocks};
use super::{announce, trace};
use crate::audit::{self, Act};
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::contracts::model::{Contract, Extension, ExtensionState, Milestone, Party};
use crate::contracts::rules::{self, EXTENSION_HOURS, EXTENSION_OPEN};
use crate::contracts::store;
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors, STATE_REFUSED};
use crate::notices;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ExtensionId, MilestoneId, UserId};
use crate::sessions::Person;

/// The milestone, for its creator; and how many days he may take by himself, and ask for.
pub(crate) fn extending(
    conn: &mut Conn,
    person: &Person,
    id: MilestoneId,
    now: Instant,
) -> Result<(Contract, Milestone, (i32, i32)), Failure> {
    let (contract, milestone, party) = acting(conn, person, id)?;
    if party != Party::Creator {
        return Err(ACT_FORBIDDEN.into());
    }
    let has_taken = store::list_extensions(conn, id)?.iter().any(Extension::is_alone);
    let days = (rules::days_alone(&milestone, has_taken, now), rules::most_days(&milestone, now));
    Ok((contract, milestone, days))
}

/// The creator takes a few more days, once, or asks for more. Refusals: `extension.open`, `state.refused`.
pub fn extend(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, (days, reason): (i32, &str)) -> Result<Extension, Failure> {
    let (contract, milestone, (alone, most)) = extending(tx, person, id, act.at)?;
    rules::takes_time(&milestone)?;
    store::hold(tx, &milestone)?;
    if store::list_extensions(tx, id)?.iter().any(|before| before.state == ExtensionState::Requested) {
        return Err(EXTENSION_OPEN.into());
    }
    if !(1..=most).contains(&days) {
        let mut errors = FieldErrors::default();
        errors.add_with("days", "number", vec![("min", "1".to_owned()), ("max", most.to_string())]);
        return Err(Failure::Invalid(errors));
    }
    let takes = days <= alone;
    let new = Extension {
        id: ExtensionId::random(),
        milestone: id,
        state: if takes { ExtensionState::Agreed } else { ExtensionState::Requested },
        days,
        reason: reason.to_owned(),
        asked_by: person.id,
        asked_at: act.at,
        answer_by: (!takes).then(|| act.at.plus_hours(EXTENSION_HOURS)),
        answered_by: takes.then_some(person.id),
        answered_at: takes.then_some(act.at),
    };
    store::insert_extension(tx, &new)?;
    audit::note(tx, act, if takes { "extension.taken" } else { "extension.requested" }, &new.id, &days.to_string())?;
    let milestone = if takes { prolong(tx, act, (&contract, &milestone), days)? } else { milestone };
    if let Some(due) = new.answer_by {
        start_clock(tx, act, (&contract, &milestone), &new.id.to_string(), due)?;
    }
    trace::changed(tx, act, &contract)?;
    announce::extending(tx, act, (&contract, &milestone), &new)?;
    Ok(new)
}

fn start_clock(tx: &mut Tx<'_>, act: &Act, of: (&Contract, &Milestone), subject: &str, due: Instant) -> Result<(), Failure> {
    let clock = NewClock {
        kind: ClockKind::ExtensionAnswer,
        subject: subject.to_owned(),
        brief: None,
        contract: Some(of.0.id),
        milestone: Some(of.1.id),
        due,
        money: None,
    };
    clocks::start(tx, act.at, &clock)?;
    Ok(())
}

/// The deadline moves, and with it its clock, its reminders and what lateness means.
fn prolong(tx: &mut Tx<'_>, act: &Act, (contract, milestone): (&Contract, &Milestone), days: i32) -> Result<Milestone, Failure> {
    let after = rules::extended(milestone, days, act.at);
    store::set_due(tx, milestone, &after)?;
    set_clocks(tx, act, contract, (milestone, &after))?;
    Ok(after)
}

/// The merchant agrees to more time, or not.
pub fn answer_extension(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ExtensionId, agree: bool) -> Result<(), Failure> {
    let asked = store::get_extension(tx, id)?;
    let (contract, milestone, party) = acting(tx, person, asked.milestone)?;
    if party != Party::Merchant {
        return Err(ACT_FORBIDDEN.into());
    }
    let waits = asked.state == ExtensionState::Requested && asked.answer_by.is_some_and(|until| act.at < until);
    if !waits {
        return Err(STATE_REFUSED.into());
    }
    rules::takes_time(&milestone)?;
    let state = if agree { ExtensionState::Agreed } else { ExtensionState::Refused };
    let milestone = if agree { prolong(tx, act, (&contract, &milestone), asked.days)? } else { milestone };
    close(tx, act, &asked, (state, Some(person.id)))?;
    trace::changed(tx, act, &contract)?;
    announce::extension_answered(tx, act, (&contract, &milestone), (&asked, state, Some(person.id)))
}

fn close(tx: &mut Tx<'_>, act: &Act, asked: &Extension, (state, by): (ExtensionState, Option<UserId>)) -> Result<(), Failure> {
    store::answer_extension(tx, asked.id, state, (by, act.at))?;
    clocks::stop(tx, act.at, ClockKind::ExtensionAnswer, &asked.id.to_string())?;
    notices::settle(tx, act, &asked.id.to_string())?;
    audit::note(tx, act, &format!("extension.{state}"), &asked.id, "")?;
    Ok(())
}

/// Two days of silence refuse it, and both sides hear of it.
pub(super) fn silence(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Ok(id) = clock.subject.parse::<ExtensionId>() else { return Ok(()) };
    let asked = store::get_extension(tx, id)?;
    if asked.state != ExtensionState::Requested {
        return Ok(());
    }
    let milestone = store::get_milestone(tx, asked.milestone)?;
    let contract = store::get(tx, milestone.contract)?;
    close(tx, act, &asked, (ExtensionState::Refused, None))?;
    trace::changed(tx, act, &contract)?;
    announce::extension_answered(tx, act, (&contract, &milestone), (&asked, ExtensionState::Refused, None))
}

/// What happened to the milestone left no deadline that could be moved.
pub(super) fn lapse(tx: &mut Tx<'_>, act: &Act, milestone: &Milestone) -> Result<(), Failure> {
    if rules::takes_time(milestone).is_ok() {
        return Ok(());
    }
    for open in store::list_extensions(tx, milestone.id)?.iter().filter(|asked| asked.state == ExtensionState::Requested) {
        close(tx, act, open, (ExtensionState::Lapsed, None))?;
    }
    Ok(())
}
