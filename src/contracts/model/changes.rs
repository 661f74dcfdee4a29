//! How a deal changes while it runs: more time for a milestone, and more work for more money.

use super::Party;
use crate::primitives::id::{ChangeOrderId, ContractId, ExtensionId, MilestoneId, UserId};
use crate::primitives::{Days, Instant, Minor};

crate::choice! {
    /// Where an extension stands.
    pub enum ExtensionState { Requested = "requested", Agreed = "agreed", Refused = "refused", Lapsed = "lapsed" }
}

crate::choice! {
    /// Where a change order stands.
    pub enum OrderState { Proposed = "proposed", Agreed = "agreed", Refused = "refused", Lapsed = "lapsed" }
}

/// More time for a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Its id.
    pub id: ExtensionId,
    /// The milestone.
    pub milestone: MilestoneId,
    /// Where it stands.
    pub state: ExtensionState,
    /// So many more days.
    pub days: i32,
    /// Why; may be empty.
    pub reason: String,
    /// Who asked, or took it.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Instant,
    /// When silence refuses it; none for what the creator took by himself.
    pub answer_by: Option<Instant>,
    /// Who answered; none for silence.
    pub answered_by: Option<UserId>,
    /// When it was answered or lapsed.
    pub answered_at: Option<Instant>,
}

impl Extension {
    /// The creator took it without asking.
    #[must_use]
    pub const fn is_alone(&self) -> bool {
        self.answer_by.is_none()
    }
}

/// Extra work for a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeOrder {
    /// Its id.
    pub id: ChangeOrderId,
    /// The deal.
    pub contract: ContractId,
    /// Where it stands.
    pub state: OrderState,
    /// What it is, in a line.
    pub title: String,
    /// In the contract's currency.
    pub price: Minor,
    /// How long the work takes once started.
    pub days: Days,
    /// What is to be done.
    pub text: String,
    /// Who proposed it.
    pub asked_by: UserId,
    /// His side.
    pub asked_party: Party,
    /// When.
    pub asked_at: Instant,
    /// When silence lets it lapse.
    pub answer_by: Instant,
    /// Who answered; none for silence.
    pub answered_by: Option<UserId>,
    /// When it was answered or lapsed.
    pub answered_at: Option<Instant>,
    /// Once agreed: what came of it.
    pub milestone: Option<MilestoneId>,
    /// SHA-256 of its words once agreed, lower-case hexadecimal.
    pub sha256: Option<String>,
}
