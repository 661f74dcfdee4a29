//! What a remark is.

use crate::contracts::Party;
use crate::primitives::Instant;
use crate::primitives::id::{MilestoneId, RemarkId, UserId};

/// Where in an item it points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A spot of a picture, in thousandths from the left and from the top.
    Spot {
        /// From the left, 0 to 1,000.
        x: i32,
        /// From the top, 0 to 1,000.
        y: i32,
    },
    /// A second of a film or a sound.
    Second(i32),
    /// All of it.
    Whole,
}

/// An answer under a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Whose side.
    pub party: Party,
    /// What was said.
    pub text: String,
    /// When.
    pub at: Instant,
}

/// Something said about a place in the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its id.
    pub id: RemarkId,
    /// 1, 2, … in its milestone.
    pub no: i32,
    /// What it is about.
    pub milestone: MilestoneId,
    /// The version that was looked at.
    pub version: i32,
    /// Which item of it, from 0.
    pub position: i32,
    /// Where in the item.
    pub place: Place,
    /// Whose side made it.
    pub party: Party,
    /// Who made it.
    pub by: UserId,
    /// What was said.
    pub text: String,
    /// When.
    pub at: Instant,
    /// The newest version when it was done with; none while it is open.
    pub resolved_version: Option<i32>,
    /// What was answered, oldest first.
    pub replies: Vec<Reply>,
}

impl Remark {
    /// Nobody said yet that it is done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.resolved_version.is_none()
    }

    /// It stands on this version: it was made there, or before and not done with until then.
    #[must_use]
    pub fn stands_on(&self, version: i32) -> bool {
        self.version <= version && self.resolved_version.is_none_or(|resolved| version <= resolved)
    }
}
