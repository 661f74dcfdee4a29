//! What is followed.

use crate::primitives::Instant;

crate::choice! {
    /// Whom or what a person follows.
    pub enum FollowKind { Merchant = "merchant", Creator = "creator", Tag = "tag" }
}

/// One of what a person follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// What it is.
    pub kind: FollowKind,
    /// The id of the merchant or the creator, or the tag.
    pub target: String,
    /// Since when.
    pub at: Instant,
}
