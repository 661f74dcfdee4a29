//! Money: whole minor units of one currency, without operators. What can fail returns a `Result`; nothing rounds but [`Minor::share`] and
//! [`Minor::split`], which say how.

use crate::primitives::share::BasisPoints;
use serde::{Deserialize, Serialize};

crate::choice! {
    /// The currencies of the market, ISO 4217.
    pub enum Currency {
        Cny = "CNY", Usd = "USD", Eur = "EUR", Gbp = "GBP", Hkd = "HKD", Jpy = "JPY", Sgd = "SGD", Aud = "AUD",
    }
}

impl Currency {
    /// Digits after the decimal point, ISO 4217.
    #[must_use]
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Jpy => 0,
            Self::Cny | Self::Usd | Self::Eur | Self::Gbp | Self::Hkd | Self::Sgd | Self::Aud => 2,
        }
    }

    /// The smallest and the largest price of a bid or milestone, in minor units.
    #[must_use]
    pub const fn price_bounds(self) -> (Minor, Minor) {
        match self {
            Self::Jpy => (Minor(100), Minor(9_000_000)),
            Self::Cny | Self::Usd | Self::Eur | Self::Gbp | Self::Hkd | Self::Sgd | Self::Aud => (Minor(100), Minor(90_000_000)),
        }
    }
}

/// Why a calculation with money has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit 64 bits.
    #[error("the amount is too large")]
    Overflow,
    /// Two currencies met.
    #[error("the currencies differ")]
    Currency,
    /// A part was larger than its whole, or below zero.
    #[error("the amount is out of bounds")]
    Bounds,
}

/// An amount in minor units (cents, fen, yen); the currency stands beside it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::BigInt)]
#[serde(transparent)]
pub struct Minor(pub i64);

crate::shape!(Minor, crate::primitives::shape::minor());

impl Minor {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The sum, unless it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The difference, which may be below zero, unless it does not fit.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_sub(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The same amount on the other side of the books.
    pub fn negated(self) -> Result<Self, MoneyError> {
        self.0.checked_neg().map(Self).ok_or(MoneyError::Overflow)
    }

    /// `floor(self × bps / 10000)`: a fee.
    pub fn share(self, bps: BasisPoints) -> Result<Self, MoneyError> {
        self.portion(Self(i64::from(bps.get())), Self(10_000))
    }

    /// `floor(self × part / whole)`: the part of a fee that belongs to a part of a price. `whole` must be above zero, `0 ≤ part ≤ whole`, `self ≥ 0`.
    pub fn portion(self, part: Self, whole: Self) -> Result<Self, MoneyError> {
        if whole.0 <= 0 || part.0 < 0 || part.0 > whole.0 || self.0 < 0 {
            return Err(MoneyError::Bounds);
        }
        let product = i128::from(self.0).checked_mul(i128::from(part.0)).ok_or(MoneyError::Overflow)?;
        let floor = product.checked_div(i128::from(whole.0)).ok_or(MoneyError::Overflow)?;
        i64::try_from(floor).map(Self).map_err(|_| MoneyError::Overflow)
    }

    /// Splits by weight with the largest remainder, ties to the lowest index; the parts always add up to `self`, which must not be below zero.
    pub fn split(self, weights: &[u32]) -> Result<Vec<Self>, MoneyError> {
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if total <= 0 || self.0 < 0 {
            return Err(MoneyError::Bounds);
        }
        let mut parts = Vec::with_capacity(weights.len());
        let mut remainders = Vec::with_capacity(weights.len());
        for (index, weight) in weights.iter().enumerate() {
            let product = i128::from(self.0).checked_mul(i128::from(*weight)).ok_or(MoneyError::Overflow)?;
            parts.push(product.checked_div(total).ok_or(MoneyError::Overflow)?);
            remainders.push((product.checked_rem(total).ok_or(MoneyError::Overflow)?, index));
        }
        let given: i128 = parts.iter().sum();
        let left = usize::try_from(i128::from(self.0) - given).map_err(|_| MoneyError::Overflow)?;
        remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, index) in remainders.iter().take(left) {
            if let Some(part) = parts.get_mut(*index) {
                *part += 1;
            }
        }
        parts.into_iter().map(|part| i64::try_from(part).map(Self).map_err(|_| MoneyError::Overflow)).collect()
    }

    /// Above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Exactly zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum of many.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// An amount of one currency, as it stands in the API and in pages: `{"amount": 480050, "currency": "CNY"}`, minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units.
    pub amount: Minor,
    /// ISO 4217.
    pub currency: Currency,
}

impl Money {
    /// This many minor units of this currency.
    #[must_use]
    pub const fn new(amount: Minor, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// The sum, if both are of one currency and it fits.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency == other.currency {
            Ok(Self::new(self.amount.plus(other.amount)?, self.currency))
        } else {
            Err(MoneyError::Currency)
        }
    }

    /// Digits, a point where the currency has one, no grouping and no sign of the currency: `4800.50`. For form fields and CSV.
    #[must_use]
    pub fn plain(self) -> String {
        let exponent = usize::try_from(self.currency.exponent()).unwrap_or_default();
        let digits = format!("{:0width$}", self.amount.0.unsigned_abs(), width = exponent + 1);
        let (whole, fraction) = digits.split_at(digits.len() - exponent);
        let sign = if self.amount.0 < 0 { "-" } else { "" };
        if exponent == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// Reads what a person typed: digits with optional grouping by comma or space and at most as many decimals as the currency has. Full-width
    /// digits count as digits. `None` for anything else.
    #[must_use]
    pub fn parse_typed(text: &str, currency: Currency) -> Option<Self> {
        let folded: String =
            crate::primitives::text::fold_width(text).chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
        let (whole, fraction) = folded.split_once('.').unwrap_or((folded.as_str(), ""));
        let exponent = usize::try_from(currency.exponent()).ok()?;
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 15 || fraction.len() > exponent || !digits_only(whole) || !digits_only(fraction) {
            return None;
        }
        let amount: i64 = format!("{whole}{fraction:0<exponent$}").parse().ok()?;
        Some(Self::new(Minor(amount), currency))
    }
}

crate::integer_column!(Minor);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_becomes_minor_units_or_nothing() {
        let typed = |text, currency| Money::parse_typed(text, currency).map(|money| money.amount.0);
        assert_eq!(typed("4,800.5", Currency::Cny), Some(480_050));
        assert_eq!(typed("４８００", Currency::Cny), Some(480_000));
        assert_eq!(typed("4801", Currency::Jpy), Some(4_801));
        for bad in ["", ".5", "4801.5x", "-1", "1e5", "0x1", "1.234", "9999999999999999"] {
            assert_eq!(typed(bad, Currency::Usd), None, "{bad}");
        }
        assert_eq!(typed("4801.5", Currency::Jpy), None);
    }

    #[test]
    fn plain_money_has_the_decimals_of_its_currency() {
        assert_eq!(Money::new(Minor(480_050), Currency::Cny).plain(), "4800.50");
        assert_eq!(Money::new(Minor(5), Currency::Usd).plain(), "0.05");
        assert_eq!(Money::new(Minor(-5), Currency::Usd).plain(), "-0.05");
        assert_eq!(Money::new(Minor(4_801), Currency::Jpy).plain(), "4801");
    }

    proptest! {
        #[test]
        fn parts_of_a_split_add_up(amount in 0i64..=90_000_000, weights in prop::collection::vec(0u32..1000, 1..12)) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let parts = Minor(amount).split(&weights).unwrap();
            prop_assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), amount);
            prop_assert!(parts.iter().all(|part| part.0 >= 0));
        }

        #[test]
        fn a_share_is_the_floor(amount in 0i64..=90_000_000, bps in 0u16..=10_000) {
            let share = Minor(amount).share(BasisPoints::new(bps).unwrap()).unwrap().0;
            prop_assert!(share * 10_000 <= amount * i64::from(bps));
            prop_assert!((share + 1) * 10_000 > amount * i64::from(bps));
        }
    }
}
