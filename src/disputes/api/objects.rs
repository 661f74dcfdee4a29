//! A dispute as a program sees it. A sealed amount is there for its own side only, and a ruling for the two sides once it was confirmed.

use crate::clocks::{self, Clock, ClockKind};
use crate::contracts::{Contract, Party};
use crate::disputes::actions::{self, Case};
use crate::disputes::model::{
    Actor, Decision, DecisionKind, DisputeEvent, DisputeReason, DisputeState, DisputeVerb, Evidence, Move, MoveState, Offer, Said, Stage,
    Sum,
};
use crate::disputes::{rules, store};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::platform::secret::Key;
use crate::primitives::id::{ContractId, DisputeId, EvidenceId, FileId, MessageId, MilestoneId, OfferId};
use crate::primitives::{Minor, Money};
use crate::sessions::Person;
use crate::web::Asker;
use crate::web::api::Moment;
use serde::Serialize;
use utoipa::ToSchema;

/// A disagreement over an amount.
#[derive(Serialize, ToSchema)]
#[schema(as = Dispute)]
pub(super) struct DisputeObject {
    id: DisputeId,
    milestone_id: MilestoneId,
    contract_id: ContractId,
    state: DisputeState,
    version: i64,
    /// What is contested.
    amount: Money,
    reason_code: DisputeReason,
    /// The side.
    opened_by: Party,
    opened_at: Moment,
    statements: Vec<StatementObject>,
    evidence: Vec<EvidenceObject>,
    offers: Vec<OfferObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<DecisionObject>,
    /// The newest one that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<DecisionObject>,
    /// Between the two sealed amounts of the newest round that did not meet; for admins.
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<Money>,
    /// What the creator got, once it is over and was not withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_creator: Option<Money>,
    next_clock: Option<DisputeClockObject>,
    /// Deadlines that were moved, or that somebody wants moved.
    moves: Vec<MoveObject>,
    /// What you may do now.
    allowed: Vec<DisputeVerb>,
}

/// What a side said: opening, answer, appeal.
#[derive(Serialize, ToSchema)]
#[schema(as = Statement)]
struct StatementObject {
    by: Actor,
    event: DisputeEvent,
    text: String,
    at: Moment,
}

/// What a side brought.
#[derive(Serialize, ToSchema)]
#[schema(as = Evidence)]
struct EvidenceObject {
    id: EvidenceId,
    by: Party,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_id: Option<FileId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<MessageId>,
    /// Of the file or of the message, else of the words.
    sha256: String,
    at: Moment,
}

/// What a side would settle for.
#[derive(Serialize, ToSchema)]
#[schema(as = Offer)]
struct OfferObject {
    id: OfferId,
    by: Party,
    sealed: bool,
    /// Of a sealed one; 0 for an open one.
    round: i32,
    /// For the creator. A sealed one is there for its own side only.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Money>,
    at: Moment,
}

/// What an arbiter said.
#[derive(Serialize, ToSchema)]
#[schema(as = Decision)]
struct DecisionObject {
    kind: DecisionKind,
    to_creator: Money,
    to_merchant: Money,
    rule_ids: Vec<String>,
    reasons: String,
    at: Moment,
    /// A ruling counts from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<Moment>,
    /// The sides that accepted a proposal.
    accepted_by: Vec<Party>,
}

/// A deadline that was moved, or that somebody wants moved.
#[derive(Serialize, ToSchema)]
#[schema(as = DeadlineMove)]
struct MoveObject {
    event: ClockKind,
    from: Moment,
    to: Moment,
    reason: String,
    by: Actor,
    at: Moment,
    state: MoveState,
}

fn moved(one: Move) -> MoveObject {
    MoveObject {
        event: one.clock,
        from: Moment(one.from),
        to: Moment(one.to),
        reason: one.reason,
        by: one.by,
        at: Moment(one.at),
        state: one.state,
    }
}

/// What happens next if nobody acts.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeClock)]
struct DisputeClockObject {
    event: ClockKind,
    at: Moment,
    /// What happens then, in your language.
    default: String,
    money: Money,
}

/// The lists of a dispute.
#[derive(Serialize, ToSchema)]
#[schema(as = Dossier)]
pub(super) struct DossierObject {
    dispute_id: DisputeId,
    lists: Vec<ListObject>,
}

/// Everything that there was at a time.
#[derive(Serialize, ToSchema)]
#[schema(as = DossierList)]
struct ListObject {
    stage: Stage,
    at: Moment,
    /// Of the list.
    sha256: String,
    /// A line each: SHA-256, two spaces, a name, and, but for files and terms, a tab and the text that the hash is of.
    list: String,
}

fn offer(contract: &Contract, offer: &Offer, (reader, key): (Option<Party>, &Key)) -> OfferObject {
    let amount = match &offer.sum {
        Sum::Open(amount) => Some(*amount),
        Sum::Sealed(sealed) if Some(offer.party) == reader => rules::open(key, offer.id, sealed),
        Sum::Sealed(_) => None,
    };
    OfferObject {
        id: offer.id,
        by: offer.party,
        sealed: offer.round > 0,
        round: offer.round,
        amount: amount.map(|amount| contract.money(amount)),
        at: Moment(offer.at),
    }
}

fn decision(case: &Case, decision: &Decision) -> Result<DecisionObject, Failure> {
    let money = |amount| case.contract.money(amount);
    let sides = [Party::Merchant, Party::Creator];
    let accepted = |side: &Party| decision.kind == DecisionKind::Proposal && case.dispute.accepts.has(*side);
    Ok(DecisionObject {
        kind: decision.kind,
        to_creator: money(decision.to_creator),
        to_merchant: money(case.dispute.amount.minus(decision.to_creator)?),
        rule_ids: decision.rule_ids.clone(),
        reasons: decision.reasons.clone(),
        at: Moment(decision.made_at),
        confirmed_at: decision.confirmed_at.map(Moment),
        accepted_by: sides.into_iter().filter(accepted).collect(),
    })
}

fn statement(said: &Said) -> Option<StatementObject> {
    let words = || StatementObject { by: said.actor, event: said.event, text: said.body.clone(), at: Moment(said.at) };
    said.is_claim().then(words)
}

fn evidence(evidence: Evidence) -> EvidenceObject {
    EvidenceObject {
        id: evidence.id,
        by: evidence.party,
        text: evidence.body,
        file_id: evidence.file,
        message_id: evidence.message,
        sha256: evidence.sha256,
        at: Moment(evidence.at),
    }
}

fn clock(asker: &Asker, contract: &Contract, clock: &Clock) -> DisputeClockObject {
    DisputeClockObject {
        event: clock.kind,
        at: Moment(clock.due_at),
        default: asker.text(&clock.kind.default_key(), &[]),
        money: clock.money.unwrap_or_else(|| contract.money(Minor::ZERO)),
    }
}

/// The dispute, for its two sides and for admins.
pub(super) fn dispute(conn: &mut Conn, asker: &Asker, person: &Person, (id, key): (DisputeId, &Key)) -> Result<DisputeObject, Failure> {
    let case = actions::see(conn, person, id)?;
    let (offers, decisions) = (store::list_offers(conn, id)?, store::list_decisions(conn, id)?);
    let allowed = actions::allowed(conn, person, &case, (&offers, &decisions), asker.now)?;
    let reader = case.access.party;
    let counts =
        |decision: &&Decision| decision.kind != DecisionKind::Proposal && (decision.confirmed_at.is_some() || reader == Party::Platform);
    let proposal = decisions.iter().find(|decision| decision.kind == DecisionKind::Proposal);
    let gap = if reader == Party::Platform { rules::gap(&offers, key) } else { None };
    let (dispute, contract) = (&case.dispute, &case.contract);
    Ok(DisputeObject {
        id,
        milestone_id: dispute.milestone,
        contract_id: dispute.contract,
        state: dispute.state,
        version: dispute.version,
        amount: contract.money(dispute.amount),
        reason_code: dispute.reason,
        opened_by: dispute.opened_party,
        opened_at: Moment(dispute.opened_at),
        statements: store::list_said(conn, id)?.iter().filter_map(statement).collect(),
        evidence: store::list_evidence(conn, id)?.into_iter().map(evidence).collect(),
        offers: offers.iter().map(|one| offer(contract, one, (case.access.opens(), key))).collect(),
        proposal: proposal.map(|proposal| decision(&case, proposal)).transpose()?,
        ruling: decisions.iter().rfind(counts).map(|ruling| decision(&case, ruling)).transpose()?,
        gap: gap.map(|gap| contract.money(gap)),
        to_creator: dispute.to_creator.filter(|_| dispute.state.is_terminal()).map(|amount| contract.money(amount)),
        moves: store::list_moves(conn, id)?.into_iter().map(moved).collect(),
        next_clock: clocks::list_of_subject(conn, &id.to_string())?.first().map(|next| clock(asker, contract, next)),
        allowed,
    })
}

/// The lists of the dispute, for its two sides and for admins.
pub(super) fn dossiers(conn: &mut Conn, person: &Person, id: DisputeId) -> Result<DossierObject, Failure> {
    actions::see(conn, person, id)?;
    let list = |dossier: crate::disputes::model::Dossier| ListObject {
        stage: dossier.stage,
        at: Moment(dossier.at),
        sha256: dossier.sha256,
        list: dossier.manifest,
    };
    Ok(DossierObject { dispute_id: id, lists: store::list_dossiers(conn, id)?.into_iter().map(list).collect() })
}
