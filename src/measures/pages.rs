//! Logins, as moderators see them.

use super::forms::StepForm;
use super::model::{Entry, Taken, next};
use crate::primitives::id::UserId;
use crate::primitives::{Choice as _, Instant};
use crate::sessions::{Measure, MeasureStep};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Row {
    id: UserId,
    name: String,
    email: String,
    at: Instant,
    measure: Option<Measure>,
}

impl From<&Entry> for Row {
    fn from(entry: &Entry) -> Self {
        Self { id: entry.id, name: entry.name.clone(), email: entry.email.to_string(), at: entry.created_at, measure: entry.measure }
    }
}

/// `GET /admin/users`
#[derive(Serialize)]
pub(super) struct UsersPage {
    about: String,
    rows: Vec<Row>,
    next: Option<String>,
}

impl Page for UsersPage {
    const TEMPLATE: &'static str = "measures/list.html";
    const ACTIVE: &'static str = "desk";
}

impl UsersPage {
    pub(super) fn new(about: String, rows: &[Entry], next: Option<String>) -> Self {
        Self { about, rows: rows.iter().map(Row::from).collect(), next }
    }
}

/// A step, as the history shows it.
#[derive(Serialize)]
pub(super) struct Step {
    step: MeasureStep,
    reason: String,
    by: String,
    at: Instant,
}

/// A step that may be taken, as a form offers it.
#[derive(Serialize)]
pub(super) struct Offer {
    value: MeasureStep,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// The history, with the names of those who took the steps.
pub(super) fn shown(steps: &[Taken], names: &HashMap<UserId, String>) -> Vec<Step> {
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_else(|| id.to_string());
    let step = |taken: &Taken| Step { step: taken.step, reason: taken.reason.clone(), by: name(taken.by), at: taken.at };
    steps.iter().map(step).collect()
}

/// What may be done now.
pub(super) fn offers(asker: &Asker, fits: impl Fn(MeasureStep) -> bool, hint: impl Fn(MeasureStep) -> String) -> Vec<Offer> {
    let offer = |step: MeasureStep| Offer {
        value: step,
        label: asker.text(&format!("measures-step-{step}"), &[]),
        hint: Some(hint(step)),
        icon: None,
    };
    MeasureStep::ALL.iter().copied().filter(|step| fits(*step)).map(offer).collect()
}

/// `GET /admin/users/{id}`
#[derive(Serialize)]
pub(super) struct UserPage {
    user: Row,
    steps: Vec<Step>,
    /// A creator, to whom points may be given.
    has_profile: bool,
    /// What may be done now.
    offers: Vec<Offer>,
    form: StepForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for UserPage {
    const TEMPLATE: &'static str = "measures/show.html";
    const ACTIVE: &'static str = "desk";
}

/// What stands on the page of a login.
pub(super) struct Seen {
    pub(super) entry: Entry,
    pub(super) steps: Vec<Taken>,
    pub(super) names: HashMap<UserId, String>,
    /// The reader takes steps, and this is nobody about whom none is taken.
    pub(super) may_act: bool,
}

impl UserPage {
    pub(super) fn new(asker: &Asker, seen: &Seen, form: StepForm, errors: Vec<ShownError>) -> Self {
        let hint = |step| asker.text(&format!("measures-hint-{step}"), &[]);
        Self {
            has_profile: seen.may_act && seen.entry.creator.is_some(),
            user: Row::from(&seen.entry),
            steps: shown(&seen.steps, &seen.names),
            offers: if seen.may_act { offers(asker, |step| next(step, seen.entry.measure).is_ok(), hint) } else { Vec::new() },
            form,
            errors,
            once: fresh_once(),
        }
    }
}
