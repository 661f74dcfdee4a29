//! Money that comes from and goes to the payment provider.

use super::{Lines, fact};
use crate::ledger::account::{Account, Bucket, Payee, Provider};
use crate::ledger::transaction::{Kind, LedgerError, Transaction};
use crate::primitives::id::{CheckoutId, ContractId, OperationId, OrgId, PayoutId, WithdrawalId};
use crate::primitives::{Minor, Money};

/// M1: the provider captured a payment of the organisation. A checkout that was made for a contract names it.
pub fn capture(
    provider: Provider,
    org: OrgId,
    checkout: CheckoutId,
    contract: Option<ContractId>,
    money: Money,
) -> Result<Transaction, LedgerError> {
    let bucket = contract.map_or_else(|| Bucket::of(&org), |contract| Bucket::of(&contract));
    let mut about = fact(Kind::Capture, checkout.to_string(), &org);
    (about.bucket, about.contract) = (bucket, contract);
    Lines::of(money.currency)
        .debit(Account::Clearing(provider, bucket), money.amount)?
        .credit(Account::Wallet(org), money.amount)?
        .book(about)
}

/// M1f: what the provider took for an operation became known.
pub fn provider_cost(provider: Provider, operation: OperationId, cost: Money) -> Result<Transaction, LedgerError> {
    let about = fact(Kind::ProviderCost, operation.to_string(), &operation);
    Lines::of(cost.currency)
        .debit(Account::CostProvider(about.bucket), cost.amount)?
        .credit(Account::Clearing(provider, about.bucket), cost.amount)?
        .book(about)
}

/// The provider moved money that nobody here asked for: what came in (or, below zero, went out) is kept apart until somebody explains it.
pub fn unexplained(provider: Provider, source: &str, money: Money) -> Result<Transaction, LedgerError> {
    let about = fact(Kind::Capture, format!("unmatched/{source}"), &source);
    let (clearing, suspense) = (Account::Clearing(provider, about.bucket), Account::Suspense(provider, about.bucket));
    let (up, down) = if money.amount.is_positive() { (clearing, suspense) } else { (suspense, clearing) };
    let amount = Minor(money.amount.0.saturating_abs());
    Lines::of(money.currency).debit(up, amount)?.credit(down, amount)?.book(about)
}

/// What the provider took for moving what nobody here asked for (M1f).
pub fn unexplained_cost(provider: Provider, source: &str, cost: Money) -> Result<Transaction, LedgerError> {
    let about = fact(Kind::ProviderCost, format!("unmatched/{source}"), &source);
    Lines::of(cost.currency)
        .debit(Account::CostProvider(about.bucket), cost.amount)?
        .credit(Account::Clearing(provider, about.bucket), cost.amount)?
        .book(about)
}

/// Something that was kept apart: what moved, and the how-manieth thing that is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart<'a> {
    /// Who moved it.
    pub provider: Provider,
    /// The provider's name of it.
    pub source: &'a str,
    /// With the name it makes the reference.
    pub turn: i64,
    /// What came in, or below zero, went out.
    pub money: Money,
}

impl Apart<'_> {
    fn bucket(&self) -> Bucket {
        Bucket::of(&self.source)
    }

    fn amount(&self) -> Minor {
        Minor(self.money.amount.0.saturating_abs())
    }

    fn suspense(&self) -> Account {
        Account::Suspense(self.provider, self.bucket())
    }

    fn clearing(&self) -> Account {
        Account::Clearing(self.provider, self.bucket())
    }

    fn reference(&self) -> String {
        format!("unmatched/{}/{}", self.source, self.turn)
    }
}

/// What was kept apart is said to be whose it is: what came in is theirs in these parts, what went out is borne in them.
pub fn explained(apart: &Apart<'_>, parts: &[(Account, Minor)]) -> Result<Transaction, LedgerError> {
    let lines = Lines::of(apart.money.currency);
    if apart.money.amount.is_positive() {
        let start = lines.debit(apart.suspense(), apart.amount())?;
        let all = parts.iter().try_fold(start, |lines, (account, amount)| lines.credit(account.clone(), *amount))?;
        return all.book(fact(Kind::Capture, apart.reference(), &apart.source));
    }
    let start = lines.credit(apart.suspense(), apart.amount())?;
    let all = parts.iter().try_fold(start, |lines, (account, amount)| lines.debit(account.clone(), *amount))?;
    all.book(fact(Kind::Withdrawal, apart.reference(), &apart.source))
}

/// It is not theirs after all: what was given in these parts is kept apart again, what was borne in them is given back.
pub fn unexplained_again(apart: &Apart<'_>, parts: &[(Account, Minor)]) -> Result<Transaction, LedgerError> {
    let lines = Lines::of(apart.money.currency);
    if apart.money.amount.is_positive() {
        let all = parts.iter().try_fold(lines, |lines, (account, amount)| lines.debit(account.clone(), *amount))?;
        return all.credit(apart.suspense(), apart.amount())?.book(fact(Kind::Capture, apart.reference(), &apart.source));
    }
    let all = parts.iter().try_fold(lines, |lines, (account, amount)| lines.credit(account.clone(), *amount))?;
    all.debit(apart.suspense(), apart.amount())?.book(fact(Kind::Withdrawal, apart.reference(), &apart.source))
}

/// What came in and was kept apart goes back to where it came from.
pub fn sent_back(apart: &Apart<'_>) -> Result<Transaction, LedgerError> {
    Lines::of(apart.money.currency).debit(apart.suspense(), apart.amount())?.credit(apart.clearing(), apart.amount())?.book(fact(
        Kind::Withdrawal,
        apart.reference(),
        &apart.source,
    ))
}

/// The provider did not take it back: it is kept apart again.
pub fn not_sent_back(apart: &Apart<'_>) -> Result<Transaction, LedgerError> {
    Lines::of(apart.money.currency).debit(apart.clearing(), apart.amount())?.credit(apart.suspense(), apart.amount())?.book(fact(
        Kind::Withdrawal,
        format!("{}/returned", apart.reference()),
        &apart.source,
    ))
}

/// A payout as the books see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payout {
    /// The payout.
    pub id: PayoutId,
    /// Whose.
    pub payee: Payee,
    /// Who carries it.
    pub provider: Provider,
    /// n: what leaves the available balance.
    pub money: Money,
    /// d: the part of n that pays a debt; the caller sees to it that it is at most half.
    pub debt: Minor,
}

impl Payout {
    /// n − d: what travels.
    pub fn travels(&self) -> Result<Minor, LedgerError> {
        Ok(self.money.amount.minus(self.debt)?)
    }

    fn bucket(&self) -> Bucket {
        Bucket::of(&self.payee)
    }
}

/// M6: the payout leaves the available balance; a debt is paid from it first.
pub fn payout_start(payout: &Payout) -> Result<Transaction, LedgerError> {
    Lines::of(payout.money.currency)
        .debit(payout.payee.available(), payout.money.amount)?
        .credit(Account::Transit(payout.id), payout.travels()?)?
        .credit(payout.payee.debt(), payout.debt)?
        .book(fact(Kind::PayoutStart, payout.id.to_string(), &payout.payee))
}

/// M6 of a book that lost it: the payout has left; what is not available in this book, the creator owes.
pub fn payout_imported(payout: &Payout, covered: Minor) -> Result<Transaction, LedgerError> {
    Lines::of(payout.money.currency)
        .debit(payout.payee.available(), covered)?
        .debit(payout.payee.debt(), payout.money.amount.minus(covered)?)?
        .credit(Account::Transit(payout.id), payout.money.amount)?
        .book(fact(Kind::PayoutStart, payout.id.to_string(), &payout.payee))
}

/// M7: the provider confirmed it.
pub fn payout_done(payout: &Payout) -> Result<Transaction, LedgerError> {
    Lines::of(payout.money.currency)
        .debit(Account::Transit(payout.id), payout.travels()?)?
        .credit(Account::Clearing(payout.provider, payout.bucket()), payout.travels()?)?
        .book(fact(Kind::PayoutDone, payout.id.to_string(), &payout.payee))
}

/// M8: it failed or was cancelled; what travelled is available again. A debt that was paid from it stays paid.
pub fn payout_failed(payout: &Payout) -> Result<Transaction, LedgerError> {
    Lines::of(payout.money.currency)
        .debit(Account::Transit(payout.id), payout.travels()?)?
        .credit(payout.payee.available(), payout.travels()?)?
        .book(fact(Kind::PayoutFailed, payout.id.to_string(), &payout.payee))
}

/// M8 after M7: the bank sent it back; what had left is at the provider again and available.
pub fn payout_returned(payout: &Payout) -> Result<Transaction, LedgerError> {
    Lines::of(payout.money.currency)
        .debit(Account::Clearing(payout.provider, payout.bucket()), payout.travels()?)?
        .credit(payout.payee.available(), payout.travels()?)?
        .book(fact(Kind::PayoutFailed, format!("{}/returned", payout.id), &payout.payee))
}

/// M14: unused wallet money goes back to its origin.
pub fn withdrawal(provider: Provider, org: OrgId, id: WithdrawalId, money: Money) -> Result<Transaction, LedgerError> {
    Lines::of(money.currency)
        .debit(Account::Wallet(org), money.amount)?
        .credit(Account::Clearing(provider, Bucket::of(&org)), money.amount)?
        .book(fact(Kind::Withdrawal, id.to_string(), &org))
}

/// M14 of a book that lost it: what its wallet does not have any more, the organisation owes.
pub fn withdrawal_imported(
    provider: Provider,
    org: OrgId,
    id: WithdrawalId,
    (money, covered): (Money, Minor),
) -> Result<Transaction, LedgerError> {
    Lines::of(money.currency)
        .debit(Account::Wallet(org), covered)?
        .debit(Account::DebtOfOrg(org), money.amount.minus(covered)?)?
        .credit(Account::Clearing(provider, Bucket::of(&org)), money.amount)?
        .book(fact(Kind::Withdrawal, id.to_string(), &org))
}

/// The correction of M14: the provider did not take a part of it (all, or what goes to one origin), so that is in the wallet again.
pub fn withdrawal_returned(
    provider: Provider,
    org: OrgId,
    (id, part): (WithdrawalId, &dyn std::fmt::Display),
    money: Money,
) -> Result<Transaction, LedgerError> {
    Lines::of(money.currency)
        .debit(Account::Clearing(provider, Bucket::of(&org)), money.amount)?
        .credit(Account::Wallet(org), money.amount)?
        .book(fact(Kind::Withdrawal, format!("{id}/returned/{part}"), &org))
}
