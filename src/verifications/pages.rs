//! What people see of verifications.

use super::actions::{Case, own_url};
use super::forms::{AskForm, RefuseForm};
use super::model::{RefusalReason, Verification, VerificationState, Whose};
use super::rules;
use crate::accounts::{NavItem, settings_nav};
use crate::files::File;
use crate::platform::sniff::Medium;
use crate::primitives::id::{UserId, VerificationId};
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

#[derive(Serialize)]
struct Shown {
    id: VerificationId,
    state: VerificationState,
    mark: &'static str,
    name: String,
    number: String,
    link: String,
    file_url: Option<String>,
    asked_at: Instant,
    asked_by: String,
    decided_at: Option<Instant>,
    decided_by: String,
    reason: Option<RefusalReason>,
    words: String,
    expires_at: Option<Instant>,
}

const fn mark(state: VerificationState) -> &'static str {
    match state {
        VerificationState::Asked => "wash",
        VerificationState::Verified => "released",
        VerificationState::Refused => "danger",
        VerificationState::Expired => "plain",
    }
}

impl Shown {
    fn of(one: &Verification, names: &[(UserId, String)]) -> Self {
        let name = |id: UserId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()).unwrap_or_default();
        let said = one.decision.as_ref();
        Self {
            id: one.id,
            state: one.state,
            mark: mark(one.state),
            name: one.papers.name.clone(),
            number: one.papers.number.clone(),
            link: one.papers.link.clone(),
            file_url: one.papers.file.map(|_| format!("/verifications/{}/file", one.id)),
            asked_at: one.asked_at,
            asked_by: name(one.asked_by),
            decided_at: said.map(|said| said.at),
            decided_by: said.map(|said| name(said.by)).unwrap_or_default(),
            reason: said.and_then(|said| said.reason),
            words: said.map(|said| said.words.clone()).unwrap_or_default(),
            expires_at: one.expires_at,
        }
    }
}

/// Where an organisation or a creator stands, and the form to ask.
#[derive(Serialize)]
pub(super) struct OwnPage {
    nav: Vec<NavItem>,
    is_org: bool,
    /// Of the organisation.
    back: String,
    title: String,
    /// Of the creator.
    handle: String,
    action: String,
    now: Option<Shown>,
    earlier: Vec<Shown>,
    /// Where to appeal against the refusal that stands.
    appeal_url: Option<String>,
    may_ask: bool,
    form: AskForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for OwnPage {
    const TEMPLATE: &'static str = "verifications/own.html";
    const ACTIVE: &'static str = "";
}

/// The form as it stands, with what could not be taken.
pub(super) type Typed = (AskForm, Vec<ShownError>);

impl OwnPage {
    pub(super) fn of(asker: &Asker, whose: Whose, title: String, all: &[Verification], (form, errors): Typed) -> Self {
        let refused = all.first().filter(|one| one.state == VerificationState::Refused);
        let back = match whose {
            Whose::Org(org) => format!("/settings/organisations/{org}"),
            Whose::Creator(_) => "/my/profile".to_owned(),
        };
        let handle = asker.person.as_ref().and_then(|person| person.creator.as_ref()).map(|creator| creator.handle.clone());
        Self {
            nav: settings_nav(asker, "/settings/organisations"),
            handle: handle.unwrap_or_default(),
            is_org: matches!(whose, Whose::Org(_)),
            back,
            title,
            action: own_url(whose),
            now: all.first().map(|one| Shown::of(one, &[])),
            earlier: all.iter().skip(1).map(|one| Shown::of(one, &[])).collect(),
            appeal_url: refused.map(|one| format!("/appeals/new?kind=verification&subject={}/{}", one.id, one.version)),
            may_ask: rules::may_ask(all.first(), asker.now).is_ok(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

#[derive(Serialize)]
struct Row {
    id: VerificationId,
    face: String,
    name: String,
    is_org: bool,
    since: Instant,
}

/// `GET /admin/verifications`
#[derive(Serialize)]
pub(super) struct QueuePage {
    rows: Vec<Row>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "verifications/queue.html";
    const ACTIVE: &'static str = "desk";
}

impl QueuePage {
    pub(super) fn of(waiting: Vec<(Verification, String)>) -> Self {
        let row = |(one, face): (Verification, String)| Row {
            id: one.id,
            face,
            name: one.papers.name,
            is_org: matches!(one.whose, Whose::Org(_)),
            since: one.asked_at,
        };
        Self { rows: waiting.into_iter().map(row).collect() }
    }
}

#[derive(Serialize)]
struct Alike {
    id: VerificationId,
    face: String,
    state: VerificationState,
    mark: &'static str,
}

#[derive(Serialize)]
struct Offer {
    value: &'static str,
    label: String,
}

#[derive(Serialize)]
struct FileView {
    name: String,
    url: String,
    is_picture: bool,
}

/// `GET /admin/verifications/{id}`
#[derive(Serialize)]
pub(super) struct CasePage {
    face: String,
    face_url: String,
    is_org: bool,
    one: Shown,
    file: Option<FileView>,
    others: Vec<Shown>,
    alike: Vec<Alike>,
    is_own: bool,
    /// It waits, and the reader may want it granted.
    grant_url: Option<String>,
    may_refuse: bool,
    action: String,
    reasons: Vec<Offer>,
    form: RefuseForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for CasePage {
    const TEMPLATE: &'static str = "verifications/case.html";
    const ACTIVE: &'static str = "desk";
}

impl CasePage {
    pub(super) fn of(asker: &Asker, case: &Case, form: RefuseForm, errors: Vec<ShownError>) -> Self {
        let (one, id) = (&case.one, case.one.id);
        let alike = |(other, face): &(Verification, String)| Alike {
            id: other.id,
            face: face.clone(),
            state: other.state,
            mark: mark(other.state),
        };
        let reason =
            |reason: &RefusalReason| Offer { value: reason.word(), label: asker.text(&format!("verifications-reason-{reason}"), &[]) };
        let view = |file: &File| FileView {
            name: file.name.clone(),
            url: format!("/verifications/{id}/file"),
            is_picture: matches!(file.media.medium(), Medium::Picture),
        };
        let waits = rules::after(one.state, rules::Event::Granted).is_ok();
        Self {
            face: case.face.0.clone(),
            face_url: case.face.1.clone(),
            is_org: matches!(one.whose, Whose::Org(_)),
            one: Shown::of(one, &case.names),
            file: case.file.as_ref().map(view),
            others: case.others.iter().map(|other| Shown::of(other, &case.names)).collect(),
            alike: case.alike.iter().map(alike).collect(),
            is_own: !case.may_judge,
            grant_url: (case.may_judge && waits).then(|| format!("/admin/acts/new?kind=verification_grant&subject={id}")),
            may_refuse: case.may_judge && rules::after(one.state, rules::Event::Refused).is_ok(),
            action: format!("/admin/verifications/{id}/refusal"),
            reasons: RefusalReason::ALL.iter().map(reason).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}
