//! What people see of disputes. A sealed amount is put in for its own side only, a ruling for the two sides once it was confirmed.

use super::actions::{self, Case};
use super::forms::{OpenForm, RoomForm};
use super::model::{
    Actor, Decision, DecisionKind, DisputeEvent, DisputeReason, DisputeState, DisputeVerb, Dossier, Evidence, Offer, Ruling, Said, Sum,
};
use super::{rules, store};
use crate::clocks::{self, Clock, ClockView};
use crate::contracts::{self, Contract, Milestone, Parties, Party};
use crate::deliveries::{self, VersionView};
use crate::failure::Failure;
use crate::files;
use crate::platform::db::Conn;
use crate::platform::formats;
use crate::platform::secret::Key;
use crate::primitives::id::{DisputeId, OfferId};
use crate::primitives::{Choice as _, Instant, Minor, Money};
use crate::sessions::Person;
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;
use std::collections::BTreeMap;

/// The form that opens a dispute.
#[derive(Serialize)]
pub(super) struct OpenPage {
    contract_url: String,
    action: String,
    contract: String,
    milestone: String,
    other: String,
    party: Party,
    state: contracts::MilestoneState,
    /// All that can be contested.
    most: Money,
    /// It must be all of it.
    whole: bool,
    form: OpenForm,
    reasons: Vec<&'static str>,
    errors: Vec<ShownError>,
    once: String,
}

impl OpenPage {
    pub(super) fn of(
        (contract, milestone, party): (&Contract, &Milestone, Party),
        parties: &Parties,
        mut form: OpenForm,
        errors: Vec<ShownError>,
    ) -> Self {
        let most = contract.money(milestone.contestable());
        if form.amount.is_empty() && errors.is_empty() {
            form.amount = most.plain();
        }
        Self {
            contract_url: format!("/contracts/{}?milestone={}", contract.id, milestone.id),
            action: format!("/milestones/{}/disputes", milestone.id),
            contract: contract.title.clone(),
            milestone: milestone.title.clone(),
            other: if party == Party::Creator { parties.org_name.clone() } else { parties.creator_name.clone() },
            party,
            state: milestone.state,
            most,
            whole: milestone.state == contracts::MilestoneState::InProgress,
            form,
            reasons: DisputeReason::ALL.iter().map(|reason| reason.word()).collect(),
            errors,
            once: fresh_once(),
        }
    }
}

impl Page for OpenPage {
    const TEMPLATE: &'static str = "disputes/new.html";
    const ACTIVE: &'static str = "workbench";
}

/// Everything that the room shows, read at one moment.
pub(super) struct Room {
    case: Case,
    parties: Parties,
    said: Vec<Said>,
    evidence: Vec<(Evidence, Option<files::File>)>,
    offers: Vec<Offer>,
    decisions: Vec<Decision>,
    dossiers: Vec<Dossier>,
    clocks: Vec<Clock>,
    allowed: Vec<DisputeVerb>,
    versions: Vec<VersionView>,
    terms: Option<contracts::Terms>,
}

impl Room {
    /// The dispute, for its two sides and for admins; a stranger finds nothing.
    pub(super) fn load(conn: &mut Conn, person: &Person, id: DisputeId, now: Instant) -> Result<Self, Failure> {
        let case = actions::see(conn, person, id)?;
        let (offers, decisions) = (store::list_offers(conn, id)?, store::list_decisions(conn, id)?);
        let mut evidence = Vec::new();
        for one in store::list_evidence(conn, id)? {
            let file = one.file.map(|file| files::find(conn, file)).transpose()?.flatten();
            evidence.push((one, file));
        }
        let (versions, terms) = if case.access.party == Party::Platform {
            let versions = deliveries::room(conn, std::slice::from_ref(&case.milestone), case.access)?;
            (versions, contracts::find_terms(conn, case.contract.id)?)
        } else {
            (Vec::new(), None)
        };
        Ok(Self {
            allowed: actions::allowed(conn, person, &case, (&offers, &decisions), now)?,
            parties: contracts::parties(conn, &case.contract)?,
            said: store::list_said(conn, id)?,
            dossiers: store::list_dossiers(conn, id)?,
            clocks: clocks::list_of_subject(conn, &id.to_string())?,
            evidence,
            offers,
            decisions,
            versions,
            terms,
            case,
        })
    }

    fn name(&self, side: Party) -> &str {
        if side == Party::Creator { &self.parties.creator_name } else { &self.parties.org_name }
    }

    fn decision(&self, kinds: &[DecisionKind], unconfirmed: bool) -> Option<&Decision> {
        let counts = |decision: &&Decision| {
            kinds.contains(&decision.kind) && (unconfirmed || decision.kind == DecisionKind::Proposal || decision.confirmed_at.is_some())
        };
        self.decisions.iter().rfind(counts)
    }
}

#[derive(Serialize)]
struct ClaimView {
    name: String,
    side: Party,
    words: Vec<WordsView>,
}

#[derive(Serialize)]
struct WordsView {
    event: DisputeEvent,
    text: String,
    at: Instant,
}

#[derive(Serialize)]
struct EvidenceView {
    who: String,
    text: String,
    name: Option<String>,
    url: Option<String>,
    note: String,
    sha: String,
    at: Instant,
}

#[derive(Serialize)]
struct OfferView {
    who: String,
    round: i32,
    /// None for a sealed amount of the other side.
    amount: Option<Money>,
    at: Instant,
    /// The way to take it.
    accept: Option<String>,
    own: bool,
}

#[derive(Serialize)]
struct DecisionView {
    kind: DecisionKind,
    to_creator: Money,
    to_merchant: Money,
    rules: Vec<String>,
    reasons: String,
    at: Instant,
    confirmed: bool,
}

#[derive(Serialize)]
struct Part {
    kind: &'static str,
    label: String,
    amount: Money,
    bps: i64,
}

#[derive(Serialize)]
struct LineView {
    icon: &'static str,
    tone: &'static str,
    text: String,
    at: Instant,
    body: Option<String>,
}

#[derive(Serialize)]
struct DayView {
    at: Instant,
    events: Vec<LineView>,
}

#[derive(Serialize)]
struct DossierView {
    stage: &'static str,
    sha: String,
    at: Instant,
    manifest: String,
}

/// The dispute room: for both sides, and for who judges.
#[derive(Serialize)]
pub(super) struct RoomPage {
    url: String,
    contract_url: String,
    contract: String,
    milestone: String,
    viewer: &'static str,
    state: DisputeState,
    kind: &'static str,
    reason: DisputeReason,
    opened_at: Instant,
    turn: String,
    mine: bool,
    clocks: Vec<ClockView>,
    amount: Money,
    currency: String,
    summary: String,
    parts: Vec<Part>,
    claims: Vec<ClaimView>,
    evidence: Vec<EvidenceView>,
    offers: Vec<OfferView>,
    gap: Option<Money>,
    round: i32,
    proposal: Option<DecisionView>,
    ruling: Option<DecisionView>,
    days: Vec<DayView>,
    dossiers: Vec<DossierView>,
    versions: Vec<VersionView>,
    terms: Option<String>,
    may: BTreeMap<&'static str, bool>,
    form: RoomForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for RoomPage {
    const TEMPLATE: &'static str = "disputes/room.html";
    const ACTIVE: &'static str = "workbench";
}

/// The colour of a state.
const fn kind_of(state: DisputeState) -> &'static str {
    match state {
        DisputeState::Opened | DisputeState::Negotiating | DisputeState::Mediation | DisputeState::Appealed => "danger",
        DisputeState::Ruled | DisputeState::Final => "held",
        DisputeState::Executed | DisputeState::Settled => "released",
        DisputeState::Withdrawn | DisputeState::Defaulted => "plain",
    }
}

impl RoomPage {
    pub(super) fn of(room: &Room, asker: &Asker, key: &Key, form: RoomForm, errors: Vec<ShownError>) -> Result<Self, Failure> {
        let (case, dispute) = (&room.case, &room.case.dispute);
        let reader = case.access.party;
        let money = |amount| case.contract.money(amount);
        let ruling = room.decision(&[DecisionKind::Ruling, DecisionKind::AppealRuling], reader == Party::Platform);
        let proposal = room.decision(&[DecisionKind::Proposal], false);
        let may: BTreeMap<&'static str, bool> =
            DisputeVerb::ALL.iter().map(|verb| (verb.word(), room.allowed.contains(verb))).collect();
        let parts = parts(room, asker)?;
        let said: Vec<String> = parts.iter().map(|part| format!("{} {}", part.label, formats::money_short(asker.lang, part.amount))).collect();
        Ok(Self {
            url: format!("/disputes/{}", dispute.id),
            contract_url: format!("/contracts/{}?milestone={}", case.contract.id, case.milestone.id),
            contract: case.contract.title.clone(),
            milestone: case.milestone.title.clone(),
            viewer: if reader == Party::Platform { "admin" } else { reader.word() },
            state: dispute.state,
            kind: kind_of(dispute.state),
            reason: dispute.reason,
            opened_at: dispute.opened_at,
            turn: turn(room, asker),
            mine: !room.allowed.is_empty(),
            clocks: room.clocks.iter().map(ClockView::from).collect(),
            amount: money(dispute.amount),
            currency: case.contract.currency.to_string(),
            summary: said.join(", "),
            parts,
            claims: [Party::Merchant, Party::Creator].map(|side| claim(room, side)).into_iter().collect(),
            evidence: room.evidence.iter().map(|one| evidence(room, one)).collect(),
            offers: room.offers.iter().map(|one| offer(room, one, key)).collect(),
            gap: rules::gap(&room.offers, key).filter(|_| reader == Party::Platform).map(money),
            round: rules::round_of(&room.offers, reader).unwrap_or(0),
            proposal: proposal.map(|one| decision(room, one)).transpose()?,
            ruling: ruling.map(|one| decision(room, one)).transpose()?,
            days: days(room, asker),
            dossiers: room.dossiers.iter().map(dossier).collect(),
            versions: room.versions.clone(),
            terms: room.terms.as_ref().map(|terms| terms.text(asker.lang).to_owned()),
            may,
            form,
            errors,
            once: fresh_once(),
        })
    }
}

/// Whose turn it is, in one sentence.
fn turn(room: &Room, asker: &Asker) -> String {
    let dispute = &room.case.dispute;
    let other = match room.case.access.party {
        Party::Creator => room.name(Party::Merchant),
        Party::Merchant | Party::Platform => room.name(Party::Creator),
    };
    let may = |verb| room.allowed.contains(&verb);
    let key = match dispute.state {
        DisputeState::Opened if may(DisputeVerb::Answer) => "disputes-turn-answer",
        DisputeState::Opened => "disputes-wait-answer",
        DisputeState::Negotiating => "disputes-turn-talk",
        DisputeState::Mediation if may(DisputeVerb::ConfirmRuling) => "disputes-turn-confirm",
        DisputeState::Mediation if may(DisputeVerb::Rule) => "disputes-turn-rule",
        DisputeState::Mediation if may(DisputeVerb::AcceptProposal) => "disputes-turn-proposal",
        DisputeState::Mediation if may(DisputeVerb::AddEvidence) => "disputes-turn-evidence",
        DisputeState::Mediation => "disputes-wait-arbiter",
        DisputeState::Ruled if may(DisputeVerb::Appeal) => "disputes-turn-appeal",
        DisputeState::Ruled => "disputes-wait-appeal",
        DisputeState::Appealed if may(DisputeVerb::ConfirmRuling) => "disputes-turn-confirm",
        DisputeState::Appealed if may(DisputeVerb::Rule) => "disputes-turn-rule",
        DisputeState::Appealed => "disputes-wait-second",
        DisputeState::Final => "disputes-wait-execution",
        DisputeState::Executed => "disputes-over-executed",
        DisputeState::Settled => "disputes-over-settled",
        DisputeState::Withdrawn => "disputes-over-withdrawn",
        DisputeState::Defaulted => "disputes-over-defaulted",
    };
    asker.text(key, &[("name", other.to_owned())])
}

/// The contested amount: all of it frozen, or how it was or would be divided.
fn parts(room: &Room, asker: &Asker) -> Result<Vec<Part>, Failure> {
    let (case, dispute) = (&room.case, &room.case.dispute);
    let part = |kind, key: &str, amount: Minor| Part {
        kind,
        label: asker.text(key, &[]),
        amount: case.contract.money(amount),
        bps: Minor(10_000).portion(amount, dispute.amount).unwrap_or(Minor::ZERO).0,
    };
    Ok(match (dispute.state, dispute.to_creator) {
        (DisputeState::Withdrawn, _) => vec![part("held", "disputes-part-held", dispute.amount)],
        (state, Some(to_creator)) if state.is_terminal() => vec![
            part("released", "disputes-part-creator", to_creator),
            part("returned", "disputes-part-merchant", dispute.amount.minus(to_creator)?),
        ],
        _ => vec![part("frozen", "disputes-part-frozen", dispute.amount)],
    })
}

fn claim(room: &Room, side: Party) -> ClaimView {
    let actor = if side == Party::Creator { Actor::Creator } else { Actor::Merchant };
    let spoken = room.said.iter().filter(|said| said.actor == actor && !said.body.is_empty());
    let words = spoken.map(|said| WordsView { event: said.event, text: said.body.clone(), at: said.at }).collect();
    ClaimView { name: room.name(side).to_owned(), side, words }
}

fn evidence(room: &Room, (evidence, file): &(Evidence, Option<files::File>)) -> EvidenceView {
    EvidenceView {
        who: room.name(evidence.party).to_owned(),
        text: evidence.body.clone(),
        name: file.as_ref().map(|file| file.name.clone()),
        url: file.as_ref().map(|file| format!("/files/{}/content", file.id)),
        note: file.as_ref().map(|file| formats::file_size(file.size)).unwrap_or_default(),
        sha: evidence.sha256.clone(),
        at: evidence.at,
    }
}

fn offer(room: &Room, offer: &Offer, key: &Key) -> OfferView {
    let reader = room.case.access.party;
    let amount = match &offer.sum {
        Sum::Open(amount) => Some(*amount),
        Sum::Sealed(sealed) if offer.party == reader => rules::open(key, offer.id, sealed),
        Sum::Sealed(_) => None,
    };
    let is_live = rules::live_offer(&room.offers, offer.party).is_some_and(|live| live.id == offer.id);
    let takes = is_live && offer.party != reader && room.allowed.contains(&DisputeVerb::AcceptOffer);
    let way = |id: OfferId| format!("/disputes/{}/offers/{id}/acceptance", room.case.dispute.id);
    OfferView {
        who: room.name(offer.party).to_owned(),
        round: offer.round,
        amount: amount.map(|amount| room.case.contract.money(amount)),
        at: offer.at,
        accept: takes.then(|| way(offer.id)),
        own: offer.party == reader,
    }
}

fn decision(room: &Room, decision: &Decision) -> Result<DecisionView, Failure> {
    let money = |amount| room.case.contract.money(amount);
    Ok(DecisionView {
        kind: decision.kind,
        to_creator: money(decision.to_creator),
        to_merchant: money(room.case.dispute.amount.minus(decision.to_creator)?),
        rules: decision.rule_ids.clone(),
        reasons: decision.reasons.clone(),
        at: decision.made_at,
        confirmed: decision.confirmed_at.is_some(),
    })
}

fn dossier(dossier: &Dossier) -> DossierView {
    DossierView { stage: dossier.stage.word(), sha: dossier.sha256.clone(), at: dossier.at, manifest: dossier.manifest.clone() }
}

/// All that happened, a day at a time. What an arbiter wrote that nobody has confirmed is not told to the two sides.
fn days(room: &Room, asker: &Asker) -> Vec<DayView> {
    let mut days: Vec<DayView> = Vec::new();
    let hidden = |said: &&Said| said.event == DisputeEvent::Ruled && room.case.access.party != Party::Platform;
    for said in room.said.iter().filter(|said| !hidden(said)) {
        let who = match said.actor {
            Actor::Merchant => room.name(Party::Merchant).to_owned(),
            Actor::Creator => room.name(Party::Creator).to_owned(),
            Actor::Platform | Actor::Admin => String::new(),
        };
        let text = asker.text(&format!("disputes-ev-{}", said.event), &[("who", who)]);
        let line = LineView { icon: "message-square", tone: "", text, at: said.at, body: None };
        match days.last_mut() {
            Some(day) if day.at.date_in(&asker.zone) == said.at.date_in(&asker.zone) => day.events.push(line),
            Some(_) | None => days.push(DayView { at: said.at, events: vec![line] }),
        }
    }
    days
}

#[derive(Serialize)]
struct CaseRow {
    url: String,
    title: String,
    milestone: String,
    state: DisputeState,
    amount: Money,
    opened_at: Instant,
    due: Option<Instant>,
}

/// What waits for arbiters, oldest first.
#[derive(Serialize)]
pub(super) struct CasesPage {
    rows: Vec<CaseRow>,
}

impl CasesPage {
    pub(super) fn load(conn: &mut Conn) -> Result<Self, Failure> {
        let mut rows = Vec::new();
        for dispute in store::list_waiting(conn)? {
            let contract = contracts::get(conn, dispute.contract)?;
            let milestone = contracts::get_milestone(conn, dispute.milestone)?;
            rows.push(CaseRow {
                url: format!("/disputes/{}", dispute.id),
                title: contract.title.clone(),
                milestone: milestone.title,
                state: dispute.state,
                amount: contract.money(dispute.amount),
                opened_at: dispute.opened_at,
                due: clocks::list_of_subject(conn, &dispute.id.to_string())?.first().map(|clock| clock.due_at),
            });
        }
        Ok(Self { rows })
    }
}

impl Page for CasesPage {
    const TEMPLATE: &'static str = "disputes/cases.html";
    const ACTIVE: &'static str = "admin";
}

#[derive(Serialize)]
struct RulingView {
    reason: DisputeReason,
    stood: contracts::MilestoneState,
    opened_party: Party,
    to_creator: i64,
    rules: Vec<String>,
    appealed: bool,
    days: i64,
    ended_at: Instant,
}

/// What was ruled, without anything that names anybody.
#[derive(Serialize)]
pub(super) struct RulingsPage {
    rows: Vec<RulingView>,
}

impl RulingsPage {
    pub(super) fn of(rulings: &[Ruling]) -> Self {
        let view = |ruling: &Ruling| RulingView {
            reason: ruling.reason,
            stood: ruling.stood,
            opened_party: ruling.opened_party,
            to_creator: ruling.to_creator_bps,
            rules: ruling.rule_ids.clone(),
            appealed: ruling.appealed,
            days: ruling.days,
            ended_at: ruling.ended_at,
        };
        Self { rows: rulings.iter().map(view).collect() }
    }
}

impl Page for RulingsPage {
    const TEMPLATE: &'static str = "disputes/rulings.html";
    const ACTIVE: &'static str = "";
}
