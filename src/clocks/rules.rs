//! When people are reminded: at half of the time, a day and an hour before; of some things less often.

use super::model::ClockKind;
use crate::primitives::Instant;

/// The moments of the reminders, in order, each after the start and before the end.
fn reminders(kind: ClockKind, started: Instant, due: Instant) -> Vec<Instant> {
    use ClockKind as K;
    let half = Instant(started.0.saturating_add(due.micros_since(started) / 2));
    let before = |hours: i64| due.plus_hours(-hours);
    let mut moments = match kind {
        K::Funding
        | K::BidOffer
        | K::Start
        | K::Delivery
        | K::Review
        | K::CancelAnswer
        | K::ExtensionAnswer
        | K::OrderFunding
        | K::DisputeAnswer
        | K::DisputeTalks
        | K::DisputeEvidence
        | K::DisputeProposal
        | K::DisputeRuling
        | K::DisputeAppeal => vec![half, before(24), before(1)],
        K::LiveStart => vec![before(24), before(1)],
        K::SampleAddress | K::SampleShip | K::SampleReceipt => vec![half, before(24)],
        // The provider caps how long money may be held: a warning on day 60 of 75.
        K::Stale => vec![half, before(24 * 15), before(24), before(1)],
        // Day 3 and day 6 of the seven for choosing.
        K::BriefJudging => vec![before(24 * 4), before(24)],
        // There may be many bids, and a deadline asks for nothing: once is enough.
        K::BriefDeadline | K::BidExpiry | K::OrderAnswer | K::RatingWindow => vec![before(24)],
        // The first is how those whom it concerns hear of the change: at once.
        K::BidConfirm => vec![Instant(started.0.saturating_add(1)), before(24), before(1)],
        // Where only time has to pass, nobody is told to hurry.
        K::Clearance | K::PrizeClearance | K::DisputeExecution | K::PayoutAccount | K::BriefEarly => Vec::new(),
    };
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
    fn choosing_is_reminded_of_on_day_three_and_day_six() {
        let days: Vec<i64> =
            reminders(ClockKind::BriefJudging, Instant(0), Instant(168 * HOUR)).iter().map(|at| at.0 / HOUR / 24).collect();
        assert_eq!(days, [3, 6]);
        assert_eq!(reminders(ClockKind::BriefDeadline, Instant(0), Instant(240 * HOUR)), [Instant(216 * HOUR)]);
    }

    #[test]
    fn nobody_is_told_to_hurry_where_only_time_must_pass() {
        assert_eq!(reminders(ClockKind::Clearance, Instant(0), Instant(72 * HOUR)), []);
    }
}
