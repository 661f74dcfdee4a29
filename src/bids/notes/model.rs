//! What a note is.

/// What a merchant keeps about a bid for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::bids) struct Note {
    /// It stands before the others.
    pub(in crate::bids) is_starred: bool,
    /// The words; may be empty.
    pub(in crate::bids) text: String,
    /// Counts what was written; 0 before the first words.
    pub(in crate::bids) version: i64,
}
