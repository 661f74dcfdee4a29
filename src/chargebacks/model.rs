//! What a chargeback is.

use crate::ledger::{Provider, postings};
use crate::primitives::id::{ChargebackId, CheckoutId, ContractId, CreatorId, MilestoneId, OrgId};
use crate::primitives::{Instant, Minor, Money};

crate::choice! {
    /// Where a chargeback stands.
    pub enum ChargebackState {
        /// The payer's bank took the money, or asks about it.
        Opened = "opened",
        /// The bank has what speaks for us.
        EvidenceSent = "evidence_sent",
        /// The money is ours again.
        Won = "won",
        /// The money is gone.
        Lost = "lost",
    }
}

impl ChargebackState {
    /// The outcome is open.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Opened | Self::EvidenceSent => true,
            Self::Won | Self::Lost => false,
        }
    }
}

/// A chargeback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chargeback {
    /// Its id.
    pub id: ChargebackId,
    /// The provider's name of it.
    pub provider_ref: String,
    /// The payment.
    pub checkout: CheckoutId,
    /// Who paid.
    pub org: OrgId,
    /// What for, if for a deal.
    pub contract: Option<ContractId>,
    /// How much of the payment.
    pub money: Money,
    /// Why, in the provider's word.
    pub reason: String,
    /// Where it stands.
    pub state: ChargebackState,
    /// Counts its changes.
    pub version: i64,
    /// When it was first seen.
    pub opened_at: Instant,
    /// Until when the provider takes evidence.
    pub due_at: Option<Instant>,
    /// When the money was taken; a mere question takes none.
    pub taken_at: Option<Instant>,
    /// When the evidence goes out by itself.
    pub send_at: Instant,
    /// When it went out.
    pub sent_at: Option<Instant>,
    /// What went out.
    pub evidence: String,
    /// What the organisation bore of a lost one, minor units.
    pub borne_by_org: Minor,
    /// What creators and the platform's fees bore.
    pub borne_by_creator: Minor,
    /// When the provider was last asked.
    pub looked_at: Instant,
    /// When it was decided.
    pub ended_at: Option<Instant>,
}

impl Chargeback {
    /// As the books see it.
    #[must_use]
    pub fn booked(&self, provider: Provider) -> postings::Case {
        postings::Case { provider, name: self.provider_ref.clone(), org: self.org, contract: self.contract, money: self.money }
    }
}

/// A milestone that the payment was for: what it took, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) milestone: MilestoneId,
    pub(super) creator: CreatorId,
    /// Price and fee.
    pub(super) total: Minor,
    /// What was left to the creator without accepted work, if anything was.
    pub(super) left: Option<Left>,
}

/// What a cancellation left, minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) to_creator: Minor,
    pub(super) creator_fee: Minor,
    pub(super) merchant_fee: Minor,
}

/// What a creator gives back of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) milestone: MilestoneId,
    pub(super) creator: CreatorId,
    pub(super) back: Left,
}

/// Who bears a lost chargeback; the parts add up to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bearing {
    pub(super) org: Minor,
    pub(super) shares: Vec<Share>,
}
