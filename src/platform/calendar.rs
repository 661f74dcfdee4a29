//! Calendars as other programs read them (RFC 5545).

use crate::primitives::Instant;
use icalendar::{Calendar, Component as _, Event};

/// Something that happens at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Stays the same when the rest changes.
    pub id: String,
    /// When.
    pub at: Instant,
    /// One line.
    pub title: String,
    /// More of it.
    pub text: String,
    /// The page it belongs to.
    pub url: String,
    /// How often it was changed.
    pub changes: i64,
}

/// The entries as `text/calendar`. `made` is when they were looked up.
#[must_use]
pub fn write(name: &str, entries: &[Entry], made: Instant) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name).append_property(("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")).append_property(("X-PUBLISHED-TTL", "PT1H"));
    for entry in entries {
        let mut event = Event::new();
        event
            .uid(&entry.id)
            .summary(&entry.title)
            .description(&entry.text)
            .url(&entry.url)
            .sequence(u32::try_from(entry.changes).unwrap_or(0));
        event.append_property(("DTSTAMP", moment(made).as_str())).append_property(("DTSTART", moment(entry.at).as_str()));
        calendar.push(event.done());
    }
    calendar.done().to_string()
}

/// `20261122T120000Z`
fn moment(at: Instant) -> String {
    at.rfc3339().chars().take(19).filter(|c| !matches!(c, '-' | ':')).chain(['Z']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_written_as_the_standard_wants_it() {
        let at = Instant::parse_rfc3339("2026-11-22T12:34:56.789Z").unwrap();
        let entry = Entry {
            id: "clk_1".to_owned(),
            at,
            title: "Time to review: Quilts, pillows; and \u{201c}更多\u{201d}".to_owned(),
            text: "First line\nsecond".to_owned(),
            url: "https://vtask.example/contracts/ctr_1".to_owned(),
            changes: 3,
        };
        let text = write("V-Task", &[entry], at);
        let unfolded = text.replace("\r\n ", "");
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "X-WR-CALNAME:V-Task",
            "UID:clk_1",
            "DTSTART:20261122T123456Z",
            "DTSTAMP:20261122T123456Z",
            "SUMMARY:Time to review: Quilts\\, pillows\\; and \u{201c}更多\u{201d}",
            "DESCRIPTION:First line\\nsecond",
            "SEQUENCE:3",
            "END:VCALENDAR",
        ] {
            assert!(unfolded.lines().any(|is| is == line), "{line} in {unfolded}");
        }
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    }
}
