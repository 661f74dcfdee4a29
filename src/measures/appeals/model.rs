//! What an appeal is.

use crate::primitives::Instant;
use crate::primitives::id::{AppealId, UserId};

crate::choice! {
    /// What is appealed against.
    pub enum AppealKind {
        /// A step against the login.
        Measure = "measure",
        /// A step against an organisation.
        OrgMeasure = "org_measure",
        /// Points for a broken rule.
        Points = "points",
        /// The answer to a report of one's own.
        Report = "report",
        /// The refusal of a brief.
        Brief = "brief",
        /// The refusal of a verification.
        Verification = "verification",
        /// The refusal of a creator's channel.
        Channel = "channel",
    }
}

crate::choice! {
    /// What became of it.
    pub enum AppealState {
        /// Nobody has answered.
        Waiting = "waiting",
        /// It was wrong, and is undone.
        Granted = "granted",
        /// It stays.
        Dismissed = "dismissed",
    }
}

/// A decision of a moderator, to whoever it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) kind: AppealKind,
    /// Its id.
    pub(super) subject: String,
    /// Who decided.
    pub(super) by: UserId,
    /// What was decided and why, in words.
    pub(super) words: String,
    pub(super) at: Instant,
    /// Where the person reads about it.
    pub(super) url: String,
}

/// An appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Appeal {
    pub(super) id: AppealId,
    pub(super) kind: AppealKind,
    pub(super) subject: String,
    pub(super) user: UserId,
    pub(super) decided_by: UserId,
    /// What was decided and why, as it stood then.
    pub(super) decision: String,
    pub(super) words: String,
    pub(super) at: Instant,
    pub(super) state: AppealState,
    pub(super) answer: String,
}
