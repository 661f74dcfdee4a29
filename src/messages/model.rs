//! What a message is.

use crate::contracts::Party;
use crate::files::File;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, MessageId, UserId};

/// Something that one side wrote. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The deal.
    pub contract: ContractId,
    /// The side that wrote.
    pub party: Party,
    /// The person.
    pub by: UserId,
    /// The words.
    pub text: String,
    /// SHA-256 of the words, lower-case hexadecimal.
    pub sha256: String,
    /// The message that it corrects.
    pub supersedes: Option<MessageId>,
    /// The words of that message.
    pub before: Option<String>,
    /// The message that corrects it.
    pub superseded_by: Option<MessageId>,
    /// What came with it.
    pub files: Vec<File>,
    /// When.
    pub at: Instant,
}
