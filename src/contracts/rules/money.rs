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

/// What a refund that both sides agreed to is called in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundKind {
    /// All of it goes back (M9).
    Full,
    /// All but the kill fee goes back (M11).
    KillFee,
    /// A part that the two agreed on goes back (M10).
    Part,
}

/// Which of the three it is. The schedule may have risen a step while the request was open: the fee of the time of asking counts too.
pub fn refund_kind(price: Minor, refund: Minor) -> Result<RefundKind, MoneyError> {
    if refund == price {
        return Ok(RefundKind::Full);
    }
    for bps in [1_000, 2_500, 5_000] {
        let fee = price.share(BasisPoints::new(bps).ok_or(MoneyError::Bounds)?)?;
        if price.minus(fee)? == refund {
            return Ok(RefundKind::KillFee);
        }
    }
    Ok(RefundKind::Part)
}

/// The transaction that the event brings with it, if money moves. `refund` is the part of the price that goes back when a cancellation was agreed.
pub fn moved(contract: &Contract, milestone: &Milestone, event: Event, refund: Minor) -> Result<Option<Transaction>, LedgerError> {
    let deal = contract.deal(milestone);
    Ok(match event {
        Event::Funded => Some(postings::fund(&deal)?),
        Event::Approved | Event::ReviewTimedOut => Some(postings::release(&deal)?),
        Event::Cleared => Some(postings::clear(&deal, deal.shares_after(Minor::ZERO)?.to_creator, &milestone.id)?),
        Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator | Event::Stale => Some(postings::cancel(&deal)?),
        Event::CancelAgreed => Some(match refund_kind(deal.price, refund)? {
            RefundKind::Full => postings::cancel(&deal)?,
            RefundKind::KillFee => postings::kill_fee(&deal, deal.price.minus(refund)?)?,
            RefundKind::Part => postings::partial_refund(&deal, refund)?,
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

    #[test]
    fn a_refund_is_called_what_it_is() {
        assert_eq!(refund_kind(Minor(1_000), Minor(1_000)), Ok(RefundKind::Full));
        assert_eq!(refund_kind(Minor(1_000), Minor(750)), Ok(RefundKind::KillFee));
        assert_eq!(refund_kind(Minor(1_000), Minor(600)), Ok(RefundKind::Part));
        assert_eq!(refund_kind(Minor(1_000), Minor(0)), Ok(RefundKind::Part));
    }
}
