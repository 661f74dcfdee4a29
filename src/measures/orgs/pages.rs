//! Organisations, as moderators see them.

use super::store::OrgEntry;
use crate::measures::forms::StepForm;
use crate::measures::model::{Taken, next};
use crate::measures::pages::{Offer, Step, offers, shown};
use crate::primitives::Instant;
use crate::primitives::id::{OrgId, UserId};
use crate::sessions::{Measure, OrgKind};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Row {
    id: OrgId,
    kind: OrgKind,
    name: String,
    at: Instant,
    measure: Option<Measure>,
}

impl From<&OrgEntry> for Row {
    fn from(entry: &OrgEntry) -> Self {
        Self { id: entry.id, kind: entry.kind, name: entry.name.clone(), at: entry.created_at, measure: entry.measure }
    }
}

/// `GET /admin/orgs`
#[derive(Serialize)]
pub(super) struct OrgsPage {
    about: String,
    rows: Vec<Row>,
    next: Option<String>,
}

impl Page for OrgsPage {
    const TEMPLATE: &'static str = "measures/orgs.html";
    const ACTIVE: &'static str = "desk";
}

impl OrgsPage {
    pub(super) fn new(about: String, rows: &[OrgEntry], next: Option<String>) -> Self {
        Self { about, rows: rows.iter().map(Row::from).collect(), next }
    }
}

/// `GET /admin/orgs/{id}`
#[derive(Serialize)]
pub(super) struct OrgPage {
    org: Row,
    steps: Vec<Step>,
    /// What may be done now.
    offers: Vec<Offer>,
    form: StepForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for OrgPage {
    const TEMPLATE: &'static str = "measures/org.html";
    const ACTIVE: &'static str = "desk";
}

/// What stands on the page of an organisation.
pub(super) struct Seen {
    pub(super) entry: OrgEntry,
    pub(super) steps: Vec<Taken>,
    pub(super) names: HashMap<UserId, String>,
    /// The reader takes steps, and is no member.
    pub(super) may_act: bool,
}

impl OrgPage {
    pub(super) fn new(asker: &Asker, seen: &Seen, form: StepForm, errors: Vec<ShownError>) -> Self {
        let hint = |step| asker.text(&format!("measures-org-hint-{step}"), &[]);
        Self {
            org: Row::from(&seen.entry),
            steps: shown(&seen.steps, &seen.names),
            offers: if seen.may_act { offers(asker, |step| next(step, seen.entry.measure).is_ok(), hint) } else { Vec::new() },
            form,
            errors,
            once: fresh_once(),
        }
    }
}
