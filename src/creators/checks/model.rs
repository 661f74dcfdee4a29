//! What a check is.

use crate::creators::model::Way;
use crate::primitives::Instant;
use crate::primitives::id::{ChannelId, CheckId, FileId, UserId};

crate::choice! {
    /// Where a check stands.
    pub enum CheckState {
        /// The page is looked at, or a moderator is.
        Waiting = "waiting",
        /// The channel is its creator's.
        Passed = "passed",
        /// Nothing showed it.
        Failed = "failed",
        /// Its 90 days are over, a newer one took its place, or the channel is another one.
        Ended = "ended",
    }
}

crate::choice! {
    /// Why it failed, or what the last look found. Its words are the texts `checks-reason-{reason}`.
    pub enum Reason {
        /// The page answers, and the code is not there.
        Missing = "missing",
        /// The address leads elsewhere.
        Moved = "moved",
        /// Nothing answers there.
        Unreachable = "unreachable",
        /// The page is not for everybody.
        Closed = "closed",
        /// The screenshot cannot be read.
        Unreadable = "unreadable",
        /// It does not show the code.
        NoCode = "no_code",
        /// It shows another account.
        Another = "another",
        /// It looks made up.
        Doubtful = "doubtful",
        /// In the moderator's words.
        Other = "other",
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) id: CheckId,
    pub(super) channel: ChannelId,
    pub(super) way: Way,
    /// As it stood when it was asked for.
    pub(super) url: String,
    pub(super) state: CheckState,
    /// Counts its changes.
    pub(super) version: i64,
    pub(super) asked_by: UserId,
    pub(super) asked_at: Instant,
    /// How often the page was looked at.
    pub(super) tries: i64,
    /// When it is looked at next.
    pub(super) next_at: Option<Instant>,
    pub(super) file: Option<FileId>,
    pub(super) reason: Option<Reason>,
    /// A moderator's.
    pub(super) words: String,
    /// The moderator; nobody where a page or the clock said it.
    pub(super) decided_by: Option<UserId>,
    pub(super) decided_at: Option<Instant>,
    /// Until when it holds, once it does.
    pub(super) expires_at: Option<Instant>,
}

/// A moderator's refusal, to whom it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Who asked.
    pub asked_by: UserId,
    /// Who decided.
    pub by: UserId,
    /// The reason, a colon and the moderator's words.
    pub words: String,
    /// When.
    pub at: Instant,
    /// Where its creator reads about it.
    pub url: String,
}

/// How a check ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The moderator; nobody where a page said it.
    pub(super) by: Option<UserId>,
    pub(super) at: Instant,
    pub(super) reason: Option<Reason>,
    pub(super) words: String,
}
