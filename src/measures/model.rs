//! A step that was taken, and a login as moderators see it.

use crate::primitives::id::{CreatorId, UserId};
use crate::primitives::{Email, Instant};
use crate::sessions::{Measure, MeasureStep};

/// A step that was taken about a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) step: MeasureStep,
    pub(super) reason: String,
    pub(super) by: UserId,
    pub(super) at: Instant,
}

/// A login in the list of moderators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: UserId,
    pub(super) name: String,
    pub(super) email: Email,
    pub(super) created_at: Instant,
    /// What holds now.
    pub(super) measure: Option<Measure>,
    pub(super) creator: Option<CreatorId>,
}
