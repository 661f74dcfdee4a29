//! What a merchant wants of a campaign, and whom to invite of those proposed.

use crate::failure::FieldErrors;
use crate::matching::{Goal, Wishes};
use crate::primitives::{Choice as _, Currency, Money};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Creators in one plan.
pub(crate) const PLACES: RangeInclusive<i32> = 1..=100;

/// The query of `/briefs/{id}/plan`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PlanQuery {
    /// As typed, in the unit of the brief's currency.
    pub budget: String,
    /// As typed.
    pub places: String,
    /// The word of a goal.
    pub goal: String,
    /// Handles of creators who are to stay out.
    pub without: Vec<String>,
}

impl PlanQuery {
    /// Nothing was asked yet.
    pub(crate) fn is_new(&self) -> bool {
        self.budget.is_empty() && self.places.is_empty() && self.goal.is_empty()
    }

    /// What is wanted, if it can be read; what cannot is among the errors.
    pub(crate) fn parse(&self, currency: Currency, errors: &mut FieldErrors) -> Option<Wishes> {
        let budget = Money::parse_typed(self.budget.trim(), currency).filter(|budget| budget.amount.is_positive());
        if budget.is_none() {
            errors.add("budget", if self.budget.trim().is_empty() { "required" } else { "money" });
        }
        let places = errors.number("places", &self.places, PLACES).and_then(|places| usize::try_from(places).ok());
        let goal = if self.goal.is_empty() { Some(Goal::Reach) } else { errors.choice("goal", &self.goal) };
        Some(Wishes { budget: budget?.amount.0, places: places?, goal: goal? })
    }

    /// The goal that is chosen.
    pub(crate) fn goal(&self) -> Goal {
        Goal::from_word(&self.goal).unwrap_or(Goal::Reach)
    }
}

/// Whom to invite at once, as sent, beside what was asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct InviteAllForm {
    /// Their handles.
    pub creator: Vec<String>,
    /// As in the query.
    pub budget: String,
    /// As in the query.
    pub places: String,
    /// As in the query.
    pub goal: String,
    /// As in the query.
    pub without: Vec<String>,
}

impl InviteAllForm {
    /// What was asked for.
    pub(crate) fn query(&self) -> PlanQuery {
        let Self { budget, places, goal, without, .. } = self.clone();
        PlanQuery { budget, places, goal, without }
    }
}
