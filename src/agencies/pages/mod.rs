//! What people see of rosters.

mod terms;
mod work;

pub(super) use terms::{TermsPage, UsualPage};
pub(super) use work::WorkPage;

use crate::accounts::{NavItem, settings_nav};
use crate::agencies::actions::Place;
use crate::agencies::forms::{ConsentsForm, EndForm, PenaltyForm};
use crate::agencies::model::{Card, Consent, Consents, Ending, Entry, MembershipState, Running, Side, Terms, TermsState};
use crate::capacity::StandingView;
use crate::primitives::id::OrgId;
use crate::primitives::{BasisPoints, Choice as _, Currency, Instant, Lang, Money, Platform, Zone};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// A box to tick.
#[derive(Serialize)]
struct Box {
    value: &'static str,
    label: String,
    hint: String,
    icon: Option<&'static str>,
}

fn boxes(asker: &Asker, of: &Consents) -> Vec<Box> {
    let one = |consent: &Consent| Box {
        value: consent.word(),
        label: asker.text(&format!("agencies-consent-{consent}"), &[]),
        hint: asker.text(&format!("agencies-consent-{consent}-hint"), &[]),
        icon: None,
    };
    Consent::ALL.iter().filter(|consent| of.has(**consent)).map(one).collect()
}

fn currencies() -> Vec<&'static str> {
    Currency::ALL.iter().map(|currency| currency.word()).collect()
}

/// A place in a list: to an agency the creator, to a creator the agency.
#[derive(Serialize)]
struct Row {
    url: String,
    name: String,
    profile_url: Option<String>,
    state: MembershipState,
    mark: &'static str,
    consents: Vec<Consent>,
    withdrawn: Vec<Consent>,
    split: Option<BasisPoints>,
    is_awaited: bool,
    since: Instant,
    /// To the agency, of those who are on its roster.
    card: Option<CardView>,
    ended_at: Option<Instant>,
    ended_by: Option<Side>,
    reason: String,
}

const fn mark(state: MembershipState) -> &'static str {
    match state {
        MembershipState::Invited => "wash",
        MembershipState::Active => "released",
        MembershipState::Refused | MembershipState::Withdrawn | MembershipState::Ended => "plain",
    }
}

impl Row {
    fn of(entry: &Entry, side: Side) -> Self {
        let to_agency = side == Side::Agency;
        Self {
            url: format!("/rosters/{}", entry.id),
            name: if to_agency { entry.name.clone() } else { entry.agency_name.clone() },
            profile_url: to_agency.then(|| format!("/creators/{}", entry.handle)),
            state: entry.state,
            mark: mark(entry.state),
            consents: entry.consents.0.iter().copied().collect(),
            withdrawn: entry.withdrawn.0.iter().copied().collect(),
            card: None,
            split: entry.split,
            is_awaited: entry.is_awaited,
            since: entry.created_at,
            ended_at: entry.ending.as_ref().map(|end| end.at),
            ended_by: entry.ending.as_ref().map(|end| end.by),
            reason: entry.ending.as_ref().map(|end| end.reason.clone()).unwrap_or_default(),
        }
    }
}

/// What is known of a creator beside the terms.
#[derive(Serialize)]
struct CardView {
    standing: Option<StandingView>,
    verified: Vec<Platform>,
    /// As it is written everywhere: 4.75.
    score: Option<String>,
    ratings: usize,
    running: usize,
}

impl CardView {
    fn of(card: &Card, zone: &Zone) -> Self {
        let written = |score: i64| format!("{}.{:02}", score / 100, score % 100);
        Self {
            standing: card.standing.as_ref().map(|standing| StandingView::of(standing, zone)),
            verified: card.verified.clone(),
            score: card.score.map(|(score, _)| written(score)),
            ratings: card.score.map_or(0, |(_, count)| count),
            running: card.running,
        }
    }
}

/// Those who are there or asked, and the register of the others.
fn parted(rows: impl Iterator<Item = Row>) -> (Vec<Row>, Vec<Row>) {
    rows.partition(|row| matches!(row.state, MembershipState::Invited | MembershipState::Active))
}

/// `GET /agencies/{id}`
#[derive(Serialize)]
pub(super) struct RosterPage {
    id: OrgId,
    name: String,
    manages: bool,
    reads_money: bool,
    live: Vec<Row>,
    past: Vec<Row>,
}

impl Page for RosterPage {
    const TEMPLATE: &'static str = "agencies/roster.html";
    const ACTIVE: &'static str = "workbench";
}

impl RosterPage {
    pub(super) fn of(asker: &Asker, id: OrgId, (name, entries): (String, &[(Entry, Card)]), (manages, reads_money): (bool, bool)) -> Self {
        let row = |(entry, card): &(Entry, Card)| {
            let card = (entry.state == MembershipState::Active).then(|| CardView::of(card, &asker.zone));
            Row { card, ..Row::of(entry, Side::Agency) }
        };
        let (live, past) = parted(entries.iter().map(row));
        Self { id, name, manages, reads_money, live, past }
    }
}

/// `GET /settings/agencies`
#[derive(Serialize)]
pub(super) struct MinePage {
    nav: Vec<NavItem>,
    live: Vec<Row>,
    past: Vec<Row>,
}

impl Page for MinePage {
    const TEMPLATE: &'static str = "agencies/mine.html";
    const ACTIVE: &'static str = "";
}

impl MinePage {
    pub(super) fn of(asker: &Asker, entries: &[Entry]) -> Self {
        let (live, past) = parted(entries.iter().map(|entry| Row::of(entry, Side::Creator)));
        Self { nav: settings_nav(asker, "/settings/agencies"), live, past }
    }
}

/// A version of the terms, in the reader's words.
#[derive(Serialize)]
struct Version {
    no: i32,
    state: TermsState,
    mark: &'static str,
    text: String,
    sha256: String,
    split: BasisPoints,
    signed_by: String,
    signed_at: Instant,
    answered_at: Option<Instant>,
    is_signed: bool,
    consents: Vec<Consent>,
    penalty_cap: Option<Money>,
    notice_days: i32,
}

impl Version {
    fn of((terms, by): &(Terms, String), lang: Lang) -> Self {
        let mark = match terms.state {
            TermsState::Proposed => "wash",
            TermsState::Signed => "released",
            TermsState::Refused | TermsState::Withdrawn => "plain",
        };
        Self {
            no: terms.no,
            state: terms.state,
            mark,
            text: if lang == Lang::ZhCn { terms.zh.clone() } else { terms.en.clone() },
            sha256: terms.sha256.clone(),
            split: terms.wanted.split,
            signed_by: by.clone(),
            signed_at: terms.proposed_at,
            answered_at: terms.answered_at,
            is_signed: terms.state == TermsState::Signed,
            consents: terms.wanted.consents.0.iter().copied().collect(),
            penalty_cap: terms.wanted.penalty_cap,
            notice_days: terms.wanted.notice_days,
        }
    }
}

#[derive(Serialize)]
struct ActRow {
    at: Instant,
    /// What it needed the creator's consent for.
    consent: String,
    who: String,
}

#[derive(Serialize)]
struct RunningRow {
    /// None where the reader sees it in his lists alone.
    url: Option<String>,
    title: String,
    money: Money,
    split: Option<BasisPoints>,
}

#[derive(Serialize)]
struct EndView {
    by: Side,
    user: String,
    at: Instant,
    reason: String,
    notice_until: Instant,
    is_over: bool,
    penalty: Option<Money>,
}

/// What somebody typed that could not be taken.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) consents: Option<ConsentsForm>,
    pub(super) end: EndForm,
    pub(super) penalty: PenaltyForm,
    pub(super) errors: Vec<ShownError>,
}

/// `GET /rosters/{id}`
#[derive(Serialize)]
pub(super) struct PlacePage {
    nav: Vec<NavItem>,
    url: String,
    is_creator: bool,
    agency: String,
    agency_url: String,
    /// What it says of itself, to the creator.
    about: String,
    website: String,
    is_verified: bool,
    creator: String,
    creator_url: String,
    state: MembershipState,
    mark: &'static str,
    joined_at: Option<Instant>,
    /// What waits for the creator's signature.
    open: Option<Version>,
    /// What holds.
    held: Option<Version>,
    others: Vec<Version>,
    may_answer: bool,
    may_allow: bool,
    may_propose: bool,
    may_take_back: bool,
    may_end: bool,
    /// The currency in which the agency may ask for something.
    penalty_currency: Option<&'static str>,
    boxes: Vec<Box>,
    allowed: Vec<String>,
    running: Vec<RunningRow>,
    acts: Vec<ActRow>,
    end: Option<EndView>,
    end_form: EndForm,
    penalty_form: PenaltyForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for PlacePage {
    const TEMPLATE: &'static str = "agencies/place.html";
    const ACTIVE: &'static str = "workbench";
}

fn end_view(place: &Place, cap: Option<Money>) -> Option<EndView> {
    let Ending { by, at, reason, notice_until, .. } = place.membership.ending.clone()?;
    Some(EndView {
        by,
        user: place.ended_by.clone(),
        at,
        reason,
        notice_until,
        is_over: notice_until <= place.now,
        penalty: place.membership.penalty.zip(cap).map(|(penalty, cap)| Money::new(penalty, cap.currency)),
    })
}

/// A contract that the agency's people may not open is the creator's own: they see that it runs.
fn running_row(running: &Running, is_creator: bool) -> RunningRow {
    let url = Some(running.url.clone()).filter(|_| is_creator || running.is_open);
    RunningRow { url, title: running.title.clone(), money: running.money, split: running.split }
}

impl PlacePage {
    pub(super) fn of(asker: &Asker, place: &Place, typed: Typed) -> Self {
        let (one, is_creator) = (&place.membership, place.side == Side::Creator);
        let find = |wanted: &dyn Fn(&Terms) -> bool| place.terms.iter().find(|(terms, _)| wanted(terms));
        let held = find(&|terms| Some(terms.no) == one.terms_no);
        let open = find(&|terms| terms.state == TermsState::Proposed);
        let shown = [held, open].map(|found| found.map(|(terms, _)| terms.no));
        let version = |found: &(Terms, String)| Version::of(found, asker.lang);
        let is_active = one.state == MembershipState::Active;
        let cap = held.and_then(|(terms, _)| terms.wanted.penalty_cap);
        let asks = place.manages && one.ending.as_ref().is_some_and(|end| end.by == Side::Creator) && one.penalty.is_none();
        let allowed =
            typed.consents.map_or_else(|| one.consents.0.iter().map(|consent| consent.word().to_owned()).collect(), |form| form.consents);
        Self {
            nav: settings_nav(asker, "/settings/agencies"),
            url: format!("/rosters/{}", one.id),
            is_creator,
            agency: place.agency.clone(),
            agency_url: format!("/agencies/{}", one.agency),
            about: place.face.about.clone(),
            website: place.face.website.clone(),
            is_verified: place.face.is_verified,
            creator: place.profile.name.clone(),
            creator_url: format!("/creators/{}", place.profile.handle),
            state: one.state,
            mark: mark(one.state),
            joined_at: one.joined_at,
            others: place.terms.iter().filter(|(terms, _)| !shown.contains(&Some(terms.no))).map(version).collect(),
            may_answer: is_creator && open.is_some(),
            may_allow: is_creator && is_active,
            may_propose: place.manages && is_active,
            may_take_back: place.manages && open.is_some(),
            may_end: is_active && (is_creator || place.manages),
            penalty_currency: cap.filter(|_| asks).map(|cap| cap.currency.word()),
            boxes: held.map(|(terms, _)| boxes(asker, &terms.wanted.consents)).unwrap_or_default(),
            allowed,
            running: place.running.iter().map(|running| running_row(running, is_creator)).collect(),
            acts: place.acts.iter().map(|(at, consent, who)| ActRow { at: *at, consent: consent.clone(), who: who.clone() }).collect(),
            end: end_view(place, cap),
            open: open.map(version),
            held: held.map(version),
            end_form: typed.end,
            penalty_form: typed.penalty,
            errors: typed.errors,
            once: fresh_once(),
        }
    }
}
