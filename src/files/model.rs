//! What a file is.

use crate::platform::intake::Received;
use crate::platform::sniff::MediaType;
use crate::platform::storage::StorageKey;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId, UserId};

crate::choice! {
    /// What a file is for, which says who may see it.
    pub enum Purpose {
        /// A creator shows it to everybody.
        Portfolio = "portfolio",
        /// It explains a brief to whoever may read the brief, or came with words about a bid, for its two sides.
        Brief = "brief",
        /// It is the work of a deal: for its two sides, the original only after it is paid for.
        Delivery = "delivery",
        /// It shows who is behind an organisation or a creator: for its owner and moderators.
        Verification = "verification",
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// What it is for.
    pub purpose: Purpose,
    /// Who sent it.
    pub owner: UserId,
    /// The deal it belongs to.
    pub contract: Option<ContractId>,
    /// As its sender named it.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// By its content.
    pub media: MediaType,
    /// Pixels across and down of a picture.
    pub pixels: Option<(i32, i32)>,
    /// Where the bytes are.
    pub key: StorageKey,
    /// Where the copies of a picture are.
    pub preview: Option<StorageKey>,
    /// When it came.
    pub created_at: Instant,
}

impl File {
    /// A file that has just come in.
    #[must_use]
    pub fn new(purpose: Purpose, owner: UserId, contract: Option<ContractId>, received: &Received, at: Instant) -> Self {
        Self {
            id: FileId::random(),
            purpose,
            owner,
            contract,
            name: received.name.clone(),
            size: received.stored.size,
            sha256: received.stored.sha256.clone(),
            media: received.media,
            pixels: received.copies.as_ref().map(|copies| (copies.width, copies.height)),
            key: received.stored.key.clone(),
            preview: received.copies.as_ref().map(|copies| copies.preview.clone()),
            created_at: at,
        }
    }
}
