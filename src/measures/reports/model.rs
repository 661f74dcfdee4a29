//! What a report is.

use crate::primitives::Instant;
use crate::primitives::id::{ReportId, UserId};
use crate::sessions::MeasureStep;

crate::choice! {
    /// What a report is about.
    pub enum ReportKind {
        /// A message of a deal.
        Message = "message",
        /// A brief.
        Brief = "brief",
        /// A creator's profile.
        Creator = "creator",
    }
}

crate::choice! {
    /// Why something is reported.
    pub enum ReportReason {
        /// Somebody wants to cheat.
        Fraud = "fraud",
        /// Somebody wants to deal or pay elsewhere.
        OffPlatform = "off_platform",
        /// Insults, threats, hate.
        Insult = "insult",
        /// Against the law.
        Illegal = "illegal",
        /// Advertising, or the same again and again.
        Spam = "spam",
        /// Somebody else's work or name.
        Rights = "rights",
        /// In the reporter's words.
        Other = "other",
    }
}

crate::choice! {
    /// What a moderator does.
    pub enum Outcome {
        /// No rule was broken.
        Nothing = "nothing",
        /// A warning.
        Warn = "warn",
        /// Fewer bids and briefs.
        Throttle = "throttle",
        /// No way in.
        Suspend = "suspend",
    }
}

impl Outcome {
    /// The step against the login that it is.
    pub(super) const fn step(self) -> Option<MeasureStep> {
        match self {
            Self::Nothing => None,
            Self::Warn => Some(MeasureStep::Warn),
            Self::Throttle => Some(MeasureStep::Throttle),
            Self::Suspend => Some(MeasureStep::Suspend),
        }
    }
}

/// The thing that is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) kind: ReportKind,
    /// Its id.
    pub(super) subject: String,
    /// Who is behind it.
    pub(super) user: UserId,
    /// What is to be read there.
    pub(super) excerpt: String,
    /// Where.
    pub(super) url: String,
}

/// What a moderator answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answered {
    pub(super) outcome: Outcome,
    /// The rule that was broken, where one was.
    pub(super) rule: Option<ReportReason>,
    /// For whoever reported it, and for the log.
    pub(super) words: String,
    pub(super) by: UserId,
    pub(super) at: Instant,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) id: ReportId,
    pub(super) thing: Thing,
    pub(super) by: UserId,
    pub(super) reason: ReportReason,
    pub(super) words: String,
    pub(super) at: Instant,
    pub(super) answered: Option<Answered>,
}
