//! What is set aside for a brief in the books: funded, hired from, given as a prize, returned.

use super::{Deal, Lines, fact};
use crate::ledger::account::{Account, Bucket};
use crate::ledger::transaction::{Fact, Kind, LedgerError, Transaction};
use crate::primitives::id::{BriefId, CreatorId, OrgId};
use crate::primitives::{BasisPoints, Currency, Minor, MoneyError};

/// Money of one brief: `amount` for places, prizes or finalists, and the merchant's fee on it. Of what goes in, of what is left, or of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside {
    /// The brief, which also chooses the chain.
    pub brief: BriefId,
    /// Whose it is.
    pub org: OrgId,
    /// Of both amounts.
    pub currency: Currency,
    /// Without the fee, minor units.
    pub amount: Minor,
    /// The merchant's fee on it, minor units.
    pub merchant_fee: Minor,
}

impl Aside {
    /// What leaves the wallet: amount and fee.
    pub fn total(&self) -> Result<Minor, MoneyError> {
        self.amount.plus(self.merchant_fee)
    }

    fn fact(&self, kind: Kind, reference: String) -> Fact {
        fact(kind, reference, &self.brief)
    }
}

/// P1: set aside before the brief opens. `reference` names this funding: a brief that was refused may be sent off again.
pub fn pool_fund(aside: &Aside, reference: String) -> Result<Transaction, LedgerError> {
    Lines::of(aside.currency)
        .debit(Account::Wallet(aside.org), aside.total()?)?
        .credit(Account::Pool(aside.brief), aside.amount)?
        .credit(Account::PoolFee(aside.brief), aside.merchant_fee)?
        .book(aside.fact(Kind::PoolFund, reference))
}

/// P2: what is left goes back. Errors: nothing is left.
pub fn pool_return(left: &Aside, reference: String) -> Result<Transaction, LedgerError> {
    Lines::of(left.currency)
        .debit(Account::Pool(left.brief), left.amount)?
        .debit(Account::PoolFee(left.brief), left.merchant_fee)?
        .credit(Account::Wallet(left.org), left.total()?)?
        .book(left.fact(Kind::PoolReturn, reference))
}

/// P3: a milestone is funded from the pool of its brief, price and fee.
pub fn hire(deal: &Deal, brief: BriefId) -> Result<Transaction, LedgerError> {
    Lines::of(deal.currency)
        .debit(Account::Pool(brief), deal.price)?
        .debit(Account::PoolFee(brief), deal.merchant_fee)?
        .credit(Account::Escrow(deal.milestone), deal.price)?
        .credit(Account::FeeHold(deal.milestone), deal.merchant_fee)?
        .book(deal.fact(Kind::PoolHire, deal.milestone.to_string()))
}

/// P4: the prize of a contest goes to whoever won it; the work is done, so both fees are earned.
pub fn prize(deal: &Deal, brief: BriefId) -> Result<Transaction, LedgerError> {
    let fee = deal.creator_fee_on(deal.price)?;
    Lines::of(deal.currency)
        .debit(Account::Pool(brief), deal.price)?
        .debit(Account::PoolFee(brief), deal.merchant_fee)?
        .credit(Account::Pending(deal.creator), deal.price.minus(fee)?)?
        .credit(Account::FeesCreator(deal.bucket()), fee)?
        .credit(Account::FeesMerchant(deal.bucket()), deal.merchant_fee)?
        .book(deal.fact(Kind::Prize, deal.milestone.to_string()))
}

/// P4: a share of what is set aside goes to a creator without a contract: a finalist's fee, or a part of a prize that nobody was given.
pub fn prize_share(share: &Aside, (creator, bps): (CreatorId, BasisPoints), reference: String) -> Result<Transaction, LedgerError> {
    let (fee, bucket) = (share.amount.share(bps)?, Bucket::of(&share.brief));
    Lines::of(share.currency)
        .debit(Account::Pool(share.brief), share.amount)?
        .debit(Account::PoolFee(share.brief), share.merchant_fee)?
        .credit(Account::Pending(creator), share.amount.minus(fee)?)?
        .credit(Account::FeesCreator(bucket), fee)?
        .credit(Account::FeesMerchant(bucket), share.merchant_fee)?
        .book(share.fact(Kind::Prize, reference))
}

/// M5 for such a share.
pub fn clear_share(
    brief: BriefId,
    creator: CreatorId,
    (currency, amount): (Currency, Minor),
    of: String,
) -> Result<Transaction, LedgerError> {
    Lines::of(currency).debit(Account::Pending(creator), amount)?.credit(Account::Available(creator), amount)?.book(fact(
        Kind::Clear,
        of,
        &brief,
    ))
}
