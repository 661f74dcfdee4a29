//! What people see of appeals.

use super::forms::{AppealForm, VerdictForm};
use super::model::{Appeal, AppealKind, AppealState, Decision};
use crate::primitives::Instant;
use crate::primitives::id::{AppealId, UserId};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// `GET /appeals/new`
#[derive(Serialize)]
pub(super) struct AppealPage {
    kind: AppealKind,
    decision: String,
    at: Instant,
    back: String,
    /// What became of an appeal that was made.
    made: Option<MadeView>,
    form: AppealForm,
    errors: Vec<ShownError>,
    once: String,
}

#[derive(Serialize)]
struct MadeView {
    state: AppealState,
    words: String,
    answer: String,
}

impl Page for AppealPage {
    const TEMPLATE: &'static str = "measures/new_appeal.html";
    const ACTIVE: &'static str = "";
}

impl AppealPage {
    pub(super) fn of(asker: &Asker, decision: &Decision, made: Option<Appeal>, form: AppealForm, errors: Vec<ShownError>) -> Self {
        Self {
            kind: decision.kind,
            decision: said(asker, decision.kind, &decision.words),
            at: decision.at,
            back: decision.url.clone(),
            made: made.map(|appeal| MadeView { state: appeal.state, words: appeal.words, answer: appeal.answer }),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

/// What was decided, in the reader's language: a code, a colon and the words of whoever decided.
fn said(asker: &Asker, kind: AppealKind, decision: &str) -> String {
    let (code, words) = decision.split_once(": ").unwrap_or((decision, ""));
    let name = code.split(" (").next().unwrap_or_default();
    let key = match kind {
        AppealKind::Measure | AppealKind::OrgMeasure => format!("measures-step-{name}"),
        AppealKind::Points => format!("tiers-conduct-{name}"),
        AppealKind::Verification => format!("verifications-reason-{name}"),
        AppealKind::Channel => format!("checks-reason-{name}"),
        AppealKind::Brief => format!("briefs-reject-{}", decision.trim()),
        AppealKind::Report => return decision.to_owned(),
    };
    let Some(label) = asker.site.templates.texts().find(asker.lang, &key, &[]) else { return decision.to_owned() };
    let words = if kind == AppealKind::Brief { "" } else { words };
    if words.is_empty() { label } else { format!("{label}{}{words}", asker.text("face-colon", &[])) }
}

#[derive(Serialize)]
struct Row {
    id: AppealId,
    kind: AppealKind,
    decision: String,
    at: Instant,
}

/// `GET /admin/appeals`
#[derive(Serialize)]
pub(super) struct QueuePage {
    rows: Vec<Row>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "measures/appeals.html";
    const ACTIVE: &'static str = "desk";
}

impl QueuePage {
    pub(super) fn of(asker: &Asker, waiting: &[Appeal]) -> Self {
        let decided = |appeal: &Appeal| said(asker, appeal.kind, &appeal.decision);
        let row = |appeal: &Appeal| Row { id: appeal.id, kind: appeal.kind, decision: decided(appeal), at: appeal.at };
        Self { rows: waiting.iter().map(row).collect() }
    }
}

#[derive(Serialize)]
struct Offer {
    value: AppealState,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// `GET /admin/appeals/{id}`
#[derive(Serialize)]
pub(super) struct JudgePage {
    id: AppealId,
    kind: AppealKind,
    user: UserId,
    decision: String,
    words: String,
    at: Instant,
    state: AppealState,
    answer: String,
    /// The reader did not decide it.
    may_judge: bool,
    verdicts: Vec<Offer>,
    form: VerdictForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for JudgePage {
    const TEMPLATE: &'static str = "measures/appeal.html";
    const ACTIVE: &'static str = "desk";
}

impl JudgePage {
    pub(super) fn of(asker: &Asker, reader: UserId, appeal: Appeal, form: VerdictForm, errors: Vec<ShownError>) -> Self {
        let offer = |state: AppealState| Offer {
            value: state,
            label: asker.text(&format!("appeals-{state}"), &[]),
            hint: Some(asker.text(&format!("appeals-hint-{state}"), &[])),
            icon: None,
        };
        Self {
            id: appeal.id,
            kind: appeal.kind,
            user: appeal.user,
            decision: said(asker, appeal.kind, &appeal.decision),
            words: appeal.words,
            at: appeal.at,
            state: appeal.state,
            answer: appeal.answer,
            may_judge: appeal.state == AppealState::Waiting && reader != appeal.decided_by && reader != appeal.user,
            verdicts: [AppealState::Granted, AppealState::Dismissed].map(offer).into_iter().collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}
