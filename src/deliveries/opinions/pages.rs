//! Asking a moderator, and the moderators' pages.

use super::actions::Case;
use super::forms::{AnswerForm, AskForm};
use super::model::{Opinion, Verdict};
use crate::contracts::{Contract, Milestone, Party};
use crate::deliveries::pages::VersionView;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// `GET /milestones/{id}/opinions/new`
#[derive(Serialize)]
pub(super) struct AskPage {
    contract: String,
    contract_url: String,
    milestone: String,
    action: String,
    version: i32,
    question: String,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "deliveries/new_opinion.html";
    const ACTIVE: &'static str = "workbench";
}

impl AskPage {
    pub(super) fn of(contract: &Contract, milestone: &Milestone, form: &AskForm, errors: Vec<ShownError>) -> Self {
        Self {
            contract: contract.title.clone(),
            contract_url: format!("/contracts/{}?milestone={}", contract.id, milestone.id),
            milestone: milestone.title.clone(),
            action: format!("/milestones/{}/opinions", milestone.id),
            version: milestone.times_submitted,
            question: form.question.clone(),
            errors,
            once: fresh_once(),
        }
    }
}

#[derive(Serialize)]
struct Row {
    url: String,
    title: String,
    since: Instant,
}

/// `GET /admin/opinions`
#[derive(Serialize)]
pub(super) struct QueuePage {
    rows: Vec<Row>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "deliveries/opinions.html";
    const ACTIVE: &'static str = "desk";
}

impl QueuePage {
    pub(super) fn of(waiting: &[(Opinion, String)]) -> Self {
        let row = |(opinion, title): &(Opinion, String)| Row {
            url: format!("/admin/opinions/{}", opinion.id),
            title: title.clone(),
            since: opinion.at,
        };
        Self { rows: waiting.iter().map(row).collect() }
    }
}

#[derive(Serialize)]
struct Offer {
    value: Verdict,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// A point of the checklist.
#[derive(Serialize)]
struct Point {
    id: String,
    text: String,
    kind: &'static str,
}

/// `GET /admin/opinions/{id}`
#[derive(Serialize)]
pub(super) struct CasePage {
    title: String,
    milestone: String,
    merchant: String,
    creator: String,
    contract_url: String,
    by: String,
    question: String,
    at: Instant,
    version: Option<VersionView>,
    checks: Vec<Point>,
    action: String,
    offers: Vec<Offer>,
    given: Option<Verdict>,
    form: AnswerForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for CasePage {
    const TEMPLATE: &'static str = "deliveries/opinion.html";
    const ACTIVE: &'static str = "desk";
}

impl CasePage {
    pub(super) fn of(asker: &Asker, case: Case, form: AnswerForm, errors: Vec<ShownError>) -> Self {
        let offer =
            |verdict: &Verdict| Offer { value: *verdict, label: asker.text(&format!("opinions-{verdict}"), &[]), hint: None, icon: None };
        let point = |check: &crate::briefs::Check| Point { id: check.id.clone(), text: check.text.clone(), kind: check.level.word() };
        let by = if case.opinion.party == Party::Creator { &case.parties.creator_name } else { &case.parties.org_name };
        Self {
            title: case.contract.title.clone(),
            milestone: case.milestone.title.clone(),
            by: by.clone(),
            merchant: case.parties.org_name.clone(),
            creator: case.parties.creator_name.clone(),
            contract_url: format!("/contracts/{}?milestone={}", case.contract.id, case.milestone.id),
            question: case.opinion.question.clone(),
            at: case.opinion.at,
            version: case.version,
            checks: case.checks.iter().map(point).collect(),
            action: format!("/admin/opinions/{}/answer", case.opinion.id),
            offers: Verdict::ALL.iter().map(offer).collect(),
            given: case.opinion.given.as_ref().map(|given| given.verdict),
            form,
            errors,
            once: fresh_once(),
        }
    }
}
