//! What a block is.

use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId};

crate::choice! {
    /// Who wants nothing more from the other.
    pub enum Side {
        /// The merchant.
        Merchant = "merchant",
        /// The creator.
        Creator = "creator",
    }
}

/// A merchant and a creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) org: OrgId,
    pub(super) creator: CreatorId,
}

/// One side wants nothing more from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) pair: Pair,
    pub(super) side: Side,
    pub(super) org_name: String,
    pub(super) creator_name: String,
    pub(super) at: Instant,
}
