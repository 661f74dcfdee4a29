//! What each event does to the money. The postings themselves are the ledger's.

use super::super::model::{Contested, Contract, Event, Milestone, MilestoneState};
use super::disputes::{clearing, contest};
use crate::failure::{MONEY_CURRENCY, Refusal};
use crate::ledger::{LedgerError, Transaction, postings};
use crate::primitives::{BasisPoints, Currency, Minor, Money, MoneyError};

/// Minor units of the deal's currency.
pub fn in_currency(currency: Currency, money: Money) -> Result<Minor, Refusal> {
    if money.currency == currency { Ok(money.amount) } else { Err(MONEY_CURRENCY) }
}

/// What is owed when the merchant ends a milestone early: nothing before the start, 10 % of the price once started, 25 % after a submission, 50 %
/// after changes were requested once; the floor in minor units.
pub fn kill_fee(milestone: &Milestone) -> Result<Minor, MoneyError> {
    let bps = match (milestone.started_at, milestone.times_submitted, milestone.times_changed) {
        (_, _, 1..) => 5_000,
        (_, 1.., _) => 2_500,
        (Some(_), _, _) => 1_000,
        (None, _, _) => 0,
    };
    milestone.open_price().share(BasisPoints::new(bps).ok_or(MoneyError::Bounds)?)
}

/// The part of the price that goes back when a milestone is cancelled, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refund {
    /// All of it.
    Whole,
    /// What the kill-fee schedule left when the request was made.
    Scheduled(Minor),
    /// What the one who asked named and the other agreed to.
    Named(Minor),
}

impl Refund {
    /// In minor units, of this price.
    #[must_use]
    pub const fn of(self, price: Minor) -> Minor {
        match self {
            Self::Whole => price,
            Self::Scheduled(back) | Self::Named(back) => back,
        }
    }
}

/// What the event brings with it besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Nothing: the event says all.
    Plain,
    /// What goes back when a cancellation was agreed; all of it is M9, by whomever it was said.
    Back(Refund),
    /// What a dispute is over.
    Over(Contested),
    /// The money comes from what is set aside for the brief.
    Aside,
}

impl Matter {
    /// What a dispute is over. Without one an event of a dispute is nobody's.
    const fn contested(self) -> Result<Contested, LedgerError> {
        match self {
            Self::Over(contested) => Ok(contested),
            Self::Plain | Self::Back(_) | Self::Aside => Err(LedgerError::Money(MoneyError::Bounds)),
        }
    }
}

/// The transactions that the event brings with it.
pub fn moved(contract: &Contract, milestone: &Milestone, event: Event, matter: Matter) -> Result<Vec<Transaction>, LedgerError> {
    let deal = contract.deal(milestone);
    Ok(match event {
        Event::Funded if matter == Matter::Aside => vec![postings::hire(&deal, contract.brief)?],
        Event::Funded => vec![postings::fund(&deal)?],
        Event::Won => vec![postings::prize(&deal, contract.brief)?],
        Event::Approved | Event::ReviewTimedOut => vec![postings::release(&deal)?],
        Event::Cleared => cleared(contract, milestone, clearing(contract, milestone)?, &milestone.id)?,
        Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator | Event::Stale | Event::Unstarted => {
            vec![postings::cancel(&deal)?]
        }
        Event::CancelAgreed | Event::Stopped => vec![match matter {
            Matter::Back(Refund::Scheduled(back)) if back != deal.price => postings::kill_fee(&deal, deal.price.minus(back)?)?,
            Matter::Back(Refund::Named(back)) if back != deal.price => postings::partial_refund(&deal, back)?,
            Matter::Plain | Matter::Back(_) | Matter::Over(_) | Matter::Aside => postings::cancel(&deal)?,
        }],
        Event::DisputeOpened | Event::Withdrawn | Event::Settled | Event::Defaulted | Event::RulingExecuted => {
            disputed(contract, milestone, event, matter.contested()?)?
        }
        Event::Dropped | Event::Started | Event::Submitted | Event::ChangesRequested => Vec::new(),
    })
}

/// The agency's share of what clears, if the deal came through one: rounded down, the rest is the creator's.
pub fn share_of(contract: &Contract, amount: Minor) -> Result<Minor, MoneyError> {
    contract.agency.map_or(Ok(Minor::ZERO), |split| amount.share(split.bps))
}

/// M5 for what was earned on a milestone: the creator's, and then the agency's share of it. `of` names what is cleared.
pub fn cleared(
    contract: &Contract,
    milestone: &Milestone,
    amount: Minor,
    of: &dyn std::fmt::Display,
) -> Result<Vec<Transaction>, LedgerError> {
    let deal = contract.deal(milestone);
    let mut all = vec![postings::clear(&deal, amount, of)?];
    let share = share_of(contract, amount)?;
    if let Some(split) = contract.agency.filter(|_| share.is_positive()) {
        all.push(postings::agency_share(&deal, split.agency, share, of)?);
    }
    Ok(all)
}

/// What a deal through an agency comes to for its creator if all of it is released: the sums of the parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Takings {
    /// The prices.
    pub gross: Minor,
    /// The creator's fee.
    pub fee: Minor,
    /// The agency's share.
    pub share: Minor,
    /// The creator's.
    pub rest: Minor,
}

/// As [`Takings`], over these milestones but for those that were cancelled.
pub fn takings(contract: &Contract, milestones: &[Milestone]) -> Result<Takings, MoneyError> {
    let mut all = Takings::default();
    for milestone in milestones.iter().filter(|milestone| milestone.state != MilestoneState::Cancelled) {
        let fee = milestone.price.share(contract.creator_bps)?;
        let earned = milestone.price.minus(fee)?;
        let share = share_of(contract, earned)?;
        all = Takings {
            gross: all.gross.plus(milestone.price)?,
            fee: all.fee.plus(fee)?,
            share: all.share.plus(share)?,
            rest: all.rest.plus(earned.minus(share)?)?,
        };
    }
    Ok(all)
}

/// The postings of a dispute: M12 and M3 on what is not contested, M12b, M12r, M13.
fn disputed(contract: &Contract, milestone: &Milestone, event: Event, contested: Contested) -> Result<Vec<Transaction>, LedgerError> {
    let contest = contest(contract, milestone, contested);
    let back = contested.amount.minus(contested.to_creator)?;
    Ok(match (event, milestone.disputed_from.unwrap_or(milestone.state)) {
        (Event::DisputeOpened, MilestoneState::Approved) => vec![postings::freeze_after_approval(&contest)?],
        (Event::DisputeOpened, _) if contest.deal.price == contest.amount => vec![postings::freeze(&contest)?],
        (Event::DisputeOpened, _) => {
            vec![postings::release_part(&contest.deal, contest.amount, &contest.dispute)?, postings::freeze(&contest)?]
        }
        (Event::Withdrawn, MilestoneState::Approved) => vec![postings::unfreeze_after_approval(&contest)?],
        (Event::Withdrawn, _) => vec![postings::unfreeze(&contest)?],
        (Event::RulingExecuted, _) => vec![postings::ruling(&contest, back)?],
        (_, _) => vec![postings::settlement(&contest, back)?],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::model::MilestoneState;
    use crate::contracts::rules::test_values::milestone;
    use crate::primitives::Instant;

    #[test]
    fn the_kill_fee_rises_with_the_work() {
        let mut stone = milestone(MilestoneState::Funded);
        stone.price = Minor(10_009);
        assert_eq!(kill_fee(&stone), Ok(Minor(0)));
        stone.started_at = Some(Instant(0));
        assert_eq!(kill_fee(&stone), Ok(Minor(1_000)));
        stone.times_submitted = 1;
        assert_eq!(kill_fee(&stone), Ok(Minor(2_502)));
        stone.times_changed = 1;
        assert_eq!(kill_fee(&stone), Ok(Minor(5_004)));
    }
}
