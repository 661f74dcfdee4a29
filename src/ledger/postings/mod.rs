//! What each event does to the money, to the minor unit: the table of postings as pure functions. Fees are `floor(amount × bps / 10000)`; a
//! merchant's fee is divided by the floor too, and the rest follows the money that was earned.
//!
//! Nothing here decides whether an event may happen, and nothing reads a database.

mod chargebacks;
mod deal;
mod disputes;
mod money_in_and_out;
mod pools;
#[cfg(test)]
mod tests;

pub use chargebacks::{Case, FromCreator, chargeback, chargeback_fact, chargeback_lost, chargeback_won, debt_repaid};
pub use deal::{Deal, Shares, agency_share, cancel, clear, fund, kill_fee, partial_refund, release, release_part, tip};
pub use disputes::{Contest, freeze, freeze_after_approval, ruling, settlement, unfreeze, unfreeze_after_approval};
pub use money_in_and_out::{
    Apart, Payout, capture, explained, not_sent_back, payout_done, payout_failed, payout_imported, payout_returned, payout_start,
    provider_cost, sent_back, unexplained, unexplained_again, unexplained_cost, withdrawal, withdrawal_imported, withdrawal_returned,
};

pub use pools::{Aside, clear_share, hire, pool_fund, pool_return, prize, prize_share};

use super::account::{Account, Bucket};
use super::transaction::{Entry, Fact, Kind, LedgerError, Transaction};
use crate::primitives::{Currency, Minor};

/// The lines of one currency, as they are written down.
struct Lines {
    currency: Currency,
    entries: Vec<Entry>,
}

impl Lines {
    const fn of(currency: Currency) -> Self {
        Self { currency, entries: Vec::new() }
    }

    fn debit(mut self, account: Account, amount: Minor) -> Result<Self, LedgerError> {
        self.entries.push(Entry::debit(account, self.currency, amount)?);
        Ok(self)
    }

    fn credit(mut self, account: Account, amount: Minor) -> Result<Self, LedgerError> {
        self.entries.push(Entry::credit(account, self.currency, amount)?);
        Ok(self)
    }

    fn book(self, fact: Fact) -> Result<Transaction, LedgerError> {
        Transaction::new(fact, self.entries)
    }
}

/// A fact that belongs to no deal.
fn fact(kind: Kind, reference: String, owner: &dyn std::fmt::Display) -> Fact {
    Fact { kind, reference, bucket: Bucket::of(owner), contract: None, milestone: None }
}
