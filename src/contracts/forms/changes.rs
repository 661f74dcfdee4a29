//! What people and programs send about more time and more work.

use super::PLAN_DAYS;
use super::TITLE_CHARS;
use crate::contracts::model::Plan;
use crate::contracts::rules;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Currency, Days, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Characters of a reason.
const REASON: usize = 1_000;
/// Characters of what is to be done.
const WORDS: usize = 4_000;

/// More time, as a program asks for it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewExtension)]
pub(crate) struct ExtendBody {
    /// So many more days.
    #[schema(minimum = 1)]
    pub days: i32,
    #[schema(max_length = 1_000)]
    pub reason: Option<String>,
}

impl ExtendBody {
    /// Days and reason.
    pub(crate) fn parse(self) -> Result<(i32, String), Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.optional_lines("reason", &self.reason.unwrap_or_default(), REASON);
        errors.finish(reason.map(|reason| (self.days, reason)))
    }
}

/// More time, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ExtendForm {
    /// So many more days.
    pub days: String,
    /// Why.
    pub reason: String,
}

impl ExtendForm {
    /// Days and reason.
    pub(crate) fn parse(&self, most: i32) -> Result<(i32, String), Failure> {
        let mut errors = FieldErrors::default();
        let days = errors.number("days", &self.days, 1..=most);
        let reason = errors.optional_lines("reason", &self.reason, REASON);
        errors.finish(days.zip(reason))
    }
}

/// Extra work, as a program proposes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewChangeOrder)]
pub(crate) struct OrderBody {
    #[schema(max_length = 120)]
    pub title: String,
    /// In the currency of the deal.
    pub price: Money,
    /// How long the work takes once started.
    #[schema(minimum = 1, maximum = 365)]
    pub days: i32,
    /// What is to be done.
    #[schema(max_length = 4_000)]
    pub text: String,
}

impl OrderBody {
    /// What is proposed. Refusals: `money.currency`.
    pub(crate) fn parse(self, currency: Currency) -> Result<(Plan, String), Failure> {
        let price = rules::in_currency(currency, self.price)?;
        let mut errors = FieldErrors::default();
        let title = errors.line("title", &self.title, TITLE_CHARS);
        let days = errors.number("days", &self.days.to_string(), PLAN_DAYS).and_then(Days::new);
        let text = errors.lines("text", &self.text, WORDS);
        bounded(Money::new(price, currency), &mut errors);
        let order = title.zip(days).zip(text);
        errors.finish(order.map(|((title, days), text)| (Plan { title, price, days }, text)))
    }
}

/// A price within the bounds of its currency.
fn bounded(price: Money, errors: &mut FieldErrors) {
    let (least, most) = price.currency.price_bounds();
    if price.amount < least || price.amount > most {
        let bound = |amount| Money::new(amount, price.currency).plain();
        errors.add_with("price", "price-bounds", vec![("min", bound(least)), ("max", bound(most))]);
    }
}

/// Extra work, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct OrderForm {
    /// What it is, in a line.
    pub title: String,
    /// In the deal's currency.
    pub price: String,
    /// How long the work takes once started.
    pub days: String,
    /// What is to be done.
    pub text: String,
}

impl OrderForm {
    /// What is proposed.
    pub(crate) fn parse(&self, currency: Currency) -> Result<(Plan, String), Failure> {
        let mut errors = FieldErrors::default();
        let title = errors.line("title", &self.title, TITLE_CHARS);
        let code = if self.price.trim().is_empty() { "required" } else { "money" };
        let price = errors.take("price", Money::parse_typed(&self.price, currency).ok_or(code));
        let days = errors.number("days", &self.days, PLAN_DAYS).and_then(Days::new);
        let text = errors.lines("text", &self.text, WORDS);
        if let Some(price) = price {
            bounded(price, &mut errors);
        }
        let order = title.zip(price).zip(days).zip(text);
        errors.finish(order.map(|(((title, price), days), text)| (Plan { title, price: price.amount, days }, text)))
    }
}

/// Yes or no, as a program answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeAnswer)]
pub(crate) struct AgreeBody {
    pub agree: bool,
}
