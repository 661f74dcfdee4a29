//! What may be said of an audience, and when it is old.

use super::model::Share;
use crate::failure::FieldErrors;
use crate::primitives::{Instant, Zone, text};
use jiff::civil::Date;

/// Numbers of more days ago are marked as old.
const OLD_DAYS: i64 = 90;
/// Nobody remembers further back.
const BACK_DAYS: i32 = 366;
/// Places that are named.
const PLACES: usize = 8;
/// Characters of a place.
const PLACE_CHARS: usize = 40;
/// Followers, or views.
pub(super) const MOST: i32 = 2_000_000_000;
/// Snapshots of one channel in a day.
pub(super) const MOST_A_DAY: usize = 20;

/// The day lies within the last year, today at the latest.
pub(super) fn day(typed: &str, today: Date) -> Result<Date, &'static str> {
    let day: Date = typed.trim().parse().map_err(|_| "date")?;
    let days = day.until(today).map_err(|_| "date")?.get_days();
    if (0..=BACK_DAYS).contains(&days) { Ok(day) } else { Err("audience-day") }
}

/// The moment that stands for a day: its noon, which is that day nearly everywhere.
pub(super) fn noon(day: Date, otherwise: Instant, zone: &Zone) -> Instant {
    day.at(12, 0, 0, 0).to_zoned(zone.tz()).map_or(otherwise, |noon| Instant(noon.timestamp().as_microsecond()))
}

/// Numbers of so long ago.
pub(in crate::creators) fn is_old(at: Instant, now: Instant) -> bool {
    at.plus_hours(24 * OLD_DAYS) < now
}

/// A whole number of hundredths, or nothing.
pub(super) fn percent(errors: &mut FieldErrors, field: &str, typed: &str) -> Option<i32> {
    if typed.trim().is_empty() { None } else { errors.number(field, typed.trim().trim_end_matches(['%', '％']).trim(), 0..=100) }
}

/// Parts of one whole are not more than the whole.
pub(super) fn fits(shares: &[Share]) -> bool {
    shares.iter().map(|share| share.percent).sum::<i32>() <= 100
}

/// One place a line, each with its hundredths at the end: `Shanghai 23`.
pub(super) fn places(typed: &str) -> Result<Vec<Share>, &'static str> {
    let mut places: Vec<Share> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let plain = text::fold_width(line);
        let plain = plain.trim_end_matches('%').trim_end();
        let name = plain.trim_end_matches(|c: char| c.is_ascii_digit());
        let percent: i32 =
            plain.get(name.len()..).and_then(|digits| digits.parse().ok()).filter(|percent| (1..=100).contains(percent)).ok_or("places")?;
        let name = name.trim_end_matches([' ', ':', '：', ',', '，', '\t']);
        let name = text::line(name, PLACE_CHARS).map_err(|_| "places")?;
        places.push(Share { of: name, percent });
    }
    places.sort_by_key(|share| std::cmp::Reverse(share.percent));
    if places.len() > PLACES || !fits(&places) { Err("places") } else { Ok(places) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_with_their_shares() {
        let read = places("Hangzhou: 9%\n上海　２３％\n\nNew York 12").unwrap();
        let plain: Vec<(&str, i32)> = read.iter().map(|share| (share.of.as_str(), share.percent)).collect();
        assert_eq!(plain, [("上海", 23), ("New York", 12), ("Hangzhou", 9)]);
        for bad in ["Shanghai", "23", "Shanghai 0", "Shanghai 101", "A 60\nB 60"] {
            assert_eq!(places(bad), Err("places"), "{bad}");
        }
    }

    #[test]
    fn a_day_lies_in_the_last_year() {
        let today: Date = "2026-11-23".parse().unwrap();
        assert!(day("2026-11-23", today).is_ok() && day(" 2025-11-23 ", today).is_ok());
        assert_eq!(day("2026-11-24", today), Err("audience-day"));
        assert_eq!(day("2024-11-23", today), Err("audience-day"));
        assert_eq!(day("yesterday", today), Err("date"));
    }

    #[test]
    fn numbers_are_old_after_ninety_days() {
        let at = Instant(0);
        assert!(!is_old(at, at.plus_hours(24 * 90)));
        assert!(is_old(at, at.plus_hours(24 * 90 + 1)));
    }
}
