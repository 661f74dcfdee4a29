//! What a record reaches, and what follows from it. Whole numbers and times that are arguments: everybody can compute it again.

use super::model::{Conduct, Held, Record, Tier};
use crate::primitives::Instant;

/// From so many settled milestones on, more make no difference to clearance and tier.
pub const LONG_RECORD: i64 = 20;
/// From so many on, money clears faster and the first tier is in reach.
pub const SHORT_RECORD: i64 = 3;
/// How long a lost dispute, and a late delivery, is remembered.
pub const LOST_DAYS: i64 = 365;
/// How long a tier is kept after the record fell below it.
pub const GRACE_DAYS: i64 = 60;
/// How long points count.
pub const POINTS_DAYS: i64 = 180;

/// How long an amount clears, in hours: 3 days with at least 20 settled milestones and no lost dispute in a year, 7 with fewer than 3, else 5.
#[must_use]
pub const fn clearance_hours(settled: i64, lost: i64) -> i64 {
    match (settled, lost) {
        (LONG_RECORD.., ..=0) => 72,
        (SHORT_RECORD.., _) => 120,
        (..SHORT_RECORD, _) => 168,
    }
}

/// How many bids may live at once.
#[must_use]
pub const fn quota(tier: Tier) -> i64 {
    match tier {
        Tier::Start => 10,
        Tier::Proven => 20,
        Tier::Trusted => 40,
    }
}

/// What a tier asks of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Threshold {
    settled: i64,
    /// In per cent.
    on_time: i64,
    /// In hundredths.
    rating: i64,
    ratings: i64,
    /// At most.
    lost: i64,
}

const fn threshold(tier: Tier) -> Option<Threshold> {
    match tier {
        Tier::Start => None,
        Tier::Proven => Some(Threshold { settled: SHORT_RECORD, on_time: 80, rating: 350, ratings: 1, lost: 1 }),
        Tier::Trusted => Some(Threshold { settled: LONG_RECORD, on_time: 90, rating: 430, ratings: 5, lost: 0 }),
    }
}

/// One of the things that a tier asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// `settled`, `on_time`, `rating`, `ratings`, `lost`.
    pub key: &'static str,
    /// As it stands; none where there is nothing to look at yet.
    pub have: Option<i64>,
    /// As it must be.
    pub need: i64,
    /// It is.
    pub is_met: bool,
}

/// The share of work that came in time, in per cent, rounded down.
#[must_use]
pub fn on_time_share(record: &Record) -> Option<i64> {
    record.on_time.saturating_mul(100).checked_div(record.timed)
}

/// Each thing that the tier asks, and how the record stands to it.
#[must_use]
pub fn metrics(tier: Tier, record: &Record) -> Vec<Metric> {
    let Some(asks) = threshold(tier) else { return Vec::new() };
    let at_least = |key, have: Option<i64>, need| Metric { key, have, need, is_met: have.is_some_and(|have| have >= need) };
    vec![
        at_least("settled", Some(record.settled), asks.settled),
        at_least("on_time", on_time_share(record), asks.on_time),
        at_least("rating", record.rating, asks.rating),
        at_least("ratings", Some(record.ratings), asks.ratings),
        Metric { key: "lost", have: Some(record.lost), need: asks.lost, is_met: record.lost <= asks.lost },
    ]
}

/// The highest tier of which the record meets everything.
#[must_use]
pub fn reached(record: &Record) -> Tier {
    let meets = |tier: &Tier| metrics(*tier, record).iter().all(|metric| metric.is_met);
    [Tier::Trusted, Tier::Proven].into_iter().find(meets).unwrap_or(Tier::Start)
}

/// The tier from now on: up at once, down after sixty days.
#[must_use]
pub fn hold(held: Held, record: &Record, now: Instant) -> Held {
    let reached = reached(record);
    match held.falls_at {
        _ if reached >= held.tier => Held { tier: reached, falls_at: None },
        None => Held { tier: held.tier, falls_at: Some(now.plus_hours(24 * GRACE_DAYS)) },
        Some(falls_at) if now < falls_at => held,
        Some(_) => Held { tier: reached, falls_at: None },
    }
}

/// The highest tier with so many live points.
#[must_use]
pub const fn cap(points: i64) -> Tier {
    match points {
        ..=3 => Tier::Trusted,
        4..=7 => Tier::Proven,
        8.. => Tier::Start,
    }
}

/// How many points breaking a rule gives.
#[must_use]
pub const fn points_for(conduct: Conduct) -> i64 {
    match conduct {
        Conduct::FakeNumbers | Conduct::CopiedWork => 6,
        Conduct::OffPlatform | Conduct::RatingTrade => 4,
        Conduct::HiddenAd | Conduct::NoShow | Conduct::Abuse => 3,
        Conduct::Spam => 2,
    }
}

/// The middle one, the lower of two; none of none.
#[must_use]
pub fn median(values: &[i64]) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}

/// Microseconds as days, each that was begun.
#[must_use]
pub const fn days_up(micros: i64) -> i64 {
    const DAY: i64 = 86_400_000_000;
    let whole = micros / DAY;
    if micros % DAY > 0 { whole + 1 } else { whole }
}

/// What happened to a milestone while it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A version came in.
    Submitted,
    /// The merchant said yes, or asked for changes.
    Answered,
    /// The time was over.
    TimedOut,
}

/// A look at a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// How long it took.
    pub micros: i64,
    /// Nobody looked: it was accepted by the clock.
    pub by_clock: bool,
}

/// Each look at a version, of the steps of one milestone after the other, in the order of time.
#[must_use]
pub fn reviews<M: PartialEq + Copy>(steps: &[(M, Step, Instant)]) -> Vec<Review> {
    let pairs = steps.iter().zip(steps.iter().skip(1));
    let answered = pairs.filter(|(before, after)| before.0 == after.0 && before.1 == Step::Submitted && after.1 != Step::Submitted);
    answered.map(|(before, after)| Review { micros: after.2.micros_since(before.2), by_clock: after.1 == Step::TimedOut }).collect()
}

/// The tier above, if there is one.
#[must_use]
pub const fn next(tier: Tier) -> Option<Tier> {
    match tier {
        Tier::Start => Some(Tier::Proven),
        Tier::Proven => Some(Tier::Trusted),
        Tier::Trusted => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_of_the_creator_sets_the_clearance() {
        let hours: Vec<i64> = [0, 2, 3, 19, 20, 400].into_iter().map(|settled| clearance_hours(settled, 0)).collect();
        assert_eq!(hours, [168, 168, 120, 120, 72, 72]);
        assert_eq!([2, 3, 20].map(|settled| clearance_hours(settled, 1)), [168, 120, 120]);
    }

    #[test]
    fn a_tier_wants_everything_and_falls_after_its_grace() {
        let good = Record { settled: 20, on_time: 9, timed: 10, rating: Some(430), ratings: 5, lost: 0 };
        assert_eq!(reached(&good), Tier::Trusted);
        for worse in [
            Record { settled: 19, ..good },
            Record { on_time: 8, ..good },
            Record { rating: Some(429), ..good },
            Record { ratings: 4, ..good },
            Record { lost: 1, ..good },
        ] {
            assert_eq!(reached(&worse), Tier::Proven, "{worse:?}");
        }
        let none = Record { rating: None, ..good };
        assert_eq!(reached(&none), Tier::Start, "nobody has said how it was");
        let day = |n: i64| Instant(0).plus_hours(24 * n);
        let held = hold(Held::START, &good, day(0));
        assert_eq!(held, Held { tier: Tier::Trusted, falls_at: None });
        let falling = hold(held, &none, day(1));
        assert_eq!(falling, Held { tier: Tier::Trusted, falls_at: Some(day(61)) });
        assert_eq!(hold(falling, &none, day(60)), falling);
        assert_eq!(hold(falling, &good, day(60)), held, "it came back in time");
        assert_eq!(hold(falling, &none, day(61)), Held::START);
    }

    #[test]
    fn looks_are_counted_by_version() {
        let at = |n: i64| Instant(0).plus_hours(n);
        let steps = [
            ("a", Step::Submitted, at(0)),
            ("a", Step::Answered, at(30)),
            ("a", Step::Submitted, at(40)),
            ("a", Step::TimedOut, at(208)),
            ("b", Step::Submitted, at(1)),
            ("c", Step::Answered, at(2)),
        ];
        let all = reviews(&steps);
        assert_eq!(all.iter().map(|one| (days_up(one.micros), one.by_clock)).collect::<Vec<_>>(), [(2, false), (7, true)]);
        assert_eq!((median(&[3, 1, 2, 9]), median(&[]), median(&[5, 1, 9])), (Some(2), None, Some(5)));
    }

    #[test]
    fn points_keep_down() {
        assert_eq!([0, 3, 4, 7, 8].map(cap), [Tier::Trusted, Tier::Trusted, Tier::Proven, Tier::Proven, Tier::Start]);
        assert!(quota(Tier::Start) < quota(Tier::Proven) && quota(Tier::Proven) < quota(Tier::Trusted));
    }
}
