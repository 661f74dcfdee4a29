//! The parts of the dispute room.

use super::room::Room;
use crate::clocks::{Clock, ClockKind};
use crate::contracts::Party;
use crate::disputes::model::{
    Actor, Decision, DecisionKind, DisputeEvent, DisputeState, DisputeVerb, Dossier, Evidence, Move, MoveState, Offer, Said, Sum,
};
use crate::disputes::rules;
use crate::failure::Failure;
use crate::files;
use crate::messages::Message;
use crate::platform::formats;
use crate::platform::secret::Key;
use crate::primitives::id::{MessageId, OfferId};
use crate::primitives::{Choice as _, Instant, Minor, Money};
use crate::web::Asker;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ClaimView {
    name: String,
    side: Party,
    words: Vec<WordsView>,
}

#[derive(Serialize)]
pub(super) struct WordsView {
    event: DisputeEvent,
    text: String,
    at: Instant,
}

/// A message that is evidence.
#[derive(Serialize)]
struct QuotedView {
    who: String,
    text: String,
    at: Instant,
}

#[derive(Serialize)]
pub(super) struct EvidenceView {
    who: String,
    text: String,
    quoted: Option<QuotedView>,
    name: Option<String>,
    url: Option<String>,
    note: String,
    sha: String,
    at: Instant,
}

/// A message to be chosen as evidence, and to be read by whoever judges.
#[derive(Serialize)]
pub(super) struct MessageOption {
    value: MessageId,
    label: String,
    who: String,
    text: String,
    at: Instant,
}

/// A clock that may be moved.
#[derive(Serialize)]
pub(super) struct ClockOption {
    value: ClockKind,
    label: String,
}

pub(super) fn movable(clock: &Clock, asker: &Asker) -> ClockOption {
    let until = asker.text(&format!("disputes-until-{}", clock.kind), &[]);
    ClockOption { value: clock.kind, label: format!("{until} {}", formats::datetime(asker.lang, clock.due_at, &asker.zone)) }
}

/// A deadline that was moved, or that somebody wants moved.
#[derive(Serialize)]
pub(super) struct MoveView {
    clock: ClockKind,
    from: Instant,
    to: Instant,
    reason: String,
    /// The side's name; none for an arbiter.
    who: Option<String>,
    state: MoveState,
    /// The reader's side may agree or not.
    may_answer: bool,
}

pub(super) fn moved(room: &Room, one: &Move) -> MoveView {
    let side = [Party::Merchant, Party::Creator].into_iter().find(|side| one.is_of(*side));
    let access = room.case.access;
    let asked = one.state == MoveState::Asked && access.works && access.party != Party::Platform;
    MoveView {
        clock: one.clock,
        from: one.from,
        to: one.to,
        reason: one.reason.clone(),
        who: side.map(|side| room.name(side).to_owned()),
        state: one.state,
        may_answer: asked && !one.is_of(access.party),
    }
}

/// What the two wrote, newest first.
pub(super) fn messages(room: &Room, asker: &Asker) -> Vec<MessageOption> {
    const SHOWN: usize = 60;
    let option = |message: &Message| {
        let who = room.name(message.party).to_owned();
        let start: String = message.text.replace('\n', " ").chars().take(SHOWN).collect();
        let label = format!("{} · {who}: {start}", formats::datetime(asker.lang, message.at, &asker.zone));
        MessageOption { value: message.id, label, who, text: message.text.clone(), at: message.at }
    };
    room.written.iter().rev().map(option).collect()
}

#[derive(Serialize)]
pub(super) struct OfferView {
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
pub(super) struct DecisionView {
    kind: DecisionKind,
    to_creator: Money,
    to_merchant: Money,
    rules: Vec<String>,
    reasons: String,
    at: Instant,
    confirmed: bool,
}

#[derive(Serialize)]
pub(super) struct Part {
    kind: &'static str,
    pub(super) label: String,
    pub(super) amount: Money,
    bps: i64,
}

#[derive(Serialize)]
pub(super) struct LineView {
    icon: &'static str,
    tone: &'static str,
    text: String,
    at: Instant,
    body: Option<String>,
}

#[derive(Serialize)]
pub(super) struct DayView {
    at: Instant,
    events: Vec<LineView>,
}

#[derive(Serialize)]
pub(super) struct DossierView {
    stage: &'static str,
    sha: String,
    at: Instant,
    manifest: String,
}

/// The contested amount: all of it frozen, or how it was or would be divided.
pub(super) fn money(room: &Room, asker: &Asker) -> Result<Vec<Part>, Failure> {
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

pub(super) fn claim(room: &Room, side: Party) -> ClaimView {
    let actor = if side == Party::Creator { Actor::Creator } else { Actor::Merchant };
    let spoken = room.said.iter().filter(|said| said.actor == actor && said.is_claim());
    let words = spoken.map(|said| WordsView { event: said.event, text: said.body.clone(), at: said.at }).collect();
    ClaimView { name: room.name(side).to_owned(), side, words }
}

pub(super) fn evidence(room: &Room, (evidence, file): &(Evidence, Option<files::File>)) -> EvidenceView {
    let message = room.written.iter().find(|message| Some(message.id) == evidence.message);
    EvidenceView {
        who: room.name(evidence.party).to_owned(),
        text: evidence.body.clone(),
        quoted: message.map(|message| QuotedView { who: room.name(message.party).to_owned(), text: message.text.clone(), at: message.at }),
        name: file.as_ref().map(|file| file.name.clone()),
        url: file.as_ref().map(|file| format!("/files/{}/content", file.id)),
        note: file.as_ref().map(|file| formats::file_size(file.size)).unwrap_or_default(),
        sha: evidence.sha256.clone(),
        at: evidence.at,
    }
}

pub(super) fn offer(room: &Room, offer: &Offer, key: &Key) -> OfferView {
    let reader = room.case.access.party;
    let amount = match &offer.sum {
        Sum::Open(amount) => Some(*amount),
        Sum::Sealed(sealed) if room.case.access.opens() == Some(offer.party) => rules::open(key, offer.id, sealed),
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

pub(super) fn decision(room: &Room, decision: &Decision) -> Result<DecisionView, Failure> {
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

pub(super) fn dossier(dossier: &Dossier) -> DossierView {
    DossierView { stage: dossier.stage.word(), sha: dossier.sha256.clone(), at: dossier.at, manifest: dossier.manifest.clone() }
}

/// All that happened, a day at a time. What an arbiter wrote that nobody has confirmed is not told to the two sides.
pub(super) fn days(room: &Room, asker: &Asker) -> Vec<DayView> {
    let mut days: Vec<DayView> = Vec::new();
    let hidden = |said: &&Said| said.event == DisputeEvent::Ruled && room.case.access.party != Party::Platform;
    for said in room.said.iter().filter(|said| !hidden(said)) {
        let who = match said.actor {
            Actor::Merchant => room.name(Party::Merchant).to_owned(),
            Actor::Creator => room.name(Party::Creator).to_owned(),
            Actor::Platform | Actor::Admin => String::new(),
        };
        let text = asker.text(&format!("disputes-ev-{}", said.event), &[("who", who)]);
        let body = Some(said.body.clone()).filter(|body| !body.is_empty() && said.is_about_time());
        let line = LineView { icon: if said.is_about_time() { "clock" } else { "message-square" }, tone: "", text, at: said.at, body };
        match days.last_mut() {
            Some(day) if day.at.date_in(&asker.zone) == said.at.date_in(&asker.zone) => day.events.push(line),
            Some(_) | None => days.push(DayView { at: said.at, events: vec![line] }),
        }
    }
    days
}
