//! What people send about bids.

use super::model::{Bid, DeclineReason, Offer, Terms};
use super::rules;
use crate::failure::{Failure, FieldErrors, MONEY_CURRENCY};
use crate::primitives::id::{ChannelId, CreatorId, OrgId, PortfolioItemId};
use crate::primitives::{Currency, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The bid form, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BidForm {
    /// As typed, in the brief's currency.
    pub price: String,
    /// How many pieces; empty for one.
    pub pieces: String,
    /// The number of a time; empty for none.
    pub time: String,
    /// Days.
    pub days: String,
    /// Rounds of changes.
    pub rounds: String,
    /// To the merchant.
    pub message: String,
    /// To the brief's question.
    pub answer: String,
    /// The id of a channel; empty for none.
    pub channel: String,
    /// The ids of works.
    pub picks: Vec<String>,
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
            pieces: offer.pieces.to_string(),
            time: offer.time.map(|no| no.to_string()).unwrap_or_default(),
            days: offer.days.to_string(),
            rounds: offer.rounds.to_string(),
            message: offer.message.clone(),
            answer: offer.answer.clone(),
            channel: offer.channel.map(|id| id.to_string()).unwrap_or_default(),
            picks: offer.picks.iter().map(ToString::to_string).collect(),
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
        let pieces = if self.pieces.is_empty() { Some(1) } else { errors.number("pieces", &self.pieces, rules::PIECES) };
        let days = errors.number("days", &self.days, rules::DAYS);
        let rounds = errors.number("rounds", &self.rounds, rules::ROUNDS);
        let message = errors.lines("message", &self.message, rules::MESSAGE_CHARS);
        let answer = errors.optional_lines("answer", &self.answer, rules::ANSWER_CHARS);
        let (channel, picks) = (errors.take("channel", self.typed_channel()), errors.take("picks", self.typed_picks()));
        let words = price.zip(pieces).zip(days).zip(rounds).zip(message).zip(answer);
        let offer = words.zip(channel.zip(picks)).map(|((((((price, pieces), days), rounds), message), answer), (channel, picks))| Offer {
            price: price.amount,
            pieces,
            time: self.time.trim().parse().ok(),
            days,
            rounds,
            message,
            answer,
            channel,
            picks,
        });
        errors.finish(offer)
    }

    fn typed_channel(&self) -> Result<Option<ChannelId>, &'static str> {
        if self.channel.is_empty() { Ok(None) } else { self.channel.parse().map(Some).map_err(|_| "choice") }
    }

    fn typed_picks(&self) -> Result<Vec<PortfolioItemId>, &'static str> {
        self.picks.iter().map(|id| id.parse().map_err(|_| "choice")).collect()
    }

    /// The version that is edited.
    pub fn parse_version(&self) -> Result<i64, Failure> {
        self.version.parse().map_err(|_| Failure::field("version", "required"))
    }
}

/// A bid as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBid)]
pub(super) struct BidBody {
    /// In the brief's currency; of all pieces together.
    price: Money,
    /// How many pieces, where work is paid piece by piece; 1 if not said.
    #[schema(minimum = 1, maximum = 12)]
    pieces: Option<i32>,
    /// The number of the time that is wanted, where shows are live.
    time: Option<i32>,
    /// How long the work takes once started.
    #[schema(minimum = 1, maximum = 365)]
    days: i32,
    /// Included rounds of changes; the brief's if not said.
    #[schema(minimum = 0, maximum = 10)]
    rounds: Option<i32>,
    /// To the merchant.
    #[schema(max_length = 4_000)]
    message: String,
    /// To the brief's question, if it has one.
    #[schema(max_length = 2_000)]
    answer: Option<String>,
    /// The agency that bids in a creator's name, with `creator_id`: for its members.
    pub(super) agency_id: Option<OrgId>,
    /// The creator in whose name it bids.
    pub(super) creator_id: Option<CreatorId>,
}

/// Changes to a bid: what is not sent stays as it is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BidChanges)]
pub(super) struct BidChangeBody {
    /// The version that was seen.
    pub(super) version: i64,
    price: Option<Money>,
    #[schema(minimum = 1, maximum = 12)]
    pieces: Option<i32>,
    time: Option<i32>,
    #[schema(minimum = 1, maximum = 365)]
    days: Option<i32>,
    #[schema(minimum = 0, maximum = 10)]
    rounds: Option<i32>,
    #[schema(max_length = 4_000)]
    message: Option<String>,
    #[schema(max_length = 2_000)]
    answer: Option<String>,
}

impl BidBody {
    /// The offer, or every field that cannot be taken.
    pub(super) fn parse(self, currency: Currency, rounds: i32) -> Result<Offer, Failure> {
        let offer = Offer {
            price: self.price.amount,
            pieces: self.pieces.unwrap_or(1),
            time: self.time,
            days: self.days,
            rounds: self.rounds.unwrap_or(rounds),
            message: self.message,
            answer: self.answer.unwrap_or_default(),
            channel: None,
            picks: Vec::new(),
        };
        checked(offer, self.price.currency, currency)
    }
}

impl BidChangeBody {
    /// The offer that comes of it, or every field that cannot be taken.
    pub(super) fn parse(self, offer: Offer, currency: Currency) -> Result<Offer, Failure> {
        let price = self.price.unwrap_or(Money::new(offer.price, currency));
        let offer = Offer {
            price: price.amount,
            pieces: self.pieces.unwrap_or(offer.pieces),
            time: self.time.or(offer.time),
            days: self.days.unwrap_or(offer.days),
            rounds: self.rounds.unwrap_or(offer.rounds),
            message: self.message.unwrap_or(offer.message),
            answer: self.answer.unwrap_or(offer.answer),
            channel: offer.channel,
            picks: offer.picks,
        };
        checked(offer, price.currency, currency)
    }
}

/// The offer as it may be kept; `said` is the currency that was sent.
fn checked(offer: Offer, said: Currency, currency: Currency) -> Result<Offer, Failure> {
    if said != currency {
        return Err(MONEY_CURRENCY.into());
    }
    let mut errors = FieldErrors::default();
    errors.number("days", &offer.days.to_string(), rules::DAYS);
    errors.number("rounds", &offer.rounds.to_string(), rules::ROUNDS);
    let message = errors.lines("message", &offer.message, rules::MESSAGE_CHARS);
    let answer = errors.optional_lines("answer", &offer.answer, rules::ANSWER_CHARS);
    errors.finish(message.zip(answer).map(|(message, answer)| Offer { message, answer, ..offer }))
}

/// Other terms, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct OfferForm {
    /// As typed, in the brief's currency.
    pub price: String,
    /// Days.
    pub days: String,
    /// Rounds of changes.
    pub rounds: String,
    /// To the other side; may be empty.
    pub message: String,
    /// The version that is answered.
    pub version: String,
    /// `quote` asks what the price leaves, anything else sends.
    #[serde(rename = "do")]
    pub wish: String,
}

impl OfferForm {
    /// The terms on the table, to be changed.
    #[must_use]
    pub(crate) fn of(bid: &Bid) -> Self {
        Self {
            price: bid.price().plain(),
            days: bid.offer.days.to_string(),
            rounds: bid.offer.rounds.to_string(),
            message: String::new(),
            version: bid.version.to_string(),
            wish: String::new(),
        }
    }

    /// The price alone, if it is one.
    #[must_use]
    pub(crate) fn price(&self, currency: Currency) -> Option<Money> {
        Money::parse_typed(&self.price, currency).filter(|price| price.amount.is_positive())
    }

    /// The version, the terms and the words, or every field that cannot be taken.
    pub(crate) fn parse(&self, currency: Currency) -> Result<(i64, Terms, String), Failure> {
        let mut errors = FieldErrors::default();
        let price = errors.take("price", typed_price(&self.price, currency));
        let days = errors.number("days", &self.days, rules::DAYS);
        let rounds = errors.number("rounds", &self.rounds, rules::ROUNDS);
        let message = errors.optional_lines("message", &self.message, rules::OFFER_CHARS);
        let version = errors.take("version", self.version.parse().map_err(|_| "required"));
        let terms = price.zip(days).zip(rounds).map(|((price, days), rounds)| Terms { price: price.amount, days, rounds });
        errors.finish(version.zip(terms).zip(message).map(|((version, terms), message)| (version, terms, message)))
    }
}

/// Other terms as a program sends them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBidOffer)]
pub(super) struct OfferBody {
    /// The version of the bid that was seen.
    version: i64,
    /// In the brief's currency.
    price: Money,
    /// How long the work takes once started.
    #[schema(minimum = 1, maximum = 365)]
    days: i32,
    /// Included rounds of changes; those on the table if not said.
    #[schema(minimum = 0, maximum = 10)]
    rounds: Option<i32>,
    /// To the other side.
    #[schema(max_length = 1_000)]
    message: Option<String>,
}

impl OfferBody {
    /// The version, the terms and the words, or every field that cannot be taken.
    pub(super) fn parse(self, bid: &Bid) -> Result<(i64, Terms, String), Failure> {
        if self.price.currency != bid.currency {
            return Err(MONEY_CURRENCY.into());
        }
        let mut errors = FieldErrors::default();
        let days = errors.number("days", &self.days.to_string(), rules::DAYS);
        let rounds = errors.number("rounds", &self.rounds.unwrap_or(bid.offer.rounds).to_string(), rules::ROUNDS);
        let message = errors.optional_lines("message", &self.message.unwrap_or_default(), rules::OFFER_CHARS);
        let terms = days.zip(rounds).map(|(days, rounds)| Terms { price: self.price.amount, days, rounds });
        errors.finish(terms.zip(message).map(|(terms, message)| (self.version, terms, message)))
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
        let offer = Offer {
            price: Minor(480_050),
            pieces: 1,
            time: None,
            days: 3,
            rounds: 2,
            message: "Hello".into(),
            answer: String::new(),
            channel: Some(ChannelId::random()),
            picks: vec![PortfolioItemId::random()],
        };
        assert_eq!(BidForm::of(&offer, Currency::Cny, 4).parse(Currency::Cny).unwrap(), offer);
        assert_eq!(BidForm::of(&offer, Currency::Cny, 4).parse_version().unwrap(), 4);
    }
}
