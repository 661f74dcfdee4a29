//! What a saved search is.

use crate::failure::Refusal;
use crate::primitives::Instant;
use crate::primitives::id::{SearchId, UserId};

/// Searches of one person.
pub(super) const MOST: usize = 20;
/// A person has as many as he may.
pub(super) const TOO_MANY: Refusal = Refusal::conflict("search.too_many");

/// Something a person looks for in the list of briefs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its id.
    pub id: SearchId,
    /// Whose it is.
    pub user: UserId,
    /// What stands behind the question mark of the list: words and filters.
    pub query: String,
    /// What opened before was told or seen.
    pub looked_at: Instant,
}
