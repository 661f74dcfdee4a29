//! What is new.

use crate::primitives::Instant;

crate::choice! {
    /// What came from whom a person follows. Its words are the texts `news-item-{kind}`.
    pub enum ItemKind { Brief = "brief", Work = "work", Package = "package", Creator = "creator" }
}

/// One new thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its title; of a creator the name.
    pub title: String,
    /// From whom.
    pub who: String,
    /// Where it stands.
    pub path: String,
    /// Since when it is there.
    pub at: Instant,
}
