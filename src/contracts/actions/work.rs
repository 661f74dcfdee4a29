//! The work itself: started, delivered, changed, accepted.

use super::happen::{Deed, acting, clockwork, happen};
use crate::audit::Act;
use crate::contracts::model::{Event, Milestone, MilestoneState, Party};
use crate::contracts::rules::{self, AMOUNT_CHANGED};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::Tx;
use crate::primitives::{Money, id::MilestoneId};
use crate::sessions::Person;

/// The creator begins: the time of the work runs.
pub fn start(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId) -> Result<(), Failure> {
    let (contract, milestone, party) = acting(tx, person, id)?;
    happen(tx, act, &contract, &milestone, &Deed::of(Event::Started, party))?;
    Ok(())
}

/// The creator hands in a version; work that was not started yet is started by it. Answers the milestone after it, whose `times_submitted` is the
/// number of the version. The files are `deliveries`' own, written in the same transaction.
pub fn submit(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId) -> Result<Milestone, Failure> {
    let (contract, mut milestone, party) = acting(tx, person, id)?;
    if milestone.state == MilestoneState::Funded && party == Party::Creator {
        milestone = happen(tx, act, &contract, &milestone, &Deed::of(Event::Started, party))?;
    }
    happen(tx, act, &contract, &milestone, &Deed::of(Event::Submitted, party))
}

/// The merchant wants something else, once per round. `seen` is the version of the delivery that was looked at; what is wanted is `deliveries`' own,
/// written in the same transaction.
pub fn request_changes(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, seen: i32) -> Result<Milestone, Failure> {
    let (contract, milestone, party) = acting(tx, person, id)?;
    rules::after(&milestone, Event::ChangesRequested, party, &clockwork(tx, &contract, act.at)?)?;
    if milestone.times_submitted != seen {
        return Err(VERSION_STALE.into());
    }
    happen(tx, act, &contract, &milestone, &Deed::of(Event::ChangesRequested, party))
}

/// What the merchant saw when he accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The version of the delivery.
    pub delivery: i32,
    /// What leaves escrow.
    pub amount: Money,
}

/// The merchant accepts the work: what is held is released to the creator and the platform.
pub fn approve(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, seen: Seen) -> Result<(), Failure> {
    let (contract, milestone, party) = acting(tx, person, id)?;
    rules::may_ever(Event::Approved, party)?;
    let amount = rules::in_currency(contract.currency, seen.amount)?;
    rules::after(&milestone, Event::Approved, party, &clockwork(tx, &contract, act.at)?)?;
    if milestone.times_submitted != seen.delivery {
        return Err(VERSION_STALE.into());
    }
    if milestone.open_price() != amount {
        return Err(AMOUNT_CHANGED.into());
    }
    happen(tx, act, &contract, &milestone, &Deed::of(Event::Approved, party))?;
    Ok(())
}
