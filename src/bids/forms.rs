//! What people send about bids.

use super::model::{DeclineReason, Offer};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Currency, Money};
use serde::{Deserialize, Serialize};

/// The bid form, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BidForm {
    /// As typed, in the brief's currency.
    pub price: String,
    /// Days.
    pub days: String,
    /// Rounds of changes.
    pub rounds: String,
    /// To the merchant.
    pub message: String,
    /// To the brief's question.
    pub answer: String,
    /// The version that is edited; empty for a new bid.
    pub version: String,
    /// `quote` asks what the price leaves, anything else sends.
    #[serde(rename = "do")]
    pub wish: String,
}

impl BidForm {
    /// As it stands in a bid.
    #[must_use]
    pub fn of(offer: &Offer, currency: Currency, version: i64) -> Self {
        Self {
            price: Money::new(offer.price, currency).plain(),
            days: offer.days.to_string(),
            rounds: offer.rounds.to_string(),
            message: offer.message.clone(),
            answer: offer.answer.clone(),
            version: version.to_string(),
            wish: String::new(),
        }
    }

    /// The price alone, if it is one.
    #[must_use]
    pub fn price(&self, currency: Currency) -> Option<Money> {
        Money::parse_typed(&self.price, currency).filter(|price| price.amount.is_positive())
    }

    /// The offer, or every field that cannot be taken.
    pub fn parse(&self, currency: Currency) -> Result<Offer, Failure> {
        let mut errors = FieldErrors::default();
        let price = errors.take("price", typed_price(&self.price, currency));
        let days = errors.number("days", &self.days, 1..=365);
        let rounds = errors.number("rounds", &self.rounds, 0..=10);
        let message = errors.lines("message", &self.message, 4_000);
        let answer = errors.optional_lines("answer", &self.answer, 2_000);
        let offer = price.zip(days).zip(rounds).zip(message).zip(answer).map(|((((price, days), rounds), message), answer)| Offer {
            price: price.amount,
            days,
            rounds,
            message,
            answer,
        });
        errors.finish(offer)
    }

    /// The version that is edited.
    pub fn parse_version(&self) -> Result<i64, Failure> {
        self.version.parse().map_err(|_| Failure::field("version", "required"))
    }
}

fn typed_price(text: &str, currency: Currency) -> Result<Money, &'static str> {
    match Money::parse_typed(text, currency) {
        Some(money) => Ok(money),
        None if text.trim().is_empty() => Err("required"),
        None => Err("money"),
    }
}

/// Why a bid is not taken, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DeclineForm {
    /// A word of the list of reasons.
    pub reason: String,
    /// The merchant's words.
    pub note: String,
}

impl DeclineForm {
    /// Reason and words, or the fields that cannot be taken.
    pub(crate) fn parse(&self) -> Result<(DeclineReason, String), Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.choice::<DeclineReason>("reason", &self.reason);
        let note = errors.optional_lines("note", &self.note, 1_000);
        errors.finish(reason.zip(note))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Minor;

    #[test]
    fn every_field_that_cannot_be_taken_is_named() {
        let form = BidForm { price: "12.345".into(), days: "0".into(), rounds: "x".into(), ..BidForm::default() };
        let Err(Failure::Invalid(errors)) = form.parse(Currency::Cny) else { panic!("taken") };
        let fields: Vec<(&str, &str)> = errors.0.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(fields, [("price", "money"), ("days", "number"), ("rounds", "number"), ("message", "required")]);
    }

    #[test]
    fn what_was_offered_reads_back() {
        let offer = Offer { price: Minor(480_050), days: 3, rounds: 2, message: "Hello".into(), answer: String::new() };
        assert_eq!(BidForm::of(&offer, Currency::Cny, 4).parse(Currency::Cny).unwrap(), offer);
        assert_eq!(BidForm::of(&offer, Currency::Cny, 4).parse_version().unwrap(), 4);
    }
}
