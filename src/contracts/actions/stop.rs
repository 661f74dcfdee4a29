//! A brief was stopped by the platform: what runs under it ends, and what was done until then is paid by the kill-fee schedule.

use super::contest;
use super::happen::{Deed, end_if_last, happen};
use crate::audit::Act;
use crate::bids::{self, Bid, BidState};
use crate::briefs::{self, Brief};
use crate::contracts::model::{Contract, Event, MilestoneState, Party};
use crate::contracts::rules::{self, Matter, Refund};
use crate::contracts::store;
use crate::failure::Failure;
use crate::operations;
use crate::platform::db::Tx;
use crate::primitives::Minor;
use crate::primitives::id::{BriefId, ContractId};

/// Stops a live brief: no bid on it lives, its deals end, named finalists have their fee, and what else was set aside goes back. What was accepted
/// stays accepted; what is disputed is for its dispute. A deal whose money stands still ends once it moves again: `sweep`.
pub fn stop_brief(tx: &mut Tx<'_>, act: &Act, id: BriefId, reason: &str) -> Result<(), Failure> {
    let stopped = briefs::stop(tx, act, id, reason)?;
    if stopped.is_contest() {
        pay_finalists(tx, act, &stopped)?;
    }
    bids::close_all(tx, act, &stopped)?;
    briefs::give_back(tx, act, &stopped)?;
    for contract in store::list_running_of_brief(tx, id)? {
        if !operations::is_frozen(tx, contract.id)? {
            end_parts(tx, act, &contract, reason)?;
        }
    }
    Ok(())
}

fn pay_finalists(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    let live = bids::list_live_of_brief(tx, brief.id)?;
    let named = live.iter().filter(|bid| bid.state == BidState::Shortlisted);
    let fees: Vec<(&Bid, Minor)> = named.map(|bid| (bid, brief.fund.finalist_fee)).collect();
    contest::pay(tx, act, brief, &fees)
}

/// The deal of a stopped brief ends, as far as it can end now.
pub(in crate::contracts) fn sweep(tx: &mut Tx<'_>, act: &Act, id: ContractId) -> Result<(), Failure> {
    let contract = store::get(tx, id)?;
    let brief = briefs::get(tx, contract.brief)?;
    if brief.state != briefs::BriefState::Stopped || contract.state.is_terminal() || operations::is_frozen(tx, id)? {
        return Ok(());
    }
    end_parts(tx, act, &contract, &brief.cancel_reason)
}

fn end_parts(tx: &mut Tx<'_>, act: &Act, contract: &Contract, reason: &str) -> Result<(), Failure> {
    for milestone in store::list_milestones(tx, contract.id)? {
        let deed = match milestone.state {
            MilestoneState::Planned => Deed::of(Event::Dropped, Party::Platform),
            MilestoneState::Funded | MilestoneState::InProgress | MilestoneState::Submitted | MilestoneState::ChangesRequested => {
                let back = milestone.open_price().minus(rules::kill_fee(&milestone)?)?;
                Deed { event: Event::Stopped, by: Party::Platform, matter: Matter::Back(Refund::Scheduled(back)), note: reason }
            }
            MilestoneState::Approved | MilestoneState::Disputed | MilestoneState::Settled | MilestoneState::Cancelled => continue,
        };
        happen(tx, act, contract, &milestone, &deed)?;
    }
    end_if_last(tx, act, contract)
}
