//! The plan of a campaign: a set of creators for a budget.

use crate::briefs::forms::PlanQuery;
use crate::briefs::model::Brief;
use crate::matching::{FitLine, Goal, Proposal};
use crate::primitives::{Choice as _, Currency, Instant, Minor, Money};
use crate::web::{Page, ShownError};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
struct GoalChoice {
    value: &'static str,
    label: String,
    hint: String,
}

/// Somebody who may be left out, or is.
#[derive(Debug, Clone, Serialize)]
struct OutChoice {
    value: String,
    label: String,
}

/// A creator who is proposed.
#[derive(Debug, Clone, Serialize)]
struct PlannedRow {
    url: String,
    name: String,
    handle: String,
    initial: String,
    fit: FitLine,
    is_new: bool,
    followers: i64,
    /// People whom none of those above reaches.
    adds: i64,
    price: Money,
}

/// What is proposed.
#[derive(Debug, Clone, Serialize)]
struct PlanView {
    rows: Vec<PlannedRow>,
    reach: i64,
    spent: Money,
    left: Money,
    percent: u8,
    /// Of so many creators.
    of: usize,
    /// Out of so many who are seen where the brief is shown.
    weighed: usize,
    /// Prices are of so many deals; 0: of the brief.
    deals: usize,
}

/// `/briefs/{id}/plan`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlanPage {
    id: String,
    title: String,
    currency: Currency,
    form: PlanQuery,
    goals: Vec<GoalChoice>,
    goal: Goal,
    /// Who may be left out: those proposed, and those left out already.
    others: Vec<OutChoice>,
    may_invite: bool,
    /// Neither the brief nor deals like it say what such work costs.
    lacks_prices: bool,
    plan: Option<PlanView>,
    errors: Vec<ShownError>,
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "briefs/plan.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl PlanPage {
    /// The form as it was sent.
    #[must_use]
    pub(crate) fn of(brief: &Brief, form: PlanQuery, may_invite: bool, say: super::Say<'_>) -> Self {
        let choice = |goal: &Goal| GoalChoice {
            value: goal.word(),
            label: say(&format!("plan-goal-{goal}"), &[]),
            hint: say(&format!("plan-goal-{goal}-hint"), &[]),
        };
        Self {
            id: brief.id.to_string(),
            title: brief.title.clone(),
            currency: brief.currency,
            goals: Goal::ALL.iter().map(choice).collect(),
            goal: form.goal(),
            others: Vec::new(),
            form,
            may_invite,
            lacks_prices: false,
            plan: None,
            errors: Vec::new(),
        }
    }

    /// With what is wrong.
    #[must_use]
    pub(crate) fn with_errors(self, errors: Vec<ShownError>) -> Self {
        Self { errors, ..self }
    }

    /// With what is proposed for so much money; nothing where nobody knows what such work costs.
    #[must_use]
    pub(crate) fn proposing(self, proposal: Option<&Proposal>, budget: i64, (say, now): (super::Say<'_>, Instant)) -> Self {
        let Some(found) = proposal else { return Self { lacks_prices: true, ..self } };
        let money = |amount: i64| Money::new(Minor(amount), self.currency);
        let row = |pick: &crate::matching::Pick| {
            let ((maker, fit), candidate) = (found.makers.get(pick.at)?, found.candidates.get(pick.at)?);
            Some(PlannedRow {
                url: format!("/creators/{}", maker.person.handle),
                name: maker.person.name.clone(),
                handle: maker.person.handle.clone(),
                initial: super::initial(&maker.person.name),
                fit: FitLine::of(fit, say),
                is_new: maker.is_newcomer(now),
                followers: candidate.followers(),
                adds: pick.adds,
                price: money(candidate.price),
            })
        };
        let plan = PlanView {
            rows: found.plan.picks.iter().filter_map(row).collect(),
            reach: found.plan.reach,
            spent: money(found.plan.spent),
            left: money(budget.saturating_sub(found.plan.spent)),
            percent: found.plan.percent,
            of: found.candidates.len(),
            weighed: found.weighed,
            deals: found.deals,
        };
        let proposed = plan.rows.iter().map(|row| OutChoice { value: row.handle.clone(), label: row.name.clone() });
        let out = self.form.without.iter().map(|handle| OutChoice { value: handle.clone(), label: format!("@{handle}") });
        Self { others: proposed.chain(out).collect(), plan: Some(plan), ..self }
    }
}
