//! When things fall due. Time is an argument.

use super::super::model::{Milestone, MilestoneState};
use crate::primitives::{Days, Instant};

/// A contract without money expires after this.
pub const FUNDING_HOURS: i64 = 72;
/// A request for cancellation that nobody answered counts as agreed to after this.
pub const ANSWER_HOURS: i64 = 48;
/// How long after the deadline work counts as late.
const LATE_HOURS: i64 = 24;
/// Money that is held this long without a delivery goes back.
const STALE_HOURS: i64 = 75 * 24;
/// The least time for another version.
const AGAIN_HOURS: i64 = 48;

/// What a deadline depends on besides the milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clockwork {
    /// The time of the act.
    pub now: Instant,
    /// How long the merchant may look at a delivery.
    pub review_days: Days,
    /// How long released money clears, by the creator's record.
    pub clearance_hours: i64,
}

/// When another version is due after changes were requested: half of the time, at least two days.
pub(super) fn due_again(days: Days, now: Instant) -> Instant {
    now.plus_hours(i64::from(days.get()).saturating_mul(12).max(AGAIN_HOURS))
}

/// A day has passed since the deadline of the work.
#[must_use]
pub fn is_late(milestone: &Milestone, now: Instant) -> bool {
    milestone.state == MilestoneState::InProgress && milestone.due_at.is_some_and(|due| due.plus_hours(LATE_HOURS) <= now)
}

/// When held money goes back for want of a delivery: 75 days after it was held, or after the newest delivery.
pub(super) fn stale_at(milestone: &Milestone) -> Option<Instant> {
    milestone.submitted_at.or(milestone.funded_at).map(|since| since.plus_hours(STALE_HOURS))
}
