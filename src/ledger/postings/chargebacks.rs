//! A payment that the payer's bank takes back: taken, given back, or lost and borne by whoever the rule says.

use super::{Lines, fact};
use crate::ledger::account::{Account, Bucket, Provider};
use crate::ledger::transaction::{Fact, Kind, LedgerError, Transaction};
use crate::primitives::id::{ContractId, CreatorId, OrgId};
use crate::primitives::{Minor, Money};

/// A case as the books see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Who took the money.
    pub provider: Provider,
    /// The provider's name of it.
    pub name: String,
    /// Whose payment it was.
    pub org: OrgId,
    /// The deal that it was for, if it was for one.
    pub contract: Option<ContractId>,
    /// How much.
    pub money: Money,
}

/// What somebody gives of a lost case: from where, minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FromCreator {
    /// From what is kept back.
    pub on_hold: Minor,
    /// From what clears.
    pub pending: Minor,
    /// From what may be paid out.
    pub available: Minor,
    /// What was not there, and is owed.
    pub debt: Minor,
    /// Of the fees that were earned from the creator.
    pub fees_creator: Minor,
    /// Of the fees that were earned from the merchant.
    pub fees_merchant: Minor,
}

impl Case {
    fn bucket(&self) -> Bucket {
        self.contract.map_or_else(|| Bucket::of(&self.org), |contract| Bucket::of(&contract))
    }

    fn taken(&self) -> Account {
        Account::ProviderDispute(self.name.clone())
    }

    fn fact(&self, kind: Kind) -> Fact {
        Fact { bucket: self.bucket(), contract: self.contract, ..fact(kind, self.name.clone(), &self.org) }
    }
}

/// The fact that a case of this name was opened, won or lost: for whoever asks whether it is in the books.
#[must_use]
pub fn chargeback_fact(kind: Kind, name: &str) -> Fact {
    fact(kind, name.to_owned(), &name)
}

/// M26: the provider took the money, and something for its work.
pub fn chargeback(case: &Case, cost: Minor) -> Result<Transaction, LedgerError> {
    Lines::of(case.money.currency)
        .debit(case.taken(), case.money.amount)?
        .debit(Account::CostChargeback(case.bucket()), cost)?
        .credit(Account::Clearing(case.provider, case.bucket()), case.money.amount.plus(cost)?)?
        .book(case.fact(Kind::Chargeback))
}

/// M27: the bank decided for us, and the money is at the provider again.
pub fn chargeback_won(case: &Case) -> Result<Transaction, LedgerError> {
    Lines::of(case.money.currency)
        .debit(Account::Clearing(case.provider, case.bucket()), case.money.amount)?
        .credit(case.taken(), case.money.amount)?
        .book(case.fact(Kind::ChargebackWon))
}

/// M28 and M29: the money is gone. The organisation bears its part from the wallet, then as a debt; a creator to whom something was left without
/// accepted work bears that from what is kept back, clears or may be paid out, then as a debt, and the fees earned on it go with it.
/// Errors: the parts do not add up to the case.
pub fn chargeback_lost(
    case: &Case,
    (wallet, debt): (Minor, Minor),
    creators: &[(CreatorId, FromCreator)],
) -> Result<Transaction, LedgerError> {
    let mut lines = Lines::of(case.money.currency)
        .debit(Account::Wallet(case.org), wallet)?
        .debit(Account::DebtOfOrg(case.org), debt)?
        .credit(case.taken(), case.money.amount)?;
    for (creator, from) in creators {
        lines = lines
            .debit(Account::OnHold(*creator), from.on_hold)?
            .debit(Account::Pending(*creator), from.pending)?
            .debit(Account::Available(*creator), from.available)?
            .debit(Account::DebtOfCreator(*creator), from.debt)?
            .debit(Account::FeesCreator(case.bucket()), from.fees_creator)?
            .debit(Account::FeesMerchant(case.bucket()), from.fees_merchant)?;
    }
    lines.book(case.fact(Kind::ChargebackLost))
}

/// What an organisation owes after a lost case is paid from its wallet. `reference` names what brought the money there, or what it was to be used for.
pub fn debt_repaid(org: OrgId, reference: &dyn std::fmt::Display, money: Money) -> Result<Transaction, LedgerError> {
    Lines::of(money.currency).debit(Account::Wallet(org), money.amount)?.credit(Account::DebtOfOrg(org), money.amount)?.book(fact(
        Kind::ChargebackLost,
        format!("{org}/repaid/{reference}"),
        &org,
    ))
}
