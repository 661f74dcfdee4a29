//! What the two sides see when they remark.

use super::actions::Before;
use super::forms::{PICTURE_WIDTH, RemarkForm, ReplyForm};
use super::model::{Place, Remark};
use crate::contracts::{Parties, Party};
use crate::deliveries::model::{Item, Matter};
use crate::platform::sniff::Medium;
use crate::primitives::Instant;
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;

/// The picture to tap on, as wide as the form says.
#[derive(Serialize)]
struct Picture {
    src: String,
    width: i32,
    height: i32,
    /// Where the pin stands, in pixels of it; none before one was set.
    x: Option<i32>,
    y: Option<i32>,
}

/// `GET /milestones/{id}/remarks/new`
#[derive(Serialize)]
pub(super) struct NewPage {
    contract: String,
    contract_url: String,
    here: String,
    action: String,
    version: String,
    item: String,
    name: String,
    picture: Option<Picture>,
    takes_second: bool,
    x: String,
    y: String,
    second: String,
    text: String,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "deliveries/new_remark.html";
    const ACTIVE: &'static str = "workbench";
}

impl NewPage {
    /// The form as filled, about an item that there is; none about any other.
    pub(super) fn of(before: &Before, form: &RemarkForm, errors: Vec<ShownError>) -> Option<Self> {
        let version = before.versions.iter().find(|version| version.version.to_string() == form.version)?;
        let item = form.item.parse::<usize>().ok()?.checked_sub(1).and_then(|position| version.items.get(position))?;
        let home = format!("/contracts/{}?milestone={}&version={}", before.contract.id, before.milestone.id, version.version);
        let action = format!("/milestones/{}/remarks", before.milestone.id);
        Some(Self {
            contract: before.contract.title.clone(),
            contract_url: format!("{home}&item={}#review", form.item),
            here: format!("{action}/new"),
            action,
            version: form.version.clone(),
            item: form.item.clone(),
            name: name(item),
            picture: picture(item, form),
            takes_second: takes_second(item),
            x: form.x.clone(),
            y: form.y.clone(),
            second: form.second.clone(),
            text: form.text.clone(),
            errors,
            once: fresh_once(),
        })
    }
}

fn name(item: &Item) -> String {
    match &item.matter {
        Matter::File(file) => file.name.clone(),
        Matter::Link(url) => url.clone(),
    }
}

fn takes_second(item: &Item) -> bool {
    match &item.matter {
        Matter::File(file) => matches!(file.media.medium(), Medium::Film | Medium::Sound),
        Matter::Link(_) => true,
    }
}

fn picture(item: &Item, form: &RemarkForm) -> Option<Picture> {
    let Matter::File(file) = &item.matter else { return None };
    let (width, height) = file.pixels?;
    file.preview.as_ref()?;
    let height = height.checked_mul(PICTURE_WIDTH)?.checked_div(width)?.max(1);
    let at = match form.parse_place() {
        Some(Place::Spot { x, y }) => Some((x * PICTURE_WIDTH / 1_000, y.checked_mul(height)? / 1_000)),
        Some(Place::Second(_) | Place::Whole) | None => None,
    };
    Some(Picture { src: format!("/files/{}/preview", file.id), width: PICTURE_WIDTH, height, x: at.map(|at| at.0), y: at.map(|at| at.1) })
}

#[derive(Serialize)]
struct ReplyView {
    by: String,
    text: String,
    at: Instant,
}

/// `GET /remarks/{id}`
#[derive(Serialize)]
pub(super) struct RemarkPage {
    contract: String,
    contract_url: String,
    no: i32,
    by: String,
    text: String,
    at: Instant,
    version: i32,
    is_open: bool,
    replies: Vec<ReplyView>,
    action: String,
    resolution_url: Option<String>,
    reply: String,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for RemarkPage {
    const TEMPLATE: &'static str = "deliveries/remark.html";
    const ACTIVE: &'static str = "workbench";
}

impl RemarkPage {
    /// The talk, with an answer as typed.
    pub(super) fn of((before, parties): (&Before, &Parties), remark: &Remark, form: &ReplyForm, errors: Vec<ShownError>) -> Self {
        let side = |party: Party| match party {
            Party::Creator => parties.creator_name.clone(),
            Party::Merchant | Party::Platform => parties.org_name.clone(),
        };
        Self {
            contract: before.contract.title.clone(),
            contract_url: back(before, remark),
            no: remark.no,
            by: side(remark.party),
            text: remark.text.clone(),
            at: remark.at,
            version: remark.version,
            is_open: remark.is_open(),
            replies: remark
                .replies
                .iter()
                .map(|reply| ReplyView { by: side(reply.party), text: reply.text.clone(), at: reply.at })
                .collect(),
            action: format!("/remarks/{}/replies", remark.id),
            resolution_url: (remark.party == before.party).then(|| format!("/remarks/{}/resolution", remark.id)),
            reply: form.text.clone(),
            errors,
            once: fresh_once(),
        }
    }
}

/// Where a remark stands in the deal room: on the newest version, at its item.
pub(super) fn back(before: &Before, remark: &Remark) -> String {
    let (contract, milestone, newest) = (before.contract.id, before.milestone.id, before.milestone.times_submitted);
    format!("/contracts/{contract}?milestone={milestone}&version={newest}&item={}#remarks", remark.position.saturating_add(1))
}

/// A remark that a request for changes may be built from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChoiceView {
    id: String,
    no: i32,
    text: String,
    checked: bool,
}

impl ChoiceView {
    /// The open remarks of the merchant on this version; all are meant until something else was said.
    pub(crate) fn list(remarks: &[Remark], version: i32, chosen: Option<&[String]>) -> Vec<Self> {
        let own = remarks.iter().filter(|remark| remark.party == Party::Merchant && remark.is_open() && remark.stands_on(version));
        let choice = |remark: &Remark| Self {
            id: remark.id.to_string(),
            no: remark.no,
            text: remark.text.clone(),
            checked: chosen.is_none_or(|chosen| chosen.contains(&remark.id.to_string())),
        };
        own.map(choice).collect()
    }
}
