//! A milestone's life in the books: funded, released, cleared, cancelled, partly refunded, tipped.

use super::Lines;
use crate::ledger::account::{Account, Bucket};
use crate::ledger::transaction::{Fact, Kind, LedgerError, Transaction};
use crate::primitives::id::{ContractId, CreatorId, MilestoneId, OrgId};
use crate::primitives::{BasisPoints, Currency, Minor, MoneyError};

/// One milestone as the books see it: whose money, how much of it, at which rates. `price` and `merchant_fee` are what is held for it now: all of
/// it, or what a part release left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deal {
    /// The contract, which also chooses the chain and the fee accounts.
    pub contract: ContractId,
    /// The milestone.
    pub milestone: MilestoneId,
    /// Who pays.
    pub org: OrgId,
    /// Who is paid.
    pub creator: CreatorId,
    /// Of price and fees.
    pub currency: Currency,
    /// P, minor units.
    pub price: Minor,
    /// fm, minor units: `floor(price × merchant bps / 10000)`, fixed when the contract was made.
    pub merchant_fee: Minor,
    /// The creator's rate.
    pub creator_bps: BasisPoints,
}

/// Where price and fee go when a part of the price is refunded. The four add up to price + fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// Back to the merchant: the refund and its part of the merchant's fee.
    pub to_wallet: Minor,
    /// To the creator, after his fee.
    pub to_creator: Minor,
    /// The creator's fee.
    pub creator_fee: Minor,
    /// What is earned of the merchant's fee.
    pub merchant_fee: Minor,
}

impl Deal {
    /// What funding takes from the wallet: price and fee.
    pub fn total(&self) -> Result<Minor, MoneyError> {
        self.price.plus(self.merchant_fee)
    }

    /// The creator's fee on an amount that is released: `floor(amount × bps / 10000)`.
    pub fn creator_fee_on(&self, amount: Minor) -> Result<Minor, MoneyError> {
        amount.share(self.creator_bps)
    }

    /// The part of the merchant's fee that belongs to what is contested: `fm − floor(fm × (P − D) / P)`.
    pub fn fee_share_of(&self, contested: Minor) -> Result<Minor, MoneyError> {
        self.merchant_fee.minus(self.merchant_fee.portion(self.price.minus(contested)?, self.price)?)
    }

    /// Where the money goes when `refund` of the price goes back: nothing of it is a full release, all of it a full refund.
    /// Errors: [`MoneyError::Bounds`] if `refund` is below zero or above the price.
    pub fn shares_after(&self, refund: Minor) -> Result<Shares, MoneyError> {
        let fee_back = self.merchant_fee.portion(refund, self.price)?;
        let earned = self.price.minus(refund)?;
        let creator_fee = self.creator_fee_on(earned)?;
        Ok(Shares {
            to_wallet: refund.plus(fee_back)?,
            to_creator: earned.minus(creator_fee)?,
            creator_fee,
            merchant_fee: self.merchant_fee.minus(fee_back)?,
        })
    }

    pub(super) fn fact(&self, kind: Kind, reference: String) -> Fact {
        Fact { kind, reference, bucket: self.bucket(), contract: Some(self.contract), milestone: Some(self.milestone) }
    }

    pub(super) fn bucket(&self) -> Bucket {
        Bucket::of(&self.contract)
    }

    /// Everything that is held goes where the shares say.
    fn divide(&self, kind: Kind, shares: &Shares) -> Result<Transaction, LedgerError> {
        Lines::of(self.currency)
            .debit(Account::Escrow(self.milestone), self.price)?
            .debit(Account::FeeHold(self.milestone), self.merchant_fee)?
            .credit(Account::Wallet(self.org), shares.to_wallet)?
            .credit(Account::Pending(self.creator), shares.to_creator)?
            .credit(Account::FeesCreator(self.bucket()), shares.creator_fee)?
            .credit(Account::FeesMerchant(self.bucket()), shares.merchant_fee)?
            .book(self.fact(kind, self.milestone.to_string()))
    }
}

/// M2: price and fee leave the wallet and are held for the milestone.
pub fn fund(deal: &Deal) -> Result<Transaction, LedgerError> {
    Lines::of(deal.currency)
        .debit(Account::Wallet(deal.org), deal.total()?)?
        .credit(Account::Escrow(deal.milestone), deal.price)?
        .credit(Account::FeeHold(deal.milestone), deal.merchant_fee)?
        .book(deal.fact(Kind::Fund, deal.milestone.to_string()))
}

/// M3: the work was approved; everything that is held is earned.
pub fn release(deal: &Deal) -> Result<Transaction, LedgerError> {
    deal.divide(Kind::Release, &deal.shares_after(Minor::ZERO)?)
}

/// M3 on what is not contested: `price − contested` is released with its part of the merchant's fee; the rest stays held for the dispute that
/// `reference` names. Errors: nothing to release, or more contested than there is.
pub fn release_part(deal: &Deal, contested: Minor, reference: &dyn std::fmt::Display) -> Result<Transaction, LedgerError> {
    let price = deal.price.minus(contested)?;
    let merchant_fee = deal.merchant_fee.minus(deal.fee_share_of(contested)?)?;
    let part = Deal { price, merchant_fee, ..*deal };
    let fee = part.creator_fee_on(price)?;
    Lines::of(deal.currency)
        .debit(Account::Escrow(deal.milestone), price)?
        .debit(Account::FeeHold(deal.milestone), merchant_fee)?
        .credit(Account::Pending(deal.creator), price.minus(fee)?)?
        .credit(Account::FeesCreator(deal.bucket()), fee)?
        .credit(Account::FeesMerchant(deal.bucket()), merchant_fee)?
        .book(deal.fact(Kind::Release, format!("{}/{reference}", deal.milestone)))
}

/// M5: the clearance of an amount is over. `of` names what brought it to `pending` (the milestone, a dispute, a tip), so that each clears once.
pub fn clear(deal: &Deal, amount: Minor, of: &dyn std::fmt::Display) -> Result<Transaction, LedgerError> {
    Lines::of(deal.currency)
        .debit(Account::Pending(deal.creator), amount)?
        .credit(Account::Available(deal.creator), amount)?
        .book(deal.fact(Kind::Clear, of.to_string()))
}

/// M5 of a deal that came through an agency: of what was cleared, the agency's share is the agency's. It follows the clearing of the whole, so that the
/// creator's books show gross, share and rest; `of` names what was cleared.
pub fn agency_share(deal: &Deal, agency: OrgId, share: Minor, of: &dyn std::fmt::Display) -> Result<Transaction, LedgerError> {
    Lines::of(deal.currency)
        .debit(Account::Available(deal.creator), share)?
        .credit(Account::AvailableOfOrg(agency), share)?
        .book(deal.fact(Kind::Clear, format!("{of}/agency")))
}

/// M9: cancelled and nothing owed; price and fee go back to the wallet.
pub fn cancel(deal: &Deal) -> Result<Transaction, LedgerError> {
    deal.divide(Kind::Cancel, &deal.shares_after(deal.price)?)
}

/// M10: `refund` of the price goes back with its part of the fee, the rest is earned. Errors: bounds if `refund` is outside 0 to price.
pub fn partial_refund(deal: &Deal, refund: Minor) -> Result<Transaction, LedgerError> {
    deal.divide(Kind::PartialRefund, &deal.shares_after(refund)?)
}

/// M11: cancelled by the merchant after start; the kill fee (a part of the price, minor units) is earned, the rest goes back.
pub fn kill_fee(deal: &Deal, kill_fee: Minor) -> Result<Transaction, LedgerError> {
    deal.divide(Kind::KillFee, &deal.shares_after(deal.price.minus(kill_fee)?)?)
}

/// M24: a tip from the wallet, without a fee. `reference` names the tip.
pub fn tip(deal: &Deal, amount: Minor, reference: &dyn std::fmt::Display) -> Result<Transaction, LedgerError> {
    Lines::of(deal.currency)
        .debit(Account::Wallet(deal.org), amount)?
        .credit(Account::Pending(deal.creator), amount)?
        .book(deal.fact(Kind::Tip, reference.to_string()))
}
