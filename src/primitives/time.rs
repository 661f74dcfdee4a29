//! Moments and spans: UTC microseconds inside, a person's zone at the edge. What time it *is* comes from `platform::clock`.

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A moment, microseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::BigInt)]
#[serde(transparent)]
pub struct Instant(pub i64);

crate::integer_column!(Instant);

impl Instant {
    /// This much later, held at the ends of time.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// This many hours later.
    #[must_use]
    pub const fn plus_hours(self, hours: i64) -> Self {
        self.plus_seconds(hours.saturating_mul(3_600))
    }

    /// This many days of 24 hours later.
    #[must_use]
    pub fn plus_days(self, days: Days) -> Self {
        self.plus_hours(i64::from(days.get()).saturating_mul(24))
    }

    /// Microseconds from `earlier` to here; below zero if it lies after.
    #[must_use]
    pub const fn micros_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// As jiff knows it; the ends of its range stand for what lies beyond.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// RFC 3339 in UTC with microseconds: `2026-11-22T01:40:00.000000Z`, of one length, so that text order is time order.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.timestamp().strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
    }

    /// Reads RFC 3339 with any offset.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        text.parse::<Timestamp>().ok().map(|stamp| Self(stamp.as_microsecond()))
    }

    /// The last second of a calendar day in a zone: what a person means by "until the 28th".
    #[must_use]
    pub fn end_of_day(date: jiff::civil::Date, zone: &Zone) -> Option<Self> {
        let end = date.at(23, 59, 59, 0).to_zoned(zone.tz()).ok()?;
        Some(Self(end.timestamp().as_microsecond()))
    }

    /// A moment as an input of a form writes it in a zone: `2026-12-01T20:00`.
    #[must_use]
    pub fn of_local(text: &str, zone: &Zone) -> Option<Self> {
        let local: jiff::civil::DateTime = text.trim().parse().ok()?;
        Some(Self(local.to_zoned(zone.tz()).ok()?.timestamp().as_microsecond()))
    }

    /// As [`Self::of_local`] reads it, to the minute.
    #[must_use]
    pub fn local(self, zone: &Zone) -> String {
        self.timestamp().to_zoned(zone.tz()).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The calendar day of this moment in a zone.
    #[must_use]
    pub fn date_in(self, zone: &Zone) -> jiff::civil::Date {
        self.timestamp().to_zoned(zone.tz()).date()
    }

    /// Earlier by a calendar-free span of days.
    #[must_use]
    pub fn minus_days(self, days: Days) -> Self {
        let span = i64::from(days.get()).hours().checked_mul(24).ok();
        span.and_then(|span| self.timestamp().checked_sub(span).ok()).map_or(self, |stamp| Self(stamp.as_microsecond()))
    }
}

/// A whole number of days of 24 hours, 0 to 3,650.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Integer)]
#[serde(transparent)]
pub struct Days(i32);

impl Days {
    /// `None` out of range.
    #[must_use]
    pub const fn new(days: i32) -> Option<Self> {
        if days >= 0 && days <= 3_650 { Some(Self(days)) } else { None }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }
}

impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Integer, DB> for Days
where
    DB: diesel::backend::Backend,
    i32: diesel::deserialize::FromSql<diesel::sql_types::Integer, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        let number = <i32 as diesel::deserialize::FromSql<diesel::sql_types::Integer, DB>>::from_sql(bytes)?;
        Self::new(number).ok_or_else(|| "days out of range".into())
    }
}

impl<DB> diesel::serialize::ToSql<diesel::sql_types::Integer, DB> for Days
where
    DB: diesel::backend::Backend,
    i32: diesel::serialize::ToSql<diesel::sql_types::Integer, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
        self.0.to_sql(out)
    }
}

/// A time zone by its IANA name.
#[derive(Debug, Clone, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Zone(String);

impl Zone {
    /// The zone of those who said nothing.
    #[must_use]
    pub fn shanghai() -> Self {
        Self("Asia/Shanghai".to_owned())
    }

    /// Its rules.
    #[must_use]
    pub fn tz(&self) -> TimeZone {
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Zone {
    type Err = crate::primitives::id::ParseIdError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = text.len() <= 64 && text.is_ascii() && TimeZone::get(text).is_ok();
        if known { Ok(Self(text.to_owned())) } else { Err(crate::primitives::id::ParseIdError) }
    }
}

crate::text_column!(Zone);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc3339_reads_back() {
        let at = Instant(1_795_311_600_123_456);
        assert_eq!(Instant::parse_rfc3339(&at.rfc3339()), Some(at));
        assert_eq!(at.rfc3339().len(), 27);
        assert_eq!(Instant::parse_rfc3339("2026-11-27T21:40:00+08:00"), Instant::parse_rfc3339("2026-11-27T13:40:00Z"));
    }

    #[test]
    fn a_day_ends_in_the_zone_of_the_person() {
        let date = jiff::civil::date(2026, 11, 28);
        let end = Instant::end_of_day(date, &Zone::shanghai()).unwrap();
        assert_eq!(end.rfc3339(), "2026-11-28T15:59:59.000000Z");
        assert_eq!(end.date_in(&Zone::shanghai()), date);
    }
}
