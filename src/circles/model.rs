//! What a circle is.

use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, LetterId, OrgId};

crate::choice! {
    /// Where a creator stands to a circle.
    pub enum MemberState { Invited = "invited", Member = "member", Declined = "declined", Left = "left", Removed = "removed" }
}

/// A creator and a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) creator: CreatorId,
    pub(super) handle: String,
    pub(super) name: String,
    pub(super) state: MemberState,
    /// Reads letters on the page only.
    pub(super) is_muted: bool,
    /// Since when it stands so.
    pub(super) at: Instant,
}

/// What a merchant wrote to its circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) id: LetterId,
    pub(super) body: String,
    pub(super) at: Instant,
    /// How many members were told.
    pub(super) delivered: i64,
    /// How many of them were done with the notice.
    pub(super) read: i64,
    /// What it asks.
    pub(super) poll: Option<Poll>,
}

/// A question to a circle, as one reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Poll {
    pub(super) ends_at: Instant,
    pub(super) answers: Vec<Answer>,
    /// What the reader answered.
    pub(super) own: Option<i32>,
}

/// One of its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) position: i32,
    pub(super) text: String,
    pub(super) votes: i64,
}

/// Answers to choose from, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPoll {
    /// Two to six.
    pub answers: Vec<String>,
    /// From then on nobody answers.
    pub ends_at: Instant,
}

/// A circle in a list of somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Circle {
    pub(super) org: OrgId,
    pub(super) name: String,
    /// The reader's own standing, as a creator.
    pub(super) state: Option<MemberState>,
    /// How many are in it.
    pub(super) members: i64,
}
