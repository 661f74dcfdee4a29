//! What each event does to the money. The postings themselves are the ledger's.

use super::super::model::{Contract, Event, Milestone};
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
    milestone.price.share(BasisPoints::new(bps).ok_or(MoneyError::Bounds)?)
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

/// The transaction that the event brings with it, if money moves. `refund` says what goes back when a cancellation was agreed; all of it is M9, by
/// whomever it was said.
pub fn moved(contract: &Contract, milestone: &Milestone, event: Event, refund: Refund) -> Result<Option<Transaction>, LedgerError> {
    let deal = contract.deal(milestone);
    Ok(match event {
        Event::Funded => Some(postings::fund(&deal)?),
        Event::Approved | Event::ReviewTimedOut => Some(postings::release(&deal)?),
        Event::Cleared => Some(postings::clear(&deal, deal.shares_after(Minor::ZERO)?.to_creator, &milestone.id)?),
        Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator | Event::Stale => Some(postings::cancel(&deal)?),
        Event::CancelAgreed => Some(match refund {
            Refund::Scheduled(back) if back != deal.price => postings::kill_fee(&deal, deal.price.minus(back)?)?,
            Refund::Named(back) if back != deal.price => postings::partial_refund(&deal, back)?,
            Refund::Whole | Refund::Scheduled(_) | Refund::Named(_) => postings::cancel(&deal)?,
        }),
        Event::Dropped | Event::Started | Event::Submitted | Event::ChangesRequested => None,
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
