//! Terms that went back and forth, each beside those before it.

use crate::bids::forms::{DeclineForm, OfferForm};
use crate::bids::model::{Bid, Party, Turn};
use crate::bids::rules::Quote;
use crate::primitives::{Instant, Money};
use crate::web::ShownError;
use serde::Serialize;

/// What somebody typed on the page of a bid that could not be taken, or was only to be looked at.
pub(crate) struct Retry {
    /// Why it is not taken.
    pub decline: DeclineForm,
    /// Other terms.
    pub offer: OfferForm,
    /// What the other price leaves.
    pub quote: Option<Quote>,
    /// What could not be taken.
    pub errors: Vec<ShownError>,
    /// Which of the two stands open: `decline`, `offer` or neither.
    pub open: &'static str,
}

impl Retry {
    /// Nothing was typed yet.
    #[must_use]
    pub(crate) fn none(bid: &Bid) -> Self {
        Self { decline: DeclineForm::default(), offer: OfferForm::of(bid), quote: None, errors: Vec::new(), open: "" }
    }
}

/// Terms that one side named, and what is different about them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TurnView {
    turn: i32,
    is_own: bool,
    at: Instant,
    message: String,
    price: Money,
    /// What the reader gets of it, or pays for it, with the fee.
    net: Money,
    days: i32,
    rounds: i32,
    price_was: Option<Money>,
    net_was: Option<Money>,
    days_was: Option<i32>,
    rounds_was: Option<i32>,
    is_same: bool,
}

impl TurnView {
    /// The terms, with those named before them.
    #[must_use]
    pub(crate) fn of((turn, quote): (&Turn, Quote), was: Option<(&Turn, Quote)>, to_bidder: bool) -> Self {
        let net = |quote: &Quote| if to_bidder { quote.take_home } else { quote.merchant_total };
        let (before, quoted) = was.unzip();
        let priced = quoted.filter(|quoted| quoted.price != quote.price);
        let terms = before.map(|before| before.terms);
        Self {
            turn: turn.turn,
            is_own: (turn.by == Party::Creator) == to_bidder,
            at: turn.at,
            message: turn.message.clone(),
            price: quote.price,
            net: net(&quote),
            days: turn.terms.days,
            rounds: turn.terms.rounds,
            price_was: priced.map(|quoted| quoted.price),
            net_was: priced.as_ref().map(net),
            days_was: terms.map(|terms| terms.days).filter(|days| *days != turn.terms.days),
            rounds_was: terms.map(|terms| terms.rounds).filter(|rounds| *rounds != turn.terms.rounds),
            is_same: terms == Some(turn.terms),
        }
    }
}
