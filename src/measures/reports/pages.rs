//! Reporting, and the moderators' pages.

use super::forms::{AnswerForm, ReportForm};
use super::model::{Outcome, Report, ReportKind, ReportReason, Thing};
use crate::primitives::id::UserId;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

#[derive(Serialize)]
struct Offer {
    value: &'static str,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

fn offer(asker: &Asker, key: &str, word: &'static str) -> Offer {
    Offer { value: word, label: asker.text(&format!("reports-{key}-{word}"), &[]), hint: None, icon: None }
}

/// `GET /reports/new`
#[derive(Serialize)]
pub(super) struct ReportPage {
    kind: ReportKind,
    excerpt: String,
    url: String,
    reasons: Vec<Offer>,
    form: ReportForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for ReportPage {
    const TEMPLATE: &'static str = "measures/new_report.html";
    const ACTIVE: &'static str = "";
}

impl ReportPage {
    pub(super) fn of(asker: &Asker, thing: &Thing, form: ReportForm, errors: Vec<ShownError>) -> Self {
        Self {
            kind: thing.kind,
            excerpt: thing.excerpt.chars().take(300).collect(),
            url: thing.url.clone(),
            reasons: ReportReason::ALL.iter().map(|reason| offer(asker, "reason", reason.word())).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

#[derive(Serialize)]
struct Row {
    url: String,
    kind: ReportKind,
    reason: ReportReason,
    excerpt: String,
    since: Instant,
}

/// `GET /admin/reports`
#[derive(Serialize)]
pub(super) struct QueuePage {
    rows: Vec<Row>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "measures/reports.html";
    const ACTIVE: &'static str = "desk";
}

impl QueuePage {
    pub(super) fn of(waiting: &[Report]) -> Self {
        let row = |report: &Report| Row {
            url: format!("/admin/reports/{}", report.id),
            kind: report.thing.kind,
            reason: report.reason,
            excerpt: report.thing.excerpt.chars().take(120).collect(),
            since: report.at,
        };
        Self { rows: waiting.iter().map(row).collect() }
    }
}

/// `GET /admin/reports/{id}`
#[derive(Serialize)]
pub(super) struct JudgePage {
    kind: ReportKind,
    reason: ReportReason,
    words: String,
    excerpt: String,
    url: String,
    user: UserId,
    reporter: UserId,
    at: Instant,
    action: String,
    outcomes: Vec<Offer>,
    rules: Vec<Offer>,
    given: Option<Outcome>,
    /// The rule that was broken.
    broken: Option<ReportReason>,
    form: AnswerForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for JudgePage {
    const TEMPLATE: &'static str = "measures/report.html";
    const ACTIVE: &'static str = "desk";
}

impl JudgePage {
    pub(super) fn of(asker: &Asker, report: &Report, form: AnswerForm, errors: Vec<ShownError>) -> Self {
        Self {
            kind: report.thing.kind,
            reason: report.reason,
            words: report.words.clone(),
            excerpt: report.thing.excerpt.clone(),
            url: report.thing.url.clone(),
            user: report.thing.user,
            reporter: report.by,
            at: report.at,
            action: format!("/admin/reports/{}/answer", report.id),
            outcomes: Outcome::ALL.iter().map(|outcome| offer(asker, "outcome", outcome.word())).collect(),
            rules: ReportReason::ALL.iter().map(|reason| offer(asker, "reason", reason.word())).collect(),
            broken: report.answered.as_ref().and_then(|answered| answered.rule),
            given: report.answered.as_ref().map(|answered| answered.outcome),
            form: if form.rule.is_empty() { AnswerForm { rule: report.reason.to_string(), ..form } } else { form },
            errors,
            once: fresh_once(),
        }
    }
}
