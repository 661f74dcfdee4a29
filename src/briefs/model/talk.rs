//! Who is asked and who asks.

use crate::primitives::{
    Instant,
    id::{BriefId, CreatorId, QuestionId, UserId},
};

/// A creator beside what he said or was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatorName {
    /// Its id.
    pub id: CreatorId,
    /// Name in addresses.
    pub handle: String,
    /// Name.
    pub name: String,
}

/// Asked in public about a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// Its id.
    pub id: QuestionId,
    /// About which brief.
    pub brief: BriefId,
    /// Who asked: for the platform alone.
    pub user: UserId,
    /// Who asked, if he shows himself as a creator.
    pub asker: Option<CreatorName>,
    /// The question.
    pub text: String,
    /// When.
    pub at: Instant,
    /// What the merchant said, and when.
    pub answer: Option<(String, Instant)>,
}

/// A creator who was invited to a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Which brief.
    pub brief: BriefId,
    /// Who.
    pub creator: CreatorName,
    /// When.
    pub at: Instant,
    /// When he said no.
    pub declined_at: Option<Instant>,
}

/// An open brief to which a creator is invited and has not declined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// Which brief.
    pub brief: BriefId,
    /// Its title.
    pub title: String,
    /// The merchant's name.
    pub merchant: String,
    /// Until when bids are taken.
    pub bid_deadline: Option<Instant>,
}
