//! The dispute room: for both sides, and for who judges.

use super::parts;
use crate::clocks::{self, Clock, ClockView};
use crate::contracts::{self, Parties, Party};
use crate::deliveries::{self, VersionView};
use crate::disputes::actions::{self, Case};
use crate::disputes::forms::RoomForm;
use crate::disputes::model::{Decision, DecisionKind, DisputeReason, DisputeState, DisputeVerb, Dossier, Evidence, Move, Offer, Said};
use crate::disputes::{rules, store};
use crate::failure::Failure;
use crate::files;
use crate::messages::{self, Message};
use crate::platform::db::Conn;
use crate::platform::formats;
use crate::platform::secret::Key;
use crate::primitives::id::DisputeId;
use crate::primitives::{Choice as _, Instant, Money};
use crate::sessions::Person;
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that the room shows, read at one moment.
pub(in crate::disputes) struct Room {
    pub(super) case: Case,
    parties: Parties,
    pub(super) said: Vec<Said>,
    evidence: Vec<(Evidence, Option<files::File>)>,
    pub(super) written: Vec<Message>,
    pub(super) offers: Vec<Offer>,
    decisions: Vec<Decision>,
    dossiers: Vec<Dossier>,
    clocks: Vec<Clock>,
    moves: Vec<Move>,
    pub(super) allowed: Vec<DisputeVerb>,
    versions: Vec<VersionView>,
    terms: Option<contracts::Terms>,
}

impl Room {
    /// The dispute, for its two sides and for admins; a stranger finds nothing.
    pub(in crate::disputes) fn load(conn: &mut Conn, person: &Person, id: DisputeId, now: Instant) -> Result<Self, Failure> {
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
            moves: store::list_moves(conn, id)?,
            evidence,
            written: messages::list_all(conn, case.contract.id)?,
            offers,
            decisions,
            versions,
            terms,
            case,
        })
    }

    pub(super) fn name(&self, side: Party) -> &str {
        if side == Party::Creator { &self.parties.creator_name } else { &self.parties.org_name }
    }

    fn decision(&self, kinds: &[DecisionKind], unconfirmed: bool) -> Option<&Decision> {
        let counts = |decision: &&Decision| {
            kinds.contains(&decision.kind) && (unconfirmed || decision.kind == DecisionKind::Proposal || decision.confirmed_at.is_some())
        };
        self.decisions.iter().rfind(counts)
    }
}

/// The dispute room: for both sides, and for who judges.
#[derive(Serialize)]
pub(in crate::disputes) struct RoomPage {
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
    moves: Vec<parts::MoveView>,
    /// The clocks that may be moved.
    movable: Vec<parts::ClockOption>,
    amount: Money,
    currency: String,
    summary: String,
    parts: Vec<parts::Part>,
    claims: Vec<parts::ClaimView>,
    evidence: Vec<parts::EvidenceView>,
    offers: Vec<parts::OfferView>,
    gap: Option<Money>,
    round: i32,
    proposal: Option<parts::DecisionView>,
    ruling: Option<parts::DecisionView>,
    days: Vec<parts::DayView>,
    dossiers: Vec<parts::DossierView>,
    versions: Vec<VersionView>,
    messages: Vec<parts::MessageOption>,
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
    pub(in crate::disputes) fn of(room: &Room, asker: &Asker, key: &Key, form: RoomForm, errors: Vec<ShownError>) -> Result<Self, Failure> {
        let (case, dispute) = (&room.case, &room.case.dispute);
        let reader = case.access.party;
        let money = |amount| case.contract.money(amount);
        let ruling = room.decision(&[DecisionKind::Ruling, DecisionKind::AppealRuling], reader == Party::Platform);
        let proposal = room.decision(&[DecisionKind::Proposal], false);
        let may: BTreeMap<&'static str, bool> = DisputeVerb::ALL.iter().map(|verb| (verb.word(), room.allowed.contains(verb))).collect();
        let parts = parts::money(room, asker)?;
        let said: Vec<String> =
            parts.iter().map(|part| format!("{} {}", part.label, formats::money_short(asker.lang, part.amount))).collect();
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
            moves: room.moves.iter().map(|one| parts::moved(room, one)).collect(),
            movable: room.clocks.iter().map(|clock| parts::movable(clock, asker)).collect(),
            claims: [Party::Merchant, Party::Creator].map(|side| parts::claim(room, side)).into_iter().collect(),
            evidence: room.evidence.iter().map(|one| parts::evidence(room, one)).collect(),
            offers: room.offers.iter().map(|one| parts::offer(room, one, key)).collect(),
            gap: rules::gap(&room.offers, key).filter(|_| reader == Party::Platform).map(money),
            round: rules::round_of(&room.offers, reader).unwrap_or(0),
            proposal: proposal.map(|one| parts::decision(room, one)).transpose()?,
            ruling: ruling.map(|one| parts::decision(room, one)).transpose()?,
            days: parts::days(room, asker),
            dossiers: room.dossiers.iter().map(parts::dossier).collect(),
            versions: room.versions.clone(),
            messages: parts::messages(room, asker),
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
    // Who judges is told whose answer is missing.
    let side = if room.case.access.party == Party::Platform { dispute.opened_party } else { room.case.access.party };
    let other = if side == Party::Creator { room.name(Party::Merchant) } else { room.name(Party::Creator) };
    let may = |verb| room.allowed.contains(&verb);
    let key = match dispute.state {
        DisputeState::Opened if may(DisputeVerb::Answer) => "disputes-turn-answer",
        DisputeState::Opened => "disputes-wait-answer",
        DisputeState::Negotiating if room.case.access.party == Party::Platform => "disputes-wait-talk",
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
