//! What an opinion is.

use crate::contracts::Party;
use crate::primitives::Instant;
use crate::primitives::id::{MilestoneId, OpinionId, UserId};

crate::choice! {
    /// What a moderator makes of a version.
    pub enum Verdict {
        /// It is what was agreed.
        AsAgreed = "as_agreed",
        /// But for small things.
        Mostly = "mostly",
        /// It is not.
        NotAsAgreed = "not_as_agreed",
        /// The agreement does not say.
        CannotSay = "cannot_say",
    }
}

/// What a moderator said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// In one word.
    pub verdict: Verdict,
    /// In his words.
    pub words: String,
    /// Who said it.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// A question to a moderator, and his answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Its id.
    pub id: OpinionId,
    /// The milestone whose work is looked at.
    pub milestone: MilestoneId,
    /// The version that is looked at.
    pub version: i32,
    /// Whose side asked.
    pub party: Party,
    /// Who asked.
    pub by: UserId,
    /// What was asked.
    pub question: String,
    /// When.
    pub at: Instant,
    /// The answer; none while a moderator is waited for.
    pub given: Option<Given>,
}
