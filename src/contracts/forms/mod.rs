//! What people send about deals.

mod changes;

pub(crate) use changes::{AgreeBody, ExtendBody, ExtendForm, OrderBody, OrderForm};

use crate::contracts::actions::{Asking, Seen};
use crate::contracts::model::{CancelReason, Plan};
use crate::contracts::rules;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Choice as _, Currency, Days, Minor, Money};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use utoipa::ToSchema;

/// Characters of the title of a part.
const TITLE_CHARS: usize = 120;
/// Days that a part may take.
const PLAN_DAYS: RangeInclusive<i32> = 1..=365;

/// The award form, as typed: the parts of the work as repeated fields.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AwardForm {
    /// The version of the bid that was seen.
    pub version: String,
    /// What each part is.
    pub title: Vec<String>,
    /// The price of each part.
    pub price: Vec<String>,
    /// The days of each part.
    pub days: Vec<String>,
    /// `add` wants one more part, `look` the agreement for these parts, anything else awards.
    #[serde(rename = "do")]
    pub wish: String,
}

/// One part, as typed.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct PlanForm {
    /// What it is.
    pub title: String,
    /// Its price.
    pub price: String,
    /// Its days.
    pub days: String,
}

impl PlanForm {
    /// As it stands in a plan.
    #[must_use]
    pub(crate) fn of(plan: &Plan, currency: Currency) -> Self {
        Self { title: plan.title.clone(), price: Money::new(plan.price, currency).plain(), days: plan.days.get().to_string() }
    }

    fn is_blank(&self) -> bool {
        [&self.title, &self.price, &self.days].into_iter().all(|field| field.trim().is_empty())
    }

    fn parse(&self, index: usize, currency: Currency, errors: &mut FieldErrors) -> Option<Plan> {
        let name = |field: &str| format!("milestones-{index}-{field}");
        let title = errors.line(&name("title"), &self.title, TITLE_CHARS);
        let price = match Money::parse_typed(&self.price, currency) {
            Some(price) => Some(price.amount),
            None => errors.take(&name("price"), Err(if self.price.trim().is_empty() { "required" } else { "money" })),
        };
        let days = errors.number(&name("days"), &self.days, PLAN_DAYS).and_then(Days::new);
        title.zip(price).zip(days).map(|((title, price), days)| Plan { title, price, days })
    }
}

impl AwardForm {
    /// The parts as typed, without those that are all blank.
    #[must_use]
    pub(crate) fn rows(&self) -> Vec<PlanForm> {
        let at = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
        let rows = self.title.len().max(self.price.len()).max(self.days.len()).min(rules::MOST_MILESTONES + 1);
        let row = |index| PlanForm { title: at(&self.title, index), price: at(&self.price, index), days: at(&self.days, index) };
        (0..rows).map(row).filter(|row| !row.is_blank()).collect()
    }

    /// The parts, or every field that cannot be taken.
    pub(crate) fn parse(&self, currency: Currency) -> Result<Vec<Plan>, Failure> {
        let mut errors = FieldErrors::default();
        let plans: Option<Vec<Plan>> = self
            .rows()
            .iter()
            .enumerate()
            .map(|(index, row)| row.parse(index, currency, &mut errors))
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        errors.finish(plans)
    }

    /// The version of the bid that was seen.
    pub(crate) fn parse_version(&self) -> Result<i64, Failure> {
        self.version.parse().map_err(|_| Failure::field("version", "required"))
    }
}

/// Taking the terms on the table, as sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AcceptForm {
    /// The version of the bid that was seen.
    pub version: String,
}

impl AcceptForm {
    /// The version of the bid that was seen.
    pub(crate) fn parse(&self) -> Result<i64, Failure> {
        self.version.parse().map_err(|_| Failure::field("version", "required"))
    }
}

/// A part of the work, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Plan)]
pub struct PlanBody {
    /// What it is.
    #[schema(max_length = 120)]
    pub title: String,
    /// In the currency of the bid.
    pub price: Money,
    /// How long the work takes once started.
    #[schema(minimum = 1, maximum = 365)]
    pub days: i32,
}

/// An award, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Award)]
pub struct AwardBody {
    /// The version of the bid that was seen.
    pub version: i64,
    /// The parts of the work, which add up to the price of the bid; all of it is one part if none are named.
    #[schema(max_items = 12)]
    pub milestones: Option<Vec<PlanBody>>,
}

impl AwardBody {
    /// The version and the parts, or every field that cannot be taken. Refusals: `money.currency`.
    pub fn parse(self, currency: Currency, price: Minor) -> Result<(i64, Vec<Plan>), Failure> {
        let Some(sent) = self.milestones else { return Ok((self.version, Vec::new())) };
        let mut errors = FieldErrors::default();
        let mut plans = Vec::with_capacity(sent.len().min(rules::MOST_MILESTONES));
        for (index, part) in sent.iter().enumerate() {
            let name = |field: &str| format!("milestones-{index}-{field}");
            let price = rules::in_currency(currency, part.price)?;
            let title = errors.line(&name("title"), &part.title, TITLE_CHARS);
            let days = errors.number(&name("days"), &part.days.to_string(), PLAN_DAYS).and_then(Days::new);
            plans.extend(title.zip(days).map(|(title, days)| Plan { title, price, days }));
        }
        if errors.is_empty() {
            rules::check(&plans, currency, price, &mut errors);
        }
        for error in &mut errors.0 {
            error.field = in_json(&error.field);
        }
        errors.finish(Some((self.version, plans)))
    }
}

/// The name of a field of the page as it stands in JSON: `milestones-0-price` → `milestones[0].price`.
fn in_json(field: &str) -> String {
    match field.split('-').collect::<Vec<_>>()[..] {
        [list, index, name] => format!("{list}[{index}].{name}"),
        _ => field.to_owned(),
    }
}

/// An approval, as sent: what was seen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ApproveForm {
    /// The version of the delivery.
    pub delivery_version: String,
    /// What leaves escrow, in minor units.
    pub amount: String,
    /// Its currency.
    pub currency: String,
}

impl ApproveForm {
    /// What was seen, or the fields that cannot be read.
    pub(crate) fn parse(&self) -> Result<Seen, Failure> {
        let mut errors = FieldErrors::default();
        let delivery = errors.take("delivery_version", self.delivery_version.parse::<i32>().map_err(|_| "required"));
        let amount = errors.take("amount", self.amount.parse::<i64>().map_err(|_| "required"));
        let currency = errors.choice::<Currency>("currency", &self.currency);
        let seen = delivery
            .zip(amount)
            .zip(currency)
            .map(|((delivery, amount), currency)| Seen { delivery, amount: Money::new(Minor(amount), currency) });
        errors.finish(seen)
    }
}

/// A wish to cancel, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CancelForm {
    /// A word of the list of reasons.
    pub reason: String,
    /// The part of the price that should go back; empty for what the rules say.
    pub refund: String,
}

impl CancelForm {
    /// Reason and refund, or the fields that cannot be taken.
    pub(crate) fn parse(&self, currency: Currency) -> Result<Asking, Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.choice::<CancelReason>("reason", &self.reason);
        let refund = if self.refund.trim().is_empty() {
            Some(None)
        } else {
            errors.take("refund", Money::parse_typed(&self.refund, currency).map(|money| Some(money.amount)).ok_or("money"))
        };
        errors.finish(reason.zip(refund).map(|(reason, refund)| Asking { reason, refund }))
    }
}

/// A tip, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TipForm {
    /// In the deal's currency.
    pub amount: String,
}

impl TipForm {
    /// The amount, if it is one.
    pub(crate) fn parse(&self, currency: Currency) -> Result<Money, Failure> {
        let typed = self.amount.trim();
        Money::parse_typed(typed, currency).ok_or_else(|| Failure::field("amount", if typed.is_empty() { "required" } else { "money" }))
    }
}

/// An answer to a request for cancellation, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    /// `yes` or `no`.
    pub agree: String,
}

impl AnswerForm {
    /// Yes or no.
    pub(crate) fn parse(&self) -> Result<bool, Failure> {
        match self.agree.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(Failure::field("agree", "choice")),
        }
    }
}

/// The words of all reasons, for the form.
#[must_use]
pub(crate) fn reasons() -> Vec<&'static str> {
    CancelReason::ALL.iter().map(|reason| reason.word()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(rows: &[(&str, &str, &str)]) -> AwardForm {
        let pick = |of: fn(&(&str, &str, &str)) -> String| rows.iter().map(of).collect();
        AwardForm {
            title: pick(|row| row.0.to_owned()),
            price: pick(|row| row.1.to_owned()),
            days: pick(|row| row.2.to_owned()),
            ..AwardForm::default()
        }
    }

    #[test]
    fn blank_parts_are_left_out_and_half_filled_ones_are_named() {
        let plans = form(&[("Script", "1,200", "3"), ("", " ", "")]).parse(Currency::Cny).unwrap();
        assert_eq!(plans.len(), 1);
        let Err(Failure::Invalid(errors)) = form(&[("Script", "1200", "3"), ("Film", "", "x")]).parse(Currency::Cny) else {
            panic!("taken")
        };
        let fields: Vec<(&str, &str)> = errors.0.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(fields, [("milestones-1-price", "required"), ("milestones-1-days", "number")]);
    }

    #[test]
    fn a_refund_may_be_left_to_the_rules() {
        let form = CancelForm { reason: "late".into(), refund: String::new() };
        assert_eq!(form.parse(Currency::Cny).unwrap(), Asking { reason: CancelReason::Late, refund: None });
        let form = CancelForm { reason: "late".into(), refund: "much".into() };
        assert!(form.parse(Currency::Cny).is_err());
    }
}
