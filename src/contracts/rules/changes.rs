//! More time and more work: what the creator may take by himself, what the other side must agree to.

use super::super::model::{ChangeOrder, Contract, ContractState, Milestone, MilestoneState};
use super::deadlines;
use super::plan::MOST_MILESTONES;
use crate::failure::{Refusal, STATE_REFUSED};
use crate::primitives::Instant;

/// Somebody asked for more time already, and nobody has answered.
pub const EXTENSION_OPEN: Refusal = Refusal::conflict("extension.open");
/// The deal has as many parts as it may have, with those that are proposed.
pub const ORDER_FULL: Refusal = Refusal::conflict("change_order.full");
/// More time that nobody answered is refused after this.
pub const EXTENSION_HOURS: i64 = 48;
/// A change order that nobody answered lapses after this.
pub const ORDER_HOURS: i64 = 7 * 24;
/// Agreed extra work that nobody funded is dropped after this.
pub const ORDER_FUNDING_HOURS: i64 = 72;

/// The most days that the creator takes by himself, whatever the duration.
const MOST_ALONE: i32 = 7;
/// The most days of one extension.
const MOST_DAYS: i64 = 90;

/// A deadline runs that can be moved.
pub fn takes_time(milestone: &Milestone) -> Result<Instant, Refusal> {
    let works = matches!(milestone.state, MilestoneState::InProgress | MilestoneState::ChangesRequested);
    milestone.due_at.filter(|_| works).ok_or(STATE_REFUSED)
}

/// The days that the creator may take by himself, once and before the deadline: a quarter of the duration, at most a week.
#[must_use]
pub fn days_alone(milestone: &Milestone, has_taken: bool, now: Instant) -> i32 {
    let in_time = takes_time(milestone).is_ok_and(|due| now < due);
    if in_time && !has_taken { (milestone.days.get() / 4).min(MOST_ALONE) } else { 0 }
}

/// The most days that can be asked for: held money goes back for want of a delivery at some time, and no deadline lies behind that.
#[must_use]
pub fn most_days(milestone: &Milestone, now: Instant) -> i32 {
    const DAY: i64 = 24 * 3_600 * 1_000_000;
    let from = milestone.due_at.unwrap_or(now).max(now);
    let room = deadlines::stale_at(milestone).map_or(0, |stale| stale.micros_since(from) / DAY);
    i32::try_from(room.clamp(0, MOST_DAYS)).unwrap_or(0)
}

/// The milestone with so many more days: after its deadline, or from now if that has passed.
#[must_use]
pub fn extended(milestone: &Milestone, days: i32, now: Instant) -> Milestone {
    let from = milestone.due_at.unwrap_or(now).max(now);
    let mut after = milestone.clone();
    after.due_at = Some(from.plus_hours(24 * i64::from(days)));
    after.version += 1;
    after
}

/// Extra work may be proposed: the deal runs, and has room for one more part beside those that are proposed.
pub fn takes_orders(contract: &Contract, milestones: usize, open: usize) -> Result<(), Refusal> {
    if contract.state != ContractState::Active {
        return Err(STATE_REFUSED);
    }
    if milestones + open < MOST_MILESTONES { Ok(()) } else { Err(ORDER_FULL) }
}

/// It still waits for its answer.
pub fn is_open(order: &ChangeOrder, now: Instant) -> Result<(), Refusal> {
    if order.answered_at.is_none() && now < order.answer_by { Ok(()) } else { Err(STATE_REFUSED) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::rules::test_values::milestone;
    use crate::primitives::Days;

    fn running(days: i32) -> Milestone {
        let due = Instant(0).plus_hours(24 * i64::from(days));
        Milestone { days: Days::new(days).unwrap(), due_at: Some(due), ..milestone(MilestoneState::InProgress) }
    }

    #[test]
    fn a_quarter_of_the_time_at_most_a_week_once_and_in_time() {
        let alone: Vec<i32> = [1, 3, 4, 10, 27, 28, 40].into_iter().map(|days| days_alone(&running(days), false, Instant(0))).collect();
        assert_eq!(alone, [0, 0, 1, 2, 6, 7, 7]);
        assert_eq!(days_alone(&running(10), true, Instant(0)), 0);
        let late = running(10).due_at.unwrap();
        assert_eq!((days_alone(&running(10), false, Instant(late.0 - 1)), days_alone(&running(10), false, late)), (2, 0));
        assert_eq!(takes_time(&milestone(MilestoneState::Submitted)), Err(STATE_REFUSED));
    }

    #[test]
    fn days_are_added_to_the_deadline_or_to_now_and_end_before_the_money_goes_back() {
        let due = Instant(0).plus_hours(240);
        assert_eq!(extended(&running(10), 2, Instant(0)).due_at, Some(due.plus_hours(48)));
        let later = due.plus_hours(5);
        assert_eq!(extended(&running(10), 2, later).due_at, Some(later.plus_hours(48)));
        assert_eq!((most_days(&running(10), Instant(0)), most_days(&running(70), Instant(0))), (65, 5));
        assert_eq!(most_days(&running(10), Instant(0).plus_hours(80 * 24)), 0);
    }
}
