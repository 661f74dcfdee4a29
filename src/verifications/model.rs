//! What a verification is.

use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, FileId, OrgId, UserId, VerificationId};

crate::choice! {
    /// Where a verification stands. Who never asked has none.
    pub enum VerificationState {
        /// It waits for moderators.
        Asked = "asked",
        /// Two of them agreed.
        Verified = "verified",
        /// One of them refused it, or took it back.
        Refused = "refused",
        /// Its year is over, or a newer one took its place.
        Expired = "expired",
    }
}

crate::choice! {
    /// Why a moderator refuses. Its words are the texts `verifications-reason-{reason}`.
    pub enum RefusalReason {
        /// What was sent cannot be read.
        Unreadable = "unreadable",
        /// Name or number are others there.
        Mismatch = "mismatch",
        /// Nothing shows that it belongs to whoever asked.
        NotYours = "not_yours",
        /// It holds no more.
        Outdated = "outdated",
        /// Somebody else is verified with it.
        Taken = "taken",
        /// It looks made up.
        Doubtful = "doubtful",
        /// In the moderator's words.
        Other = "other",
    }
}

/// Who is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// An organisation.
    Org(OrgId),
    /// A creator.
    Creator(CreatorId),
}

/// What was said and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Papers {
    /// The registered name, or the person's.
    pub(super) name: String,
    /// The registration number; a creator may have none.
    pub(super) number: String,
    /// A public register, or an account that says so.
    pub(super) link: String,
    pub(super) file: Option<FileId>,
}

/// What a moderator said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) by: UserId,
    pub(super) at: Instant,
    /// Of a refusal.
    pub(super) reason: Option<RefusalReason>,
    pub(super) words: String,
}

/// One verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verification {
    pub(super) id: VerificationId,
    pub(super) whose: Whose,
    pub(super) asked_by: UserId,
    pub(super) papers: Papers,
    pub(super) state: VerificationState,
    /// Counts its changes.
    pub(super) version: i64,
    pub(super) asked_at: Instant,
    pub(super) decision: Option<Decision>,
    /// Until when it holds, once it does.
    pub(super) expires_at: Option<Instant>,
}

/// A refusal, as whoever asked may appeal against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Who asked.
    pub asked_by: UserId,
    /// Who refused.
    pub by: UserId,
    /// Why.
    pub words: String,
    /// When.
    pub at: Instant,
    /// Where it is read.
    pub url: String,
}
