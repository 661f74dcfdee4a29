//! What a payout is, and the account that payouts go to.

use crate::ledger::{Provider, postings};
use crate::primitives::id::{CreatorId, PayoutAccountId, PayoutId};
use crate::primitives::{Currency, Instant, Minor, Money};

crate::choice! {
    /// Where a payout stands.
    pub enum PayoutState {
        /// Asked for, to be sent at once.
        Requested = "requested",
        /// Asked for, to be sent when the changed account may be used.
        Scheduled = "scheduled",
        /// The provider has it.
        InTransit = "in_transit",
        /// It arrived.
        Paid = "paid",
        /// It did not arrive; the money is available again.
        Failed = "failed",
        /// It arrived and the bank sent it back; the money is available again.
        Returned = "returned",
        /// Taken back before it was sent.
        Cancelled = "cancelled",
    }
}

/// A payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    /// Its id.
    pub id: PayoutId,
    /// Whose.
    pub creator: CreatorId,
    /// Where it goes.
    pub account: PayoutAccountId,
    /// What leaves the available balance.
    pub money: Money,
    /// The part of it that pays a debt; the rest travels.
    pub debt_paid: Minor,
    /// Where it stands.
    pub state: PayoutState,
    /// Counts its changes.
    pub version: i64,
    /// The provider's word for why it failed.
    pub failure_code: Option<String>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it arrived, failed, came back or was cancelled.
    pub ended_at: Option<Instant>,
}

impl Payout {
    /// As the books see it.
    #[must_use]
    pub const fn booked(&self, provider: Provider) -> postings::Payout {
        postings::Payout { id: self.id, creator: self.creator, provider, money: self.money, debt: self.debt_paid }
    }
}

/// Where a creator's payouts go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutAccount {
    /// Its id.
    pub id: PayoutAccountId,
    /// Whose.
    pub creator: CreatorId,
    /// In whose name.
    pub name: String,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// Payouts to it are in this currency.
    pub currency: Currency,
    /// Nothing is sent to it before.
    pub usable_at: Instant,
    /// When it was named.
    pub created_at: Instant,
}

impl PayoutAccount {
    /// Payouts to it are sent.
    #[must_use]
    pub fn is_usable(&self, now: Instant) -> bool {
        now >= self.usable_at
    }
}

/// An account as its owner names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// In whose name.
    pub name: String,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// Of its payouts.
    pub currency: Currency,
}
