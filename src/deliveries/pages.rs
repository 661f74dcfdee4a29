//! What the two sides see of the work: the forms, and the views that the deal room shows.

use super::forms::{ChangeForm, DeliverForm, field};
use super::inspect::{Hint, Seen};
use super::model::{ChangeRequest, Delivery, Item, Matter, Pin};
use super::remarks::{ChoiceView, Remark};
use crate::briefs::Check;
use crate::contracts::{Contract, Milestone, MilestoneState, Parties, Party};
use crate::files::File;
use crate::platform::films::Look;
use crate::platform::sniff::Medium;
use crate::primitives::id::{DeliveryId, FileId, MilestoneId};
use crate::primitives::{Choice as _, Instant, Money};
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;
use std::collections::HashMap;

/// A version in the deal room.
#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    /// Its id.
    pub id: DeliveryId,
    /// The milestone that it is for.
    pub milestone: MilestoneId,
    /// 1, 2, ….
    pub version: i32,
    /// What the creator says about it.
    pub note: String,
    /// When it was handed in.
    pub at: Instant,
    /// The points of the checklist that the creator ticked.
    pub checks: Vec<String>,
    /// What was handed in.
    pub items: Vec<ItemView>,
    /// What the merchant wanted changed in it.
    pub request: Option<RequestView>,
    /// What a machine can see of it.
    #[serde(skip)]
    pub seen: Seen,
}

/// A part of a version; fits `deal.viewer` and `deal.files`.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// `image`, `video`, `audio`, `file` or `link`.
    pub kind: &'static str,
    /// The file's name or the link's host.
    pub name: String,
    /// Where the original opens, if it may.
    pub url: Option<String>,
    /// What shows on the page: a preview, or the film or sound itself.
    pub src: Option<String>,
    /// The picture of a film that does not play yet.
    pub poster: Option<String>,
    /// A small preview for strips and lists.
    pub small: Option<String>,
    /// Pixels across and down of a picture.
    pub pixels: Option<(i32, i32)>,
    /// Bytes of a file.
    pub size: Option<i64>,
    /// SHA-256 of a file.
    pub sha: Option<String>,
    /// The original waits for the approval.
    pub locked: bool,
}

/// What the merchant wanted changed.
#[derive(Debug, Clone, Serialize)]
pub struct RequestView {
    /// When.
    pub at: Instant,
    /// The version that was looked at.
    pub version: i32,
    /// What.
    pub wishes: Vec<WishView>,
}

/// One thing that should be different.
#[derive(Debug, Clone, Serialize)]
pub struct WishView {
    /// The point that it cites; none for what lies outside of the agreement.
    pub check: Option<String>,
    /// The place in the work that it points at: a file, and the second of a film.
    pub pin: Option<String>,
    /// In the merchant's words.
    pub text: String,
    /// It lies outside of what was agreed: what a form for extra work is filled with.
    pub extra: Option<String>,
}

impl VersionView {
    /// As one side sees it; `judged` where a moderator looks at it now.
    pub(super) fn of(delivery: &Delivery, milestone: &Milestone, (party, judged): (Party, bool), request: Option<&ChangeRequest>) -> Self {
        let open = party == Party::Creator || milestone.is_unlocked();
        let judges = party == Party::Platform && (judged || milestone.state == MilestoneState::Disputed);
        let mut checks: Vec<String> = delivery.items.iter().flat_map(|item| item.checks.clone()).collect();
        checks.sort();
        checks.dedup();
        Self {
            id: delivery.id,
            milestone: delivery.milestone,
            version: delivery.version,
            note: delivery.note.clone(),
            at: delivery.at,
            checks,
            items: delivery.items.iter().map(|item| item_view(item, open || judges)).collect(),
            request: request.map(|request| RequestView::of(request, &delivery.files())),
            seen: Seen::default(),
        }
    }
}

impl RequestView {
    fn of(request: &ChangeRequest, files: &[&File]) -> Self {
        let wish = |wish: &super::model::Wish| WishView {
            check: wish.check.clone(),
            pin: wish.pin.as_ref().and_then(|pin| pinned(pin, files)),
            text: wish.text.clone(),
            extra: (wish.check.is_none() && wish.pin.is_none()).then(|| extra(&wish.text)),
        };
        Self { at: request.at, version: request.version, wishes: request.wishes.iter().map(wish).collect() }
    }
}

/// The fields of the form for extra work, as an address carries them. Only so much that every browser takes it.
fn extra(text: &str) -> String {
    const TITLE: usize = 60;
    const WORDS: usize = 600;
    let start = |most: usize| text.chars().take(most).collect::<String>();
    let title = start(TITLE).replace('\n', " ");
    url::form_urlencoded::Serializer::new(String::new()).append_pair("title", title.trim()).append_pair("text", &start(WORDS)).finish()
}

fn pinned(pin: &Pin, files: &[&File]) -> Option<String> {
    let name = files.iter().find(|file| file.id == pin.file_id)?.name.clone();
    Some(pin.second.as_ref().map_or_else(|| name.clone(), |second| format!("{name} · {second} s")))
}

fn item_view(item: &Item, open: bool) -> ItemView {
    match &item.matter {
        Matter::File(file) => file_view(file, open),
        Matter::Link(url) => ItemView {
            kind: "link",
            name: url.trim_start_matches("https://").trim_end_matches('/').to_owned(),
            url: Some(url.clone()),
            src: None,
            poster: None,
            small: None,
            pixels: None,
            size: None,
            sha: None,
            locked: false,
        },
    }
}

fn file_view(file: &File, open: bool) -> ItemView {
    let at = |what: &str| format!("/files/{}/{what}", file.id);
    let kind = match file.media.medium() {
        Medium::Picture => "image",
        Medium::Film => "video",
        Medium::Sound => "audio",
        Medium::File => "file",
    };
    let copied = |what: &str| file.preview.as_ref().map(|_| at(what));
    let (src, poster) = match file.media.medium() {
        Medium::Film | Medium::Sound if open => (Some(at("content")), copied("preview")),
        Medium::Film => (copied("film"), copied("preview")),
        Medium::Picture | Medium::Sound | Medium::File => (copied("preview"), None),
    };
    ItemView {
        kind,
        name: file.name.clone(),
        url: open.then(|| at("content")),
        src,
        poster,
        small: copied("thumb"),
        pixels: file.pixels,
        size: Some(file.size),
        sha: Some(file.sha256.clone()),
        locked: !open,
    }
}

/// What both forms are about.
pub(super) struct About {
    pub(super) contract: Contract,
    pub(super) milestone: Milestone,
    pub(super) parties: Parties,
    pub(super) checks: Vec<Check>,
    /// What was wanted last.
    pub(super) request: Option<ChangeRequest>,
    /// Files that were sent and not handed in.
    pub(super) waiting: Vec<File>,
    /// Files of the version before.
    pub(super) before: Vec<File>,
    /// What was seen of films and sounds among them.
    pub(super) looks: HashMap<FileId, Look>,
    /// What was said about places in the work.
    pub(super) remarks: Vec<Remark>,
}

/// The delivery form.
#[derive(Serialize)]
pub(crate) struct DeliverPage {
    contract_url: String,
    contract: String,
    milestone: String,
    milestone_id: MilestoneId,
    action: String,
    upload_action: String,
    /// Where files go that come in several requests.
    resume_url: String,
    version: i32,
    merchant: String,
    price: Money,
    due_at: Option<Instant>,
    review_days: i32,
    request: Option<RequestView>,
    files: Vec<FileLine>,
    checks: Vec<CheckLine>,
    form: DeliverForm,
    errors: Vec<ShownError>,
    once: String,
}

/// A file that is here already.
#[derive(Serialize)]
struct FileLine {
    id: String,
    name: String,
    size: i64,
    small: Option<String>,
    checked: bool,
    of_before: bool,
}

/// A point of the checklist, to be ticked or written about.
#[derive(Serialize)]
struct CheckLine {
    id: String,
    field: String,
    text: String,
    kind: &'static str,
    checked: bool,
    typed: String,
    /// What a machine says about the files that are here.
    hints: Vec<HintView>,
}

/// What a machine says about a point.
#[derive(Debug, Clone, Serialize)]
pub struct HintView {
    /// It looks as agreed.
    pub fits: bool,
    /// The text and its two values.
    pub key: &'static str,
    /// What was seen.
    pub have: String,
    /// What was wanted.
    pub want: String,
}

impl From<Hint> for HintView {
    fn from(hint: Hint) -> Self {
        Self { fits: hint.fits, key: hint.key, have: hint.have, want: hint.want }
    }
}

impl DeliverPage {
    /// The form as typed; `None` is the first look.
    pub(super) fn of(about: &About, form: Option<DeliverForm>, errors: Vec<ShownError>) -> Self {
        let chosen = |file: &File| form.as_ref().map(|form| form.file_ids.contains(&file.id.to_string()));
        let line = |file: &File, of_before: bool| FileLine {
            id: file.id.to_string(),
            name: file.name.clone(),
            size: file.size,
            small: file.preview.as_ref().map(|_| format!("/files/{}/thumb", file.id)),
            checked: chosen(file).unwrap_or(!of_before),
            of_before,
        };
        let waiting = about.waiting.iter().map(|file| line(file, false));
        let files = waiting.chain(about.before.iter().map(|file| line(file, true))).collect();
        let here: Vec<&File> =
            about.waiting.iter().chain(&about.before).filter(|file| chosen(file).unwrap_or(about.waiting.contains(file))).collect();
        let seen = Seen::of_files(&here, &about.looks, form.as_ref().map_or("", |form| &form.note));
        // What a point quotes is looked for once something was written.
        let says = form.as_ref().is_some_and(|form| !form.note.trim().is_empty());
        let hints = |check: &Check| {
            let worth = |hint: &Hint| !here.is_empty() && (says || !hint.is_about_words());
            seen.hints(check).into_iter().filter(worth).map(HintView::from).collect::<Vec<_>>()
        };
        let ticked = |check: &Check| form.as_ref().is_some_and(|form| form.checks.contains(&check.id));
        Self {
            contract_url: format!("/contracts/{}", about.contract.id),
            contract: about.contract.title.clone(),
            milestone: about.milestone.title.clone(),
            milestone_id: about.milestone.id,
            action: format!("/milestones/{}/deliveries", about.milestone.id),
            upload_action: format!("/contracts/{}/files", about.contract.id),
            resume_url: format!("/contracts/{}/uploads", about.contract.id),
            version: about.milestone.times_submitted.saturating_add(1),
            merchant: about.parties.org_name.clone(),
            price: about.contract.money(about.milestone.price),
            due_at: about.milestone.due_at,
            review_days: about.contract.review_days.get(),
            request: about.request.as_ref().map(|request| RequestView::of(request, &about.before.iter().collect::<Vec<_>>())),
            files,
            checks: about
                .checks
                .iter()
                .map(|check| CheckLine { hints: hints(check), ..CheckLine::of(check, ticked(check), String::new()) })
                .collect(),
            form: form.unwrap_or_default(),
            errors,
            once: fresh_once(),
        }
    }
}

impl CheckLine {
    fn of(check: &Check, checked: bool, typed: String) -> Self {
        Self {
            field: field(&check.id),
            id: check.id.clone(),
            text: check.text.clone(),
            kind: check.level.word(),
            checked,
            typed,
            hints: Vec::new(),
        }
    }
}

impl Page for DeliverPage {
    const TEMPLATE: &'static str = "deliveries/new.html";
    const ACTIVE: &'static str = "workbench";
}

/// The form for changes.
#[derive(Serialize)]
pub(crate) struct ChangePage {
    contract_url: String,
    contract: String,
    milestone: String,
    action: String,
    version: i32,
    creator: String,
    rounds_left: i32,
    checks: Vec<CheckLine>,
    remarks: Vec<ChoiceView>,
    extra: String,
    /// The way to proposing it for a price, once it was typed.
    extra_url: Option<String>,
    extra_field: String,
    errors: Vec<ShownError>,
    once: String,
}

impl ChangePage {
    /// The form as typed; `None` is the first look.
    pub(super) fn of(about: &About, typed: Option<&ChangeForm>, errors: Vec<ShownError>) -> Self {
        let form = typed.cloned().unwrap_or_default();
        let chosen = typed.map(|typed| typed.remarks.as_slice());
        Self {
            contract_url: format!("/contracts/{}", about.contract.id),
            contract: about.contract.title.clone(),
            milestone: about.milestone.title.clone(),
            action: format!("/milestones/{}/change-requests", about.milestone.id),
            version: about.milestone.times_submitted,
            creator: about.parties.creator_name.clone(),
            rounds_left: about.milestone.rounds_left,
            checks: about.checks.iter().map(|check| CheckLine::of(check, false, form.typed(&check.id))).collect(),
            remarks: ChoiceView::list(&about.remarks, about.milestone.times_submitted, chosen),
            extra_url: Some(form.typed(""))
                .filter(|text| !text.trim().is_empty())
                .map(|text| format!("/contracts/{}/change-orders/new?{}", about.contract.id, extra(text.trim()))),
            extra: form.typed(""),
            extra_field: field(""),
            errors,
            once: fresh_once(),
        }
    }
}

impl Page for ChangePage {
    const TEMPLATE: &'static str = "deliveries/changes.html";
    const ACTIVE: &'static str = "workbench";
}
