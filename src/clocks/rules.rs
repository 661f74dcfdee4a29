//! When people are reminded: at half of the time, a day and an hour before.

use super::model::ClockKind;
use crate::primitives::Instant;

/// Whether somebody could act on a reminder. Where only time has to pass, nobody is told to hurry.
const fn reminds(kind: ClockKind) -> bool {
    use ClockKind as K;
    match kind {
        K::BriefJudging | K::BidExpiry | K::Funding | K::Delivery | K::Review | K::Stale | K::CancelAnswer => true,
        K::BriefDeadline | K::Clearance | K::PayoutAccount => false,
    }
}

/// The moments of the reminders, in order, each after the start and before the end.
fn reminders(kind: ClockKind, started: Instant, due: Instant) -> Vec<Instant> {
    if !reminds(kind) {
        return Vec::new();
    }
    let half = Instant(started.0.saturating_add(due.micros_since(started) / 2));
    let mut moments = vec![half, due.plus_hours(-24), due.plus_hours(-1)];
    if kind == ClockKind::Stale {
        // The provider caps how long money may be held: a warning on day 60 of 75.
        moments.push(due.plus_hours(-24 * 15));
    }
    moments.retain(|moment| started < *moment && *moment < due);
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// How many reminders lie behind `now`, and when the clock must be looked at next.
pub(super) fn next(kind: ClockKind, started: Instant, due: Instant, now: Instant) -> (i32, Instant) {
    let moments = reminders(kind, started, due);
    let passed = moments.iter().take_while(|moment| **moment <= now).count();
    (i32::try_from(passed).unwrap_or(i32::MAX), moments.get(passed).copied().unwrap_or(due))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    #[test]
    fn three_reminders_stand_before_the_end_of_three_days() {
        let due = Instant(72 * HOUR);
        let hours: Vec<i64> = reminders(ClockKind::Funding, Instant(0), due).iter().map(|at| at.0 / HOUR).collect();
        assert_eq!(hours, [36, 48, 71]);
        assert_eq!(next(ClockKind::Funding, Instant(0), due, Instant(0)), (0, Instant(36 * HOUR)));
        assert_eq!(next(ClockKind::Funding, Instant(0), due, Instant(36 * HOUR)), (1, Instant(48 * HOUR)));
        assert_eq!(next(ClockKind::Funding, Instant(0), due, Instant(71 * HOUR)), (3, due));
    }

    #[test]
    fn reminders_missed_while_the_service_was_down_are_passed_over() {
        let due = Instant(72 * HOUR);
        assert_eq!(next(ClockKind::Review, Instant(0), due, Instant(50 * HOUR)), (2, Instant(71 * HOUR)));
    }

    #[test]
    fn a_short_clock_has_no_reminder_before_its_start() {
        assert_eq!(reminders(ClockKind::Delivery, Instant(0), Instant(HOUR)), [Instant(HOUR / 2)]);
        assert_eq!(reminders(ClockKind::Delivery, Instant(HOUR), Instant(0)), []);
    }

    #[test]
    fn nobody_is_told_to_hurry_where_only_time_must_pass() {
        assert_eq!(reminders(ClockKind::Clearance, Instant(0), Instant(72 * HOUR)), []);
    }
}
