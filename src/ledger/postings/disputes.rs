//! A disputed amount in the books: frozen, and later given back or divided.

use super::{Deal, Lines};
use crate::ledger::account::Account;
use crate::ledger::transaction::{Kind, LedgerError, Transaction};
use crate::primitives::id::DisputeId;
use crate::primitives::{Minor, MoneyError};

/// A dispute as the books see it. `deal` carries the price and the merchant's fee as they were before anything of the milestone was released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contest {
    /// The milestone.
    pub deal: Deal,
    /// The dispute.
    pub dispute: DisputeId,
    /// D, minor units: more than zero, at most the price.
    pub amount: Minor,
}

impl Contest {
    /// fD: the merchant's fee on what is contested.
    pub fn merchant_fee(&self) -> Result<Minor, MoneyError> {
        self.deal.fee_share_of(self.amount)
    }

    /// cD: the creator's fee that an approval took on what is contested, `fc − floor(fc × (P − D) / P)`.
    pub fn creator_fee(&self) -> Result<Minor, MoneyError> {
        let whole = self.deal.creator_fee_on(self.deal.price)?;
        whole.minus(whole.portion(self.deal.price.minus(self.amount)?, self.deal.price)?)
    }

    fn divide(&self, kind: Kind, to_merchant: Minor) -> Result<Transaction, LedgerError> {
        let (deal, fee) = (&self.deal, self.merchant_fee()?);
        let fee_back = fee.portion(to_merchant, self.amount)?;
        let to_creator = self.amount.minus(to_merchant)?;
        let creator_fee = deal.creator_fee_on(to_creator)?;
        Lines::of(deal.currency)
            .debit(Account::Frozen(self.dispute), self.amount)?
            .debit(Account::FeeHold(deal.milestone), fee)?
            .credit(Account::Wallet(deal.org), to_merchant.plus(fee_back)?)?
            .credit(Account::Pending(deal.creator), to_creator.minus(creator_fee)?)?
            .credit(Account::FeesCreator(deal.bucket()), creator_fee)?
            .credit(Account::FeesMerchant(deal.bucket()), fee.minus(fee_back)?)?
            .book(deal.fact(kind, self.dispute.to_string()))
    }
}

/// M12: the contested amount leaves escrow; its fee share stays where it is.
pub fn freeze(contest: &Contest) -> Result<Transaction, LedgerError> {
    Lines::of(contest.deal.currency)
        .debit(Account::Escrow(contest.deal.milestone), contest.amount)?
        .credit(Account::Frozen(contest.dispute), contest.amount)?
        .book(contest.deal.fact(Kind::Freeze, contest.dispute.to_string()))
}

/// M12b: opened while the release clears; the fees on the contested amount are un-earned first.
pub fn freeze_after_approval(contest: &Contest) -> Result<Transaction, LedgerError> {
    let (deal, merchant_fee, creator_fee) = (&contest.deal, contest.merchant_fee()?, contest.creator_fee()?);
    Lines::of(deal.currency)
        .debit(Account::Pending(deal.creator), contest.amount.minus(creator_fee)?)?
        .debit(Account::FeesCreator(deal.bucket()), creator_fee)?
        .debit(Account::FeesMerchant(deal.bucket()), merchant_fee)?
        .credit(Account::Frozen(contest.dispute), contest.amount)?
        .credit(Account::FeeHold(deal.milestone), merchant_fee)?
        .book(deal.fact(Kind::Freeze, contest.dispute.to_string()))
}

/// M12r: withdrawn; what was frozen is held again.
pub fn unfreeze(contest: &Contest) -> Result<Transaction, LedgerError> {
    Lines::of(contest.deal.currency)
        .debit(Account::Frozen(contest.dispute), contest.amount)?
        .credit(Account::Escrow(contest.deal.milestone), contest.amount)?
        .book(contest.deal.fact(Kind::Unfreeze, contest.dispute.to_string()))
}

/// M12r after M12b: withdrawn; what was un-earned is earned again.
pub fn unfreeze_after_approval(contest: &Contest) -> Result<Transaction, LedgerError> {
    let (deal, merchant_fee, creator_fee) = (&contest.deal, contest.merchant_fee()?, contest.creator_fee()?);
    Lines::of(deal.currency)
        .debit(Account::Frozen(contest.dispute), contest.amount)?
        .debit(Account::FeeHold(deal.milestone), merchant_fee)?
        .credit(Account::Pending(deal.creator), contest.amount.minus(creator_fee)?)?
        .credit(Account::FeesCreator(deal.bucket()), creator_fee)?
        .credit(Account::FeesMerchant(deal.bucket()), merchant_fee)?
        .book(deal.fact(Kind::Unfreeze, contest.dispute.to_string()))
}

/// M13 by a ruling: `to_merchant` of the contested amount goes back, the rest to the creator. Errors: bounds outside 0 to the contested amount.
pub fn ruling(contest: &Contest, to_merchant: Minor) -> Result<Transaction, LedgerError> {
    contest.divide(Kind::Ruling, to_merchant)
}

/// M13 by agreement or by silence.
pub fn settlement(contest: &Contest, to_merchant: Minor) -> Result<Transaction, LedgerError> {
    contest.divide(Kind::Settlement, to_merchant)
}
