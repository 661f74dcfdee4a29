//! How often, and to whom not.

use crate::failure::Refusal;
use crate::primitives::Instant;

/// Strangers to whom an organisation may turn in 24 hours.
pub(super) const MOST: i64 = 50;
/// How long one of them counts.
pub(super) const HOURS: i64 = 24;

/// The creator wishes to hear from no stranger.
const CLOSED: Refusal = Refusal::conflict("outreach.closed");
/// The organisation has turned to as many strangers as it may.
const TOO_MANY: Refusal = Refusal::full("outreach.too_many");

/// To how many strangers an organisation has turned, and to how many it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Standing {
    /// In the last 24 hours.
    pub turned_to: i64,
    /// At most.
    pub most: i64,
}

/// What is known when an organisation turns to a creator.
pub(super) struct Approach {
    /// The creator began something with it once.
    pub(super) is_known: bool,
    /// The creator wishes to hear from no stranger.
    pub(super) is_closed: bool,
    /// The organisation turned to him already within the day.
    pub(super) is_counted: bool,
    /// To how many it turned, and when to the first of them.
    pub(super) turned_to: (i64, Option<Instant>),
}

/// Whether it may, and whether it counts.
pub(super) fn may_approach(approach: &Approach, now: Instant) -> Result<bool, Refusal> {
    if approach.is_known {
        return Ok(false);
    }
    if approach.is_closed {
        return Err(CLOSED);
    }
    let (count, first) = approach.turned_to;
    if !approach.is_counted && count >= MOST {
        let free = first.unwrap_or(now).plus_hours(HOURS).micros_since(now);
        return Err(TOO_MANY.with("max", MOST).with("hours", hours(free)).with("seconds", (free / 1_000_000).max(1)));
    }
    Ok(!approach.is_counted)
}

/// Whole hours, the begun one included, at least one.
fn hours(micros: i64) -> i64 {
    const HOUR: i64 = 3_600_000_000;
    micros.saturating_add(HOUR - 1).div_euclid(HOUR).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Approach = Approach { is_known: false, is_closed: false, is_counted: false, turned_to: (0, None) };

    #[test]
    fn strangers_count_and_friends_do_not() {
        let now = Instant(0).plus_hours(100);
        assert_eq!(may_approach(&NEW, now), Ok(true));
        assert_eq!(may_approach(&Approach { is_known: true, is_closed: true, ..NEW }, now), Ok(false));
        assert_eq!(may_approach(&Approach { is_closed: true, ..NEW }, now).map_err(|no| no.code), Err("outreach.closed"));
        let full = (MOST, Some(now.plus_hours(-20)));
        let no = may_approach(&Approach { turned_to: full, ..NEW }, now).unwrap_err();
        assert_eq!((no.code, no.args[1].1.as_str(), no.args[2].1.as_str()), ("outreach.too_many", "4", "14400"));
        assert_eq!(may_approach(&Approach { turned_to: full, is_counted: true, ..NEW }, now), Ok(false));
    }
}
