//! What is said about a bid.

use crate::bids::Party;
use crate::files::File;
use crate::primitives::Instant;
use crate::primitives::id::{BidId, MessageId, UserId};

/// Something that one side wrote about a bid. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its id.
    pub id: MessageId,
    /// What it is about.
    pub bid: BidId,
    /// The side that wrote.
    pub party: Party,
    /// The person.
    pub by: UserId,
    /// The words.
    pub text: String,
    /// SHA-256 of the words, lower-case hexadecimal.
    pub sha256: String,
    /// What it corrects.
    pub supersedes: Option<MessageId>,
    /// The words that it corrects.
    pub before: Option<String>,
    /// What corrects it.
    pub superseded_by: Option<MessageId>,
    /// What came with it.
    pub files: Vec<File>,
    /// When.
    pub at: Instant,
}
