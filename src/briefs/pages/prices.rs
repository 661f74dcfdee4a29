//! What is paid for what was found.

use crate::primitives::{Currency, Minor, Money};
use crate::search::{self, Answer};
use serde::Serialize;

/// What the found briefs pay, in the currency that most of them pay in.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PriceLine {
    p25: Money,
    p50: Money,
    p75: Money,
    n: usize,
}

/// Quarters of fewer prices say nothing.
const ENOUGH_PRICES: usize = 5;

pub(super) fn price_line(answer: &Answer) -> Option<PriceLine> {
    let prices = answer.prices.filter(|prices| prices.n >= ENOUGH_PRICES)?;
    let currency: Currency = search::member(prices.currency)?;
    let money = |amount: u64| Some(Money::new(Minor(i64::try_from(amount).ok()?), currency));
    Some(PriceLine { p25: money(prices.p25)?, p50: money(prices.p50)?, p75: money(prices.p75)?, n: prices.n })
}
