//! What a dispute does to the money of a milestone. How disputes go is their own noun's business.

use super::super::model::{Contested, Contract, Event, Milestone, MilestoneState, Parts};
use super::Clockwork;
use crate::ledger::postings::Contest;
use crate::primitives::{Instant, Minor, MoneyError};

/// The dispute as the books see it.
#[must_use]
pub const fn contest(contract: &Contract, milestone: &Milestone, contested: Contested) -> Contest {
    Contest { deal: contract.deal(milestone), dispute: contested.dispute, amount: contested.amount }
}

/// What goes its own way when a dispute is opened: what is not contested is the creator's at once. Where an acceptance released it already, it
/// clears by itself.
pub fn parts(contract: &Contract, milestone: &Milestone, contested: Contested) -> Result<Parts, MoneyError> {
    let (contest, before) = (contest(contract, milestone, contested), milestone.parts);
    let free = contest.deal.price.minus(contested.amount)?;
    if milestone.state == MilestoneState::Approved {
        let frozen = contested.amount.minus(contest.creator_fee()?)?;
        let apart_net = contest.deal.shares_after(Minor::ZERO)?.to_creator.minus(frozen)?;
        return Ok(Parts { apart_price: free, apart_net, ..before });
    }
    let fee = contest.deal.merchant_fee.minus(contest.merchant_fee()?)?;
    Ok(Parts { price: before.price.plus(free)?, fee: before.fee.plus(fee)?, ..before })
}

/// What becomes free when an accepted milestone has cleared: what it released, without what clears by itself.
pub fn clearing(contract: &Contract, milestone: &Milestone) -> Result<Minor, MoneyError> {
    contract.deal(milestone).shares_after(Minor::ZERO)?.to_creator.minus(milestone.parts.apart_net)
}

/// An amount that reached `pending` and clears without an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaterClear {
    /// What brought it there; the books clear each such thing once.
    pub of: String,
    /// Minor units.
    pub amount: Minor,
    /// When it is free.
    pub at: Instant,
}

/// What clears by itself after this event of a dispute. `moved` is the milestone before and after.
pub fn clears_later(
    contract: &Contract,
    moved: (&Milestone, &Milestone),
    event: Event,
    contested: Contested,
    work: &Clockwork,
) -> Result<Option<LaterClear>, MoneyError> {
    let (before, after) = moved;
    let deal = contract.deal(before);
    let usual = work.now.plus_hours(work.clearance_hours);
    let net = |amount: Minor| amount.minus(deal.creator_fee_on(amount)?);
    let (of, amount, at) = match event {
        Event::DisputeOpened if before.state == MilestoneState::Approved => {
            let amount = after.parts.apart_net.minus(before.parts.apart_net)?;
            (format!("{}/rest", contested.dispute), amount, before.clears_at.unwrap_or(usual))
        }
        Event::DisputeOpened => (format!("{}/rest", contested.dispute), net(deal.price.minus(contested.amount)?)?, usual),
        Event::Settled | Event::Defaulted | Event::RulingExecuted => (contested.dispute.to_string(), net(contested.to_creator)?, usual),
        _ => return Ok(None),
    };
    Ok(amount.is_positive().then_some(LaterClear { of, amount, at }))
}
