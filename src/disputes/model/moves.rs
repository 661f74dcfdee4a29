//! Deadlines that move.

use super::Actor;
use crate::clocks::ClockKind;
use crate::contracts::Party;
use crate::primitives::Instant;
use crate::primitives::id::{DisputeId, MoveId, UserId};

crate::choice! {
    /// What became of a wish for another deadline.
    pub enum MoveState {
        /// The other side has not answered.
        Asked = "asked",
        /// Both wanted it.
        Agreed = "agreed",
        /// The other side did not.
        Refused = "refused",
        /// An arbiter set it.
        Imposed = "imposed",
        /// The dispute went on, or an arbiter set another one.
        Void = "void",
    }
}

/// A deadline that was moved, or that somebody wants moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Its id.
    pub id: MoveId,
    /// The dispute.
    pub dispute: DisputeId,
    /// Which clock.
    pub clock: ClockKind,
    /// When it was due.
    pub from: Instant,
    /// When it is to be.
    pub to: Instant,
    /// Why.
    pub reason: String,
    /// Whose wish it is.
    pub by: Actor,
    /// The person.
    pub user: UserId,
    /// When it was said.
    pub at: Instant,
    /// What became of it.
    pub state: MoveState,
}

impl Move {
    /// It is this side's wish.
    #[must_use]
    pub fn is_of(&self, party: Party) -> bool {
        matches!((self.by, party), (Actor::Merchant, Party::Merchant) | (Actor::Creator, Party::Creator))
    }
}
