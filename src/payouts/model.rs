//! What a payout is, and the account that payouts go to.

use crate::failure::Failure;
use crate::ledger::{Payee, Provider, postings};
use crate::operations::{Operation, OperationState};
use crate::platform::gateway::Standing;
use crate::primitives::id::{PayoutAccountId, PayoutId};
use crate::primitives::{Currency, Instant, Minor, Money};
use crate::web::Site;

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
    pub payee: Payee,
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
        postings::Payout { id: self.id, payee: self.payee, provider, money: self.money, debt: self.debt_paid }
    }
}

crate::choice! {
    /// Why a payout takes longer than it should. Its words are the texts `payouts-late-{late}`.
    pub enum Late {
        /// Nothing is sent out until a person has looked at the books.
        Paused = "paused",
        /// Our balance at the provider is too small.
        Blocked = "blocked",
        /// The provider is busy, or does not answer.
        Busy = "busy",
        /// Nobody knows whether it happened: it is looked up.
        LookedUp = "looked_up",
        /// The provider shows something else: a person looks.
        Person = "person",
    }
}

impl Late {
    /// Why a call has not come to its end, if it should have. `paused`: nothing is sent out now.
    #[must_use]
    pub fn of(call: &Operation, paused: bool) -> Option<Self> {
        match call.state {
            OperationState::Unknown if call.next_at.0 == i64::MAX => Some(Self::Person),
            OperationState::Unknown => Some(Self::LookedUp),
            _ if paused && call.may_still_go() => Some(Self::Paused),
            OperationState::Blocked => Some(Self::Blocked),
            OperationState::Retry => Some(Self::Busy),
            OperationState::Queued
            | OperationState::Sending
            | OperationState::Waiting
            | OperationState::Declined
            | OperationState::Done
            | OperationState::Abandoned => None,
        }
    }
}

/// Where somebody's payouts go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutAccount {
    /// Its id.
    pub id: PayoutAccountId,
    /// Whose.
    pub payee: Payee,
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
    /// The provider's name of it, where the provider has one.
    pub provider_ref: Option<String>,
    /// Whether the provider pays to it.
    pub standing: Standing,
    /// What the provider still wants to know, in its own words.
    pub needs: Vec<String>,
    /// By when.
    pub needs_by: Option<Instant>,
    /// The provider's page on which it asks, and until when that is open.
    pub onboarding: Option<(String, Instant)>,
}

crate::choice! {
    /// Whether payouts to an account are sent.
    pub enum AccountState {
        /// The provider wants to know more.
        Incomplete = "incomplete",
        /// They are.
        Usable = "usable",
        /// It was changed: they are from `usable_at` on.
        Waiting = "waiting",
        /// The provider does not.
        Restricted = "restricted",
    }
}

impl PayoutAccount {
    /// Payouts to it are sent.
    #[must_use]
    pub fn is_usable(&self, now: Instant) -> bool {
        self.state(now) == AccountState::Usable
    }

    /// Whether payouts to it are sent, and if not, why.
    #[must_use]
    pub fn state(&self, now: Instant) -> AccountState {
        match self.standing {
            Standing::Incomplete => AccountState::Incomplete,
            Standing::Restricted => AccountState::Restricted,
            Standing::Usable if now < self.usable_at => AccountState::Waiting,
            Standing::Usable => AccountState::Usable,
        }
    }

    /// The provider's page on which it asks, while it is open.
    #[must_use]
    pub fn onboarding_url(&self, now: Instant) -> Option<&str> {
        self.onboarding.as_ref().filter(|(_, until)| now < *until).map(|(url, _)| url.as_str())
    }
}

/// The address under which somebody's pages of payouts stand, without a slash at the end.
#[must_use]
pub(super) fn home(payee: Payee) -> String {
    match payee {
        Payee::Creator(_) => "/wallet".to_owned(),
        Payee::Agency(org) => format!("/agencies/{org}"),
    }
}

/// Where payouts are asked for: the provider as the books name it, and where its pages lead back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// As the books name it.
    pub provider: Provider,
    /// Without a slash at the end.
    pub base_url: String,
}

impl Desk {
    /// The desk of a running server.
    pub fn of(site: &Site) -> Result<Self, Failure> {
        Ok(Self { provider: Provider::of(&*site.gateway)?, base_url: site.config.base_url.clone() })
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
