//! What is sent about several bids.

use super::actions::Row;
use crate::bids::forms::BidForm;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::Currency;
use serde::{Deserialize, Serialize};

/// The form of several bids, as typed: a row for each creator, and what all of them say.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AgentForm {
    /// `agency:creator`, of each row.
    pub(super) who: Vec<String>,
    /// The price of each row; empty for no bid.
    pub(super) price: Vec<String>,
    /// The days of each row.
    pub(super) days: Vec<String>,
    pub(super) rounds: String,
    pub(super) message: String,
    pub(super) answer: String,
    /// The number of a time, where shows are live.
    pub(super) time: String,
}

impl AgentForm {
    /// What was typed for somebody: price and days.
    pub(super) fn typed(&self, who: &str) -> Option<(String, String)> {
        let place = self.who.iter().position(|one| one == who)?;
        let at = |list: &[String]| list.get(place).cloned().unwrap_or_default();
        Some((at(&self.price), at(&self.days)))
    }

    /// The rows with a price that can be read, and what is wrong with the others; or every field that cannot be taken, where no row can be read or
    /// something that all of them say is wrong. `seats` are those on the page, in its order.
    pub(super) fn parse(&self, seats: &[String], currency: Currency) -> Result<(Vec<Row>, FieldErrors), Failure> {
        let (mut errors, mut rows) = (FieldErrors::default(), Vec::new());
        for (index, who) in seats.iter().enumerate() {
            let Some((price, days)) = self.typed(who).filter(|(price, _)| !price.trim().is_empty()) else { continue };
            let said = (self.rounds.clone(), self.message.clone(), self.answer.clone(), self.time.clone());
            let (rounds, message, answer, time) = said;
            let form = BidForm { price, days, rounds, message, answer, time, ..BidForm::default() };
            match (form.parse(currency), who.split_once(':')) {
                (Ok(offer), Some((agency, creator))) => {
                    let ids = agency.parse().ok().zip(creator.parse().ok());
                    let (agency, creator) = ids.ok_or(Failure::NotFound)?;
                    rows.push(Row { index, agency, creator, offer });
                }
                (Err(Failure::Invalid(found)), _) => errors.0.extend(found.0.into_iter().map(|mut error| {
                    error.field = field(index, &error.field);
                    error
                })),
                (Err(other), _) => return Err(other),
                (Ok(_), None) => return Err(Failure::NotFound),
            }
        }
        let is_gone = |who: &String| !seats.contains(who) && self.typed(who).is_some_and(|(price, _)| !price.trim().is_empty());
        if self.who.iter().any(is_gone) {
            errors.add("rows", "agency-gone");
        }
        let mut told = std::collections::BTreeSet::new();
        errors.0.retain(|error| told.insert((error.field.clone(), error.code)));
        if rows.is_empty() && errors.is_empty() {
            errors.add("rows", "required");
        }
        if rows.is_empty() || errors.0.iter().any(|error| !error.field.starts_with("rows")) {
            return Err(Failure::Invalid(errors));
        }
        Ok((rows, errors))
    }
}

/// What a row's own fields are called; what all rows share keeps its name.
pub(super) fn field(index: usize, name: &str) -> String {
    match name {
        "rounds" | "message" | "answer" | "time" => name.to_owned(),
        "days" => format!("rows-{index}-days"),
        _ => format!("rows-{index}-price"),
    }
}
