//! The page of a show, what the page of its deal says of it, and what whoever takes the camera sees.

use super::actions::Seen;
use super::forms::ShowForm;
use super::model::{Evidence, Show, ShowState};
use super::rules::{self, Act as Deed};
use super::store;
use crate::contracts::{Contract, ContractState, Party};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::Instant;
use crate::web::{Page, ShownError, fresh_once};
use base64::Engine as _;
use serde::Serialize;

/// What the page of a deal says of its show.
#[derive(Debug, Clone, Serialize)]
pub struct ShowLink {
    url: String,
    state: ShowState,
    at: Instant,
}

/// The way to the show, where the deal has one.
pub fn link(conn: &mut Conn, contract: &Contract) -> Result<Option<ShowLink>, Failure> {
    let Some(airtime) = contract.airtime else { return Ok(None) };
    let show = store::find(conn, contract.id)?.unwrap_or_else(|| Show::planned(contract.id));
    Ok(Some(ShowLink { url: format!("/contracts/{}/broadcast", contract.id), state: show.state(), at: airtime.at }))
}

#[derive(Debug, Clone, Serialize)]
struct Shown {
    at: Instant,
    url: String,
    file: Option<String>,
}

impl Shown {
    fn of(at: Option<Instant>, evidence: &Evidence) -> Option<Self> {
        let file = evidence.file.map(|file| format!("/files/{file}"));
        at.map(|at| Self { at, url: evidence.url.clone(), file })
    }
}

/// `GET /contracts/{id}/broadcast`
#[derive(Debug, Clone, Serialize)]
pub(super) struct ShowPage {
    title: String,
    deal_url: String,
    url: String,
    state: ShowState,
    at: Instant,
    until: Instant,
    merchant: String,
    creator: String,
    rehearsal_at: Option<Instant>,
    rehearsed_at: Option<Instant>,
    started: Option<Shown>,
    ended: Option<Shown>,
    no_show: Option<Party>,
    handed_at: Option<Instant>,
    handed_to: String,
    /// Until when a code is good that nobody has used.
    code_until: Option<Instant>,
    /// The code that was just made, as a picture and as an address.
    code: Option<(String, String)>,
    is_creator: bool,
    may_rehearse: bool,
    may_confirm: bool,
    may_start: bool,
    may_stop: bool,
    may_claim: bool,
    may_hand_over: bool,
    form: ShowForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "broadcasts/show.html";
    const ACTIVE: &'static str = "workbench";
}

impl ShowPage {
    pub(super) fn of(seen: &Seen, form: ShowForm, errors: Vec<ShownError>, now: Instant) -> Self {
        let show = &seen.show;
        let open = seen.contract.state == ContractState::Active && seen.access.works;
        let may = |deed| open && rules::check(show, deed, seen.access.party, &seen.moment(now)).is_ok();
        Self {
            title: seen.contract.title.clone(),
            deal_url: format!("/contracts/{}", seen.contract.id),
            url: format!("/contracts/{}/broadcast", seen.contract.id),
            state: show.state(),
            at: seen.airtime.at,
            until: seen.airtime.end(),
            merchant: seen.parties.org_name.clone(),
            creator: seen.parties.creator_name.clone(),
            rehearsal_at: show.rehearsal_at,
            rehearsed_at: show.rehearsed_at,
            started: Shown::of(show.started_at, &show.start),
            ended: Shown::of(show.ended_at, &show.end),
            no_show: show.no_show.map(|(party, _)| party),
            handed_at: show.handed_at,
            handed_to: show.handed_to.clone(),
            code_until: show.code_until.filter(|until| now < *until),
            code: None,
            is_creator: seen.access.party == Party::Creator,
            may_rehearse: may(Deed::Rehearsal),
            may_confirm: may(Deed::Rehearsed),
            may_start: may(Deed::Start),
            may_stop: may(Deed::Stop),
            may_claim: may(Deed::NoShow),
            may_hand_over: may(Deed::Handover),
            form,
            errors,
            once: fresh_once(),
        }
    }

    /// With the code that was just made: it is shown this once.
    pub(super) fn with_code(self, url: String) -> Result<Self, Failure> {
        Ok(Self { code: Some((picture(&url)?, url)), ..self })
    }
}

/// A QR code as the address of a picture. Black on white in both themes, or cameras do not read it.
fn picture(text: &str) -> Result<String, Failure> {
    let code = qrcode::QrCode::new(text.as_bytes()).map_err(|error| Failure::Bug(error.to_string()))?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(220, 220).build();
    Ok(format!("data:image/svg+xml;base64,{}", base64::engine::general_purpose::STANDARD.encode(svg)))
}

/// `GET /handovers/{code}`: what whoever takes the camera needs.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TakePage {
    title: String,
    merchant: String,
    creator: String,
    at: Instant,
    until: Instant,
    action: String,
    is_done: bool,
    form: ShowForm,
    errors: Vec<ShownError>,
}

impl Page for TakePage {
    const TEMPLATE: &'static str = "broadcasts/take.html";
    const ACTIVE: &'static str = "";
}

impl TakePage {
    pub(super) fn of(seen: &Seen, code: &str, form: ShowForm, errors: Vec<ShownError>) -> Self {
        Self {
            title: seen.contract.title.clone(),
            merchant: seen.parties.org_name.clone(),
            creator: seen.parties.creator_name.clone(),
            at: seen.airtime.at,
            until: seen.airtime.end(),
            action: format!("/handovers/{code}"),
            is_done: false,
            form,
            errors,
        }
    }

    /// After it was taken.
    pub(super) fn done(self) -> Self {
        Self { is_done: true, ..self }
    }
}
