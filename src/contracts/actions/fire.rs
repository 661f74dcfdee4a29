//! Clocks fall due: the same table, by the platform. What moved on meanwhile is left alone, so firing is safe twice, late, or on two nodes.

use super::cancel;
use super::happen::{Deed, end, end_if_last, happen, happen_and_end};
use super::{extend, order, tell};
use crate::audit::Act;
use crate::bids;
use crate::briefs;
use crate::clocks::{Clock, ClockKind};
use crate::contracts::model::{CancellationState, Contract, ContractState, Event, Milestone, MilestoneState, Party};
use crate::contracts::{rules, store};
use crate::failure::Failure;
use crate::ledger::{self, postings};
use crate::operations;
use crate::platform::db::Tx;
use crate::primitives::Minor;
use crate::primitives::id::TipId;

/// A clock of a deal fell due.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    match clock.kind {
        ClockKind::Funding => expire(tx, act, clock),
        ClockKind::Review => by_table(tx, act, clock, Event::ReviewTimedOut),
        ClockKind::Stale => by_table(tx, act, clock, Event::Stale),
        ClockKind::Start => unstarted(tx, act, clock),
        ClockKind::Clearance => clear(tx, act, clock),
        ClockKind::PrizeClearance => super::contest::clear(tx, act, clock),
        ClockKind::CancelAnswer => silence(tx, act, clock),
        ClockKind::ExtensionAnswer => extend::silence(tx, act, clock),
        ClockKind::OrderAnswer => order::silence(tx, act, clock),
        ClockKind::OrderFunding => match milestone(tx, clock)? {
            Some(milestone) => order::unfunded(tx, act, &milestone),
            None => Ok(()),
        },
        // Being late moves nothing by itself: the merchant may cancel a day later.
        ClockKind::Delivery => Ok(()),
        ClockKind::BriefDeadline
        | ClockKind::BriefEarly
        | ClockKind::BriefJudging
        | ClockKind::BidExpiry
        | ClockKind::BidOffer
        | ClockKind::BidConfirm
        | ClockKind::DisputeAnswer
        | ClockKind::DisputeTalks
        | ClockKind::DisputeEvidence
        | ClockKind::DisputeProposal
        | ClockKind::DisputeRuling
        | ClockKind::DisputeAppeal
        | ClockKind::DisputeExecution
        | ClockKind::RatingWindow
        | ClockKind::LiveStart
        | ClockKind::SampleAddress
        | ClockKind::SampleShip
        | ClockKind::SampleReceipt
        | ClockKind::PayoutAccount => Ok(()),
    }
}

fn milestone(tx: &mut Tx<'_>, clock: &Clock) -> Result<Option<Milestone>, Failure> {
    let Some(id) = clock.milestone else { return Ok(None) };
    Ok(store::find_milestone(tx, id)?)
}

fn by_table(tx: &mut Tx<'_>, act: &Act, clock: &Clock, event: Event) -> Result<(), Failure> {
    let Some(milestone) = milestone(tx, clock)? else { return Ok(()) };
    if rules::step(milestone.state, event).is_none() {
        return Ok(());
    }
    let contract = store::get(tx, milestone.contract)?;
    happen_and_end(tx, act, &contract, &milestone, &Deed::of(event, Party::Platform))?;
    Ok(())
}

/// Nobody began within the time that was agreed: the contract ends, its money goes back, its place is free, its bid goes with it.
fn unstarted(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(milestone) = milestone(tx, clock)? else { return Ok(()) };
    let all = store::list_milestones(tx, milestone.contract)?;
    if milestone.state != MilestoneState::Funded || all.iter().any(|milestone| milestone.started_at.is_some()) {
        return Ok(());
    }
    let contract = store::get(tx, milestone.contract)?;
    bids::expire_accepted(tx, act, contract.bid)?;
    briefs::free_place(tx, act, contract.brief, contract.bid)?;
    for milestone in &all {
        let event = match milestone.state {
            MilestoneState::Planned => Event::Dropped,
            MilestoneState::Funded => Event::Unstarted,
            MilestoneState::InProgress
            | MilestoneState::Submitted
            | MilestoneState::ChangesRequested
            | MilestoneState::Approved
            | MilestoneState::Disputed
            | MilestoneState::Settled
            | MilestoneState::Cancelled => continue,
        };
        happen(tx, act, &contract, milestone, &Deed::of(event, Party::Platform))?;
    }
    end_if_last(tx, act, &contract)
}

/// Nobody funded the contract: its milestones are dropped, its place is free, its bid goes with it.
fn expire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(id) = clock.contract else { return Ok(()) };
    let contract = store::get(tx, id)?;
    if contract.state != ContractState::PendingFunding || act.at < contract.fund_until {
        return Ok(());
    }
    for milestone in store::list_milestones(tx, id)?.iter().filter(|milestone| milestone.state == MilestoneState::Planned) {
        happen(tx, act, &contract, milestone, &Deed::of(Event::Dropped, Party::Platform))?;
    }
    bids::expire_accepted(tx, act, contract.bid)?;
    briefs::free_place(tx, act, contract.brief, contract.bid)?;
    end(tx, act, &contract, ContractState::Expired)
}

/// Released money is free. What a cancellation left to the creator clears without an event, for the milestone ended before; so does a tip, and what
/// a dispute left. A tip is the creator's alone.
fn clear(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(milestone) = milestone(tx, clock)? else { return Ok(()) };
    let contract = store::get(tx, milestone.contract)?;
    if let Some(money) = clock.money.filter(|_| clock.subject != milestone.id.to_string()) {
        if clock.subject.parse::<TipId>().is_ok() {
            ledger::post(tx, act, &postings::clear(&contract.deal(&milestone), money.amount, &clock.subject)?)?;
            return tell::cleared(tx, act, &contract, &milestone, money.amount);
        }
        return free(tx, act, (&contract, &milestone), money.amount, &clock.subject);
    }
    match (milestone.state, clock.money) {
        (MilestoneState::Approved, _) => {
            happen_and_end(tx, act, &contract, &milestone, &Deed::of(Event::Cleared, Party::Platform))?;
            Ok(())
        }
        (MilestoneState::Cancelled, Some(money)) => {
            if operations::is_frozen(tx, contract.id)? {
                return Err(rules::FROZEN.into());
            }
            free(tx, act, (&contract, &milestone), money.amount, &milestone.id)
        }
        (_, _) => Ok(()),
    }
}

/// What was earned without an event is the creator's now, but for the share of an agency.
fn free(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, milestone): (&Contract, &Milestone),
    amount: Minor,
    of: &dyn std::fmt::Display,
) -> Result<(), Failure> {
    for transaction in rules::cleared(contract, milestone, amount, of)? {
        ledger::post(tx, act, &transaction)?;
    }
    tell::cleared(tx, act, contract, milestone, amount.minus(rules::share_of(contract, amount)?)?)?;
    tell::shared(tx, act, contract, milestone, amount)
}

/// Two days of silence count as agreement.
fn silence(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(milestone) = milestone(tx, clock)? else { return Ok(()) };
    let Some(asked) = store::find_open(tx, milestone.id)?.filter(|asked| asked.id.to_string() == clock.subject) else { return Ok(()) };
    if rules::step(milestone.state, Event::CancelAgreed).is_none() {
        return cancel::close(tx, act, &asked, CancellationState::Lapsed);
    }
    let contract = store::get(tx, milestone.contract)?;
    cancel::agreed(tx, act, &contract, &milestone, &asked)
}
