//! A fit in words.

use super::model::{Fit, Guidance, Missing, Reason, Why};
use crate::primitives::{Choice as _, Currency, Language, Minor, Money};
use serde::Serialize;

/// The words of the site in the reader's language, by key.
type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

/// A fit as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct FitLine {
    score: u8,
    /// How much of the ring is drawn, of 47.1.
    dash: String,
    reasons: Vec<String>,
    missing: Vec<String>,
}

impl FitLine {
    /// The fit in the reader's language.
    #[must_use]
    pub fn of(fit: &Fit, say: Say<'_>) -> Self {
        let tenths = u32::from(fit.score) * 471 / 100;
        Self {
            score: fit.score,
            dash: format!("{}.{}", tenths / 10, tenths % 10),
            reasons: fit.reasons.iter().map(|reason| reason_words(reason, say)).collect(),
            missing: fit.missing.iter().map(|missing: &Missing| say(&format!("match-missing-{}", missing.word()), &[])).collect(),
        }
    }
}

fn reason_words(reason: &Reason, say: Say<'_>) -> String {
    let of = match reason.why {
        Why::Platform => say(&format!("face-platform-{}", reason.of), &[]),
        Why::Category => say(&format!("face-category-{}", reason.of), &[]),
        Why::Form => say(&format!("face-form-{}", reason.of), &[]),
        Why::Language => reason.of.parse().map_or_else(|_| reason.of.clone(), |language: Language| language.name().to_owned()),
        Why::Again | Why::Price | Why::Record => reason.of.clone(),
    };
    say(&format!("match-why-{}", reason.why.word()), &[("of", of)])
}

/// What such work cost, as a form shows it beside the price.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct PriceHint {
    p25: Money,
    p50: Money,
    p75: Money,
    n: usize,
}

impl PriceHint {
    /// In the currency of the brief.
    #[must_use]
    pub fn of(guidance: Guidance, currency: Currency) -> Self {
        let money = |amount: i64| Money::new(Minor(amount), currency);
        Self { p25: money(guidance.p25), p50: money(guidance.p50), p75: money(guidance.p75), n: guidance.n }
    }
}
