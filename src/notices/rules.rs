//! Where and when somebody is told, by what he wished.

use super::{MailPace, Topic};
use crate::primitives::{Instant, Zone};
use diesel::prelude::*;

/// What somebody wishes for a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// News of it stand in the inbox. What needs the person stands there anyway.
    pub on_site: bool,
    /// When its mails leave.
    pub mail: MailPace,
}

/// Hours of the person's own clock, 0 to 23.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Hours {
    /// Mails wait from here …
    pub quiet_from: i32,
    /// … until here; the same hour twice is no quiet at all.
    pub quiet_to: i32,
    /// When the mail of the day leaves.
    pub daily_at: i32,
}

impl Hours {
    /// Of those who said nothing.
    pub const USUAL: Self = Self { quiet_from: 0, quiet_to: 0, daily_at: 9 };

    /// Whether there are quiet hours.
    #[must_use]
    pub const fn has_quiet(self) -> bool {
        self.quiet_from != self.quiet_to
    }
}

/// When a mail of the topic leaves that is written now: in quiet hours the morning after, unless the topic waits for nobody.
#[must_use]
pub(super) fn leaves_at(topic: Topic, hours: Hours, now: Instant, zone: &Zone) -> Instant {
    let hour = i32::from(now.timestamp().to_zoned(zone.tz()).hour());
    let (from, to) = (hours.quiet_from, hours.quiet_to);
    let quiet = if from <= to { from <= hour && hour < to } else { from <= hour || hour < to };
    if quiet && !topic.is_firm() { next(to, now, zone) } else { now }
}

/// When the person's clock next shows this hour. Where the hour is skipped for summer, the one after it.
#[must_use]
pub(super) fn next(hour: i32, now: Instant, zone: &Zone) -> Instant {
    let hour = i8::try_from(hour).unwrap_or_default();
    let today = now.date_in(zone);
    let days = std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(3);
    let moments = days.filter_map(|day| day.at(hour, 0, 0, 0).to_zoned(zone.tz()).ok());
    moments.map(|moment| Instant(moment.timestamp().as_microsecond())).find(|at| *at > now).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn mails_wait_for_the_morning_of_the_reader_but_not_those_about_money() {
        let (zone, night) = (Zone::shanghai(), Hours { quiet_from: 22, quiet_to: 8, daily_at: 9 });
        let morning = at("2026-11-23T08:00:00+08:00");
        for (now, leaves) in [
            ("2026-11-22T21:59:59+08:00", at("2026-11-22T21:59:59+08:00")),
            ("2026-11-22T22:00:00+08:00", morning),
            ("2026-11-23T07:59:59+08:00", morning),
            ("2026-11-23T08:00:00+08:00", morning),
        ] {
            assert_eq!(leaves_at(Topic::Bids, night, at(now), &zone), leaves, "{now}");
            assert_eq!(leaves_at(Topic::Money, night, at(now), &zone), at(now));
            assert_eq!(leaves_at(Topic::Bids, Hours::USUAL, at(now), &zone), at(now));
        }
        let noon = Hours { quiet_from: 12, quiet_to: 14, daily_at: 9 };
        assert_eq!(leaves_at(Topic::Work, noon, at("2026-11-22T13:00:00+08:00"), &zone), at("2026-11-22T14:00:00+08:00"));
    }

    #[test]
    fn an_hour_that_summer_skips_is_the_one_after_it() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        assert_eq!(next(2, at("2027-03-28T00:30:00+01:00"), &berlin), at("2027-03-28T03:00:00+02:00"));
        assert_eq!(next(9, at("2027-03-28T09:00:00+02:00"), &berlin), at("2027-03-29T09:00:00+02:00"));
    }

    #[test]
    fn money_clocks_disputes_and_the_login_are_not_for_choice() {
        let open: Vec<&str> = Topic::ALL.iter().filter(|topic| !topic.is_firm()).map(|topic| topic.word()).collect();
        assert_eq!(open, ["briefs", "bids", "work", "messages", "ratings", "team", "follows"]);
        assert!(Topic::ALL.iter().all(|topic| topic.paces().contains(&topic.usual_pace())));
    }
}
