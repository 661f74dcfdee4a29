//! What people see of checks.

use super::actions::{Case, Queue};
use super::forms::RefuseForm;
use super::model::{Check, CheckState, Reason};
use super::rules::{self, Event};
use crate::creators::forms::ChannelForm;
use crate::creators::model::{Channel, Way};
use crate::creators::pages::ChannelRow;
use crate::creators::pages::channel_row;
use crate::files::File;
use crate::platform::sniff::Medium;
use crate::primitives::id::CheckId;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

#[derive(Serialize)]
struct Shown {
    id: CheckId,
    way: Way,
    state: CheckState,
    mark: &'static str,
    asked_at: Instant,
    decided_at: Option<Instant>,
    reason: Option<Reason>,
    words: String,
    expires_at: Option<Instant>,
    next_at: Option<Instant>,
    file_url: Option<String>,
    /// Where its creator disagrees with a moderator who refused it.
    appeal_url: Option<String>,
}

const fn mark(state: CheckState) -> &'static str {
    match state {
        CheckState::Waiting => "wash",
        CheckState::Passed => "released",
        CheckState::Failed => "danger",
        CheckState::Ended => "plain",
    }
}

impl Shown {
    fn of(one: &Check) -> Self {
        Self {
            id: one.id,
            way: one.way,
            state: one.state,
            mark: mark(one.state),
            asked_at: one.asked_at,
            decided_at: one.decided_at,
            reason: one.reason,
            words: one.words.clone(),
            expires_at: one.expires_at,
            next_at: one.next_at,
            file_url: one.file.map(|_| format!("/channel-checks/{}/file", one.id)),
            appeal_url: rules::refused_by(one).map(|_| format!("/appeals/new?kind=channel&subject={}/{}", one.id, one.version)),
        }
    }
}

/// `/my/profile/channels/{id}`: one channel, its name and address, and how it is shown to be the creator's.
#[derive(Serialize)]
pub(super) struct ChannelPage {
    handle: String,
    channel: ChannelRow,
    url: String,
    code: String,
    now: Option<Shown>,
    earlier: Vec<Shown>,
    may_ask: bool,
    /// The page at the address can show it.
    may_ask_by_code: bool,
    holds_days: i64,
    form: ChannelForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for ChannelPage {
    const TEMPLATE: &'static str = "creators/channel.html";
    const ACTIVE: &'static str = "";
}

impl ChannelPage {
    /// The channel with what was typed; checks newest first.
    pub(super) fn of(asker: &Asker, (channel, all): &(Channel, Vec<Check>), form: ChannelForm, errors: Vec<ShownError>) -> Self {
        let handle = asker.person.as_ref().and_then(|person| person.creator.as_ref()).map(|creator| creator.handle.clone());
        let held = all.iter().filter(|one| one.expires_at.is_some()).count();
        Self {
            handle: handle.unwrap_or_default(),
            channel: channel_row(channel, asker.now),
            url: super::actions::own_url(channel.id),
            code: rules::code(&asker.site.secret, channel, held),
            now: all.first().map(Shown::of),
            earlier: all.iter().skip(1).map(Shown::of).collect(),
            may_ask: rules::may_ask(all, asker.now).is_ok(),
            may_ask_by_code: rules::may_ask_by_code(channel).is_ok(),
            holds_days: rules::HOLDS_DAYS,
            form,
            errors,
            once: fresh_once(),
        }
    }
}

#[derive(Serialize)]
struct Row {
    id: CheckId,
    channel: String,
    creator: String,
    way: Way,
    at: Instant,
}

/// `GET /admin/channels`
#[derive(Serialize)]
pub(super) struct QueuePage {
    rows: Vec<Row>,
    passed: Vec<Row>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "creators/checks.html";
    const ACTIVE: &'static str = "desk";
}

impl QueuePage {
    pub(super) fn of(queue: Queue) -> Self {
        let row = |(one, channel, creator): (Check, String, String)| Row {
            id: one.id,
            channel,
            creator,
            way: one.way,
            at: one.decided_at.unwrap_or(one.asked_at),
        };
        Self { rows: queue.waiting.into_iter().map(row).collect(), passed: queue.passed.into_iter().map(row).collect() }
    }
}

#[derive(Serialize)]
struct AlikeRow {
    name: String,
    url: String,
    verified_at: Option<Instant>,
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

/// `GET /admin/channels/{id}`
#[derive(Serialize)]
pub(super) struct CasePage {
    name: String,
    face_url: String,
    channel: ChannelRow,
    code: String,
    one: Shown,
    file: Option<FileView>,
    others: Vec<Shown>,
    alike: Vec<AlikeRow>,
    is_own: bool,
    may_accept: bool,
    may_refuse: bool,
    url: String,
    reasons: Vec<Offer>,
    form: RefuseForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for CasePage {
    const TEMPLATE: &'static str = "creators/check.html";
    const ACTIVE: &'static str = "desk";
}

impl CasePage {
    pub(super) fn of(asker: &Asker, case: &Case, form: RefuseForm, errors: Vec<ShownError>) -> Self {
        let (one, id) = (&case.one, case.one.id);
        let reason = |reason: Reason| Offer { value: reason.word(), label: asker.text(&format!("checks-reason-{reason}"), &[]) };
        let alike = |alike: &rules::Alike| AlikeRow {
            name: alike.name.clone(),
            url: format!("/creators/{}", alike.handle),
            verified_at: alike.verified_at,
        };
        let view = |file: &File| FileView {
            name: file.name.clone(),
            url: format!("/channel-checks/{id}/file"),
            is_picture: matches!(file.media.medium(), Medium::Picture),
        };
        let may = |event| case.may_judge && rules::after(one.state, event).is_ok();
        Self {
            name: case.face.0.clone(),
            face_url: format!("/creators/{}", case.face.1),
            channel: channel_row(&case.channel, asker.now),
            code: rules::code(&asker.site.secret, &case.channel, case.held),
            one: Shown::of(one),
            file: case.file.as_ref().map(view),
            others: case.others.iter().map(Shown::of).collect(),
            alike: case.alike.iter().map(alike).collect(),
            is_own: !case.may_judge,
            may_accept: may(Event::Shown) && !rules::is_by_page(one),
            may_refuse: may(Event::Refused),
            url: format!("/admin/channels/{id}"),
            reasons: rules::reasons().map(reason).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}
