//! A transaction: what moves from where to where, and why. One that does not sum to zero in each currency cannot be built.

use super::account::{Account, Bucket};
use crate::failure::Failure;
use crate::primitives::id::{ContractId, MilestoneId};
use crate::primitives::{Currency, Minor, MoneyError};
use std::collections::BTreeMap;

crate::choice! {
    /// What happened, in the words of the books.
    pub enum Kind {
        Capture = "capture",
        ProviderCost = "provider_cost",
        Fund = "fund",
        Release = "release",
        Clear = "clear",
        PayoutStart = "payout_start",
        PayoutDone = "payout_done",
        PayoutFailed = "payout_failed",
        Cancel = "cancel",
        PartialRefund = "partial_refund",
        KillFee = "kill_fee",
        Freeze = "freeze",
        Unfreeze = "unfreeze",
        Ruling = "ruling",
        Settlement = "settlement",
        Withdrawal = "withdrawal",
        PoolFund = "pool_fund",
        PoolReturn = "pool_return",
        PoolHire = "pool_hire",
        Prize = "prize",
        Tip = "tip",
        Chargeback = "chargeback",
        ChargebackWon = "chargeback_won",
        ChargebackLost = "chargeback_lost",
    }
}

/// Why a transaction cannot be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The entries of a currency do not sum to zero.
    #[error("the entries in {0} do not sum to zero")]
    Unbalanced(Currency),
    /// Nothing moves.
    #[error("fewer than two entries")]
    TooFew,
    /// A part is below zero, larger than its whole, or does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        Self::Bug(format!("ledger: {error}"))
    }
}

/// One line: so much of a currency to the debit (+) or credit (−) of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) account: Account,
    pub(super) currency: Currency,
    pub(super) amount: Minor,
}

impl Entry {
    /// To the debit. Errors: [`MoneyError::Bounds`] below zero.
    pub fn debit(account: Account, currency: Currency, amount: Minor) -> Result<Self, MoneyError> {
        if amount.0 < 0 { Err(MoneyError::Bounds) } else { Ok(Self { account, currency, amount }) }
    }

    /// To the credit. Errors: [`MoneyError::Bounds`] below zero.
    pub fn credit(account: Account, currency: Currency, amount: Minor) -> Result<Self, MoneyError> {
        let entry = Self::debit(account, currency, amount)?;
        Ok(Self { amount: amount.negated()?, ..entry })
    }

    /// Whose line.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// Debit above zero, credit below; minor units.
    #[must_use]
    pub const fn amount(&self) -> Minor {
        self.amount
    }

    /// Of which currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }
}

/// What a transaction is about: kind and reference together are unique in the books, so a fact is booked once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What happened.
    pub kind: Kind,
    /// To what: an id, or an id with a word.
    pub reference: String,
    /// Which chain.
    pub bucket: Bucket,
    /// The deal, if it belongs to one.
    pub contract: Option<ContractId>,
    /// The milestone, if it belongs to one.
    pub milestone: Option<MilestoneId>,
}

/// A balanced transaction, ready to be posted: one entry an account and currency, none of zero, in the order of the accounts' names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    fact: Fact,
    entries: Vec<Entry>,
}

impl Transaction {
    /// Adds up the entries of each account, drops zeros and checks the balance.
    ///
    /// Errors: [`LedgerError::Unbalanced`] if a currency does not sum to zero, [`LedgerError::TooFew`] if fewer than two entries are left.
    pub fn new(fact: Fact, entries: impl IntoIterator<Item = Entry>) -> Result<Self, LedgerError> {
        let mut lines: BTreeMap<(String, Currency), Entry> = BTreeMap::new();
        for entry in entries {
            let key = (entry.account.to_string(), entry.currency);
            match lines.get_mut(&key) {
                Some(line) => line.amount = line.amount.plus(entry.amount)?,
                None => drop(lines.insert(key, entry)),
            }
        }
        let entries: Vec<Entry> = lines.into_values().filter(|entry| !entry.amount.is_zero()).collect();
        let mut sums: BTreeMap<Currency, Minor> = BTreeMap::new();
        for entry in &entries {
            let sum = sums.entry(entry.currency).or_default();
            *sum = sum.plus(entry.amount)?;
        }
        if let Some((currency, _)) = sums.iter().find(|(_, sum)| !sum.is_zero()) {
            return Err(LedgerError::Unbalanced(*currency));
        }
        if entries.len() < 2 { Err(LedgerError::TooFew) } else { Ok(Self { fact, entries }) }
    }

    /// What it is about.
    #[must_use]
    pub const fn fact(&self) -> &Fact {
        &self.fact
    }

    /// Its lines, by account name.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What an account gains on its own credit side by this transaction; below zero if it loses. Zero if it is not touched.
    #[must_use]
    pub fn credited(&self, account: &Account) -> Minor {
        let line = self.entries.iter().find(|entry| entry.account == *account);
        line.and_then(|entry| entry.amount.negated().ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::id::OrgId;
    use proptest::prelude::*;

    fn fact() -> Fact {
        Fact { kind: Kind::Capture, reference: "x".to_owned(), bucket: Bucket::of(&"x"), contract: None, milestone: None }
    }

    #[test]
    fn an_unbalanced_transaction_cannot_be_built() {
        let (a, b) = (Account::Wallet(OrgId::random()), Account::Wallet(OrgId::random()));
        let debit = Entry::debit(a.clone(), Currency::Cny, Minor(5)).unwrap();
        let credit = |amount, currency| Entry::credit(b.clone(), currency, Minor(amount)).unwrap();
        assert_eq!(Transaction::new(fact(), [debit.clone(), credit(4, Currency::Cny)]), Err(LedgerError::Unbalanced(Currency::Cny)));
        assert_eq!(Transaction::new(fact(), [debit.clone(), credit(5, Currency::Usd)]), Err(LedgerError::Unbalanced(Currency::Cny)));
        assert_eq!(Transaction::new(fact(), [credit(0, Currency::Cny)]), Err(LedgerError::TooFew));
        let own = Entry::credit(a.clone(), Currency::Cny, Minor(5)).unwrap();
        assert_eq!(Transaction::new(fact(), [debit.clone(), own]), Err(LedgerError::TooFew));
        let whole = Transaction::new(fact(), [debit, credit(5, Currency::Cny), credit(0, Currency::Usd)]).unwrap();
        assert_eq!(whole.entries().len(), 2);
        assert_eq!((whole.credited(&a), whole.credited(&b)), (Minor(-5), Minor(5)));
        assert!(Entry::debit(a, Currency::Cny, Minor(-1)).is_err());
    }

    proptest! {
        #[test]
        fn what_was_built_sums_to_zero_in_each_currency(amounts in prop::collection::vec((0usize..4, 0usize..2, -1_000i64..1_000), 0..8)) {
            let orgs: Vec<Account> = (0..4).map(|_| Account::Wallet(OrgId::random())).collect();
            let currencies = [Currency::Cny, Currency::Jpy];
            let entries = amounts.iter().map(|(org, currency, amount)| {
                Entry { account: orgs[*org].clone(), currency: currencies[*currency], amount: Minor(*amount) }
            });
            if let Ok(built) = Transaction::new(fact(), entries) {
                for currency in currencies {
                    let sum: i64 = built.entries().iter().filter(|entry| entry.currency == currency).map(|entry| entry.amount.0).sum();
                    prop_assert_eq!(sum, 0);
                }
                prop_assert!(built.entries().len() >= 2);
                prop_assert!(built.entries().iter().all(|entry| !entry.amount.is_zero()));
            }
        }
    }
}
