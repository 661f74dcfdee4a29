//! What a list is.

use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, ListId, OrgId};

/// Creators whom a merchant remembers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    pub(super) id: ListId,
    pub(super) org: OrgId,
    pub(super) org_name: String,
    pub(super) name: String,
    /// How many stand in it.
    pub(super) count: i64,
}

/// A creator in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) creator: CreatorId,
    pub(super) handle: String,
    pub(super) name: String,
    /// In the house's words, or empty.
    pub(super) note: String,
    pub(super) at: Instant,
}
