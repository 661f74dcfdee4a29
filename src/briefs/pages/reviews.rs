//! What may break a rule, as merchants and moderators read it, and the moderators' pages.

use super::show::state_kind;
use crate::briefs::lint::{self, RejectReason};
use crate::briefs::model::{Brief, BriefState, Merchant};
use crate::briefs::rules::may_stop;
use crate::lint::{FindingView, Severity};
use crate::platform::markdown::{self, Html};
use crate::primitives::{Choice as _, Instant, Lang};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// What was found in a brief.
pub(crate) fn found(brief: &Brief, lang: Lang) -> Vec<FindingView> {
    lint::findings(brief).iter().map(|finding| FindingView::of(finding, lang)).collect()
}

/// A brief that waits for a moderator or was refused by one, for its organisation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReviewView {
    found: Vec<FindingView>,
    waits: bool,
    is_refused: bool,
    is_stopped: bool,
    /// The reader is a moderator, of somebody else's brief.
    moderates: bool,
    /// Where the refusal is appealed against.
    appeal_url: String,
}

impl ReviewView {
    pub(crate) fn of(brief: &Brief, lang: Lang, moderates: bool) -> Self {
        Self {
            moderates,
            is_stopped: brief.state == BriefState::Stopped,
            found: if lint::was_sent_off(brief.state) { found(brief, lang) } else { Vec::new() },
            waits: brief.state == BriefState::PendingReview,
            is_refused: brief.state == BriefState::Rejected,
            appeal_url: format!("/appeals/new?kind=brief&subject={}/{}", brief.id, brief.words_version),
        }
    }
}

#[derive(Serialize)]
struct Row {
    url: String,
    title: String,
    org: String,
    since: Instant,
    flags: usize,
}

/// `GET /admin/briefs`
#[derive(Serialize)]
pub(crate) struct QueuePage {
    rows: Vec<Row>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "briefs/queue.html";
    const ACTIVE: &'static str = "desk";
}

impl QueuePage {
    pub(crate) fn of(waiting: &[(Brief, String)]) -> Self {
        let row = |(brief, org): &(Brief, String)| Row {
            url: format!("/admin/briefs/{}", brief.id),
            title: brief.title.clone(),
            org: org.clone(),
            since: brief.paused_at.unwrap_or(brief.created_at),
            flags: lint::findings(brief).iter().filter(|finding| finding.severity == Severity::Flag).count(),
        };
        Self { rows: waiting.iter().map(row).collect() }
    }
}

#[derive(Serialize)]
struct Offer {
    value: RejectReason,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// `GET /admin/briefs/{id}`
#[derive(Serialize)]
pub(crate) struct ReviewPage {
    id: String,
    title: String,
    state: BriefState,
    state_kind: &'static str,
    org: String,
    org_url: String,
    body_html: Html,
    checks: Vec<String>,
    question: String,
    found: Vec<FindingView>,
    reasons: Vec<Offer>,
    waits: bool,
    can_stop: bool,
    /// Why it was stopped.
    stopped: Option<String>,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "briefs/review.html";
    const ACTIVE: &'static str = "desk";
}

impl ReviewPage {
    pub(crate) fn of(asker: &Asker, brief: &Brief, merchant: &Merchant, errors: Vec<ShownError>) -> Self {
        let offer = |reason: &RejectReason| Offer {
            value: *reason,
            label: asker.text(&format!("briefs-reject-{reason}"), &[]),
            hint: None,
            icon: None,
        };
        Self {
            id: brief.id.to_string(),
            title: brief.title.clone(),
            state: brief.state,
            state_kind: state_kind(brief.state),
            org: merchant.name.clone(),
            org_url: format!("/m/{}", brief.org),
            body_html: markdown::render(&brief.body),
            checks: brief.checklist.iter().map(|check| check.text.clone()).collect(),
            question: brief.question.clone(),
            found: found(brief, asker.lang),
            reasons: RejectReason::ALL.iter().map(offer).collect(),
            waits: brief.state == BriefState::PendingReview,
            can_stop: may_stop(brief),
            stopped: (brief.state == BriefState::Stopped).then(|| brief.cancel_reason.clone()),
            errors,
            once: fresh_once(),
        }
    }
}
