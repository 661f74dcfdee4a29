//! Shares of a whole in basis points: one hundredth of a percent.

use serde::Serialize;

/// 0 to 10,000 hundredths of a percent.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Integer)]
#[serde(transparent)]
pub struct BasisPoints(u16);

impl BasisPoints {
    /// `None` above 10,000.
    #[must_use]
    pub const fn new(bps: u16) -> Option<Self> {
        if bps <= 10_000 { Some(Self(bps)) } else { None }
    }

    /// A share as people type it, `12.5` or `12.5 %`: at most two decimals.
    #[must_use]
    pub fn parse_percent(typed: &str) -> Option<Self> {
        let folded = super::text::fold_width(typed);
        let text = folded.trim().trim_end_matches('%').trim_end();
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        if whole.is_empty() || part.len() > 2 || !(whole.chars().chain(part.chars())).all(|c| c.is_ascii_digit()) {
            return None;
        }
        let hundredths: u32 = format!("{part:0<2}").parse().ok()?;
        let bps = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(hundredths)?;
        u16::try_from(bps).ok().and_then(Self::new)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl std::str::FromStr for BasisPoints {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().ok().and_then(Self::new).ok_or("a whole number of basis points from 0 to 10000")
    }
}

impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Integer, DB> for BasisPoints
where
    DB: diesel::backend::Backend,
    i32: diesel::deserialize::FromSql<diesel::sql_types::Integer, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        let number = <i32 as diesel::deserialize::FromSql<diesel::sql_types::Integer, DB>>::from_sql(bytes)?;
        u16::try_from(number).ok().and_then(Self::new).ok_or_else(|| "basis points out of range".into())
    }
}

impl diesel::serialize::ToSql<diesel::sql_types::Integer, diesel::sqlite::Sqlite> for BasisPoints {
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> diesel::serialize::Result {
        out.set_value(i32::from(self.0));
        Ok(diesel::serialize::IsNull::No)
    }
}

impl diesel::serialize::ToSql<diesel::sql_types::Integer, diesel::pg::Pg> for BasisPoints {
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
        diesel::serialize::ToSql::<diesel::sql_types::Integer, diesel::pg::Pg>::to_sql(&i32::from(self.0), &mut out.reborrow())
    }
}
