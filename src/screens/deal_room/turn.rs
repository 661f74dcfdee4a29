//! Whose turn it is, until when, what happens otherwise, and what can be done about it.

use super::load::Room;
use crate::clocks::{Clock, ClockKind};
use crate::contracts::{CancellationState, ContractState, MilestoneState, Party, Verb};
use crate::disputes::rules as disputes;
use crate::primitives::{Instant, Minor};
use crate::screens::say::Say;
use serde::Serialize;

/// The banner on top of the deal.
#[derive(Debug, Serialize)]
pub(super) struct Turn {
    title: String,
    /// The reader has to do something.
    mine: bool,
    text: Option<String>,
    /// «Answer by …»: the words before the moment.
    before: Option<String>,
    at: Option<Instant>,
    /// What happens when nobody acts.
    after: Option<String>,
    acts: Vec<Deed>,
}

/// A button of the banner.
#[derive(Debug, Serialize)]
pub(super) struct Deed {
    label: String,
    short: Option<String>,
    url: String,
    method: &'static str,
    kind: &'static str,
    busy: Option<String>,
    name: Option<&'static str>,
    value: Option<&'static str>,
}

impl Deed {
    fn link(label: String, url: String, kind: &'static str) -> Self {
        Self { label, short: None, url, method: "get", kind, busy: None, name: None, value: None }
    }

    fn post(label: String, url: String, kind: &'static str) -> Self {
        Self { method: "post", ..Self::link(label, url, kind) }
    }

    /// One of two answers.
    pub(super) fn choice(label: String, url: String, kind: &'static str, value: &'static str) -> Self {
        Self { name: Some("agree"), value: Some(value), ..Self::post(label, url, kind) }
    }

    fn short(mut self, short: String) -> Self {
        self.short = Some(short);
        self
    }
}

/// The other side, as sentences name it.
fn other(room: &Room) -> String {
    match room.access.party {
        Party::Creator => room.parties.org_name.clone(),
        Party::Merchant | Party::Platform => room.parties.creator_name.clone(),
    }
}

fn clock(room: &Room, kind: ClockKind) -> Option<&Clock> {
    room.clocks.iter().find(|clock| {
        clock.kind == kind && (clock.milestone == Some(room.current.id) || (clock.milestone.is_none() && kind == ClockKind::Funding))
    })
}

/// Whom a sentence names: the side that it waits for, whoever reads it.
fn named(key: &str, room: &Room) -> String {
    match key {
        "deal-wait-fund" | "deal-wait-review" => room.parties.org_name.clone(),
        "deal-wait-start" | "deal-wait-deliver" | "deal-wait-overdue" | "deal-wait-change" => room.parties.creator_name.clone(),
        "deal-wait-answer" => match room.open_request().map(|asked| asked.asked_party) {
            Some(Party::Merchant | Party::Platform) => room.parties.creator_name.clone(),
            Some(Party::Creator) => room.parties.org_name.clone(),
            None => other(room),
        },
        _ => other(room),
    }
}

/// A banner without a moment or buttons.
fn bare(say: &Say<'_>, key: &str, room: &Room) -> Turn {
    let values = [("name", named(key, room)), ("n", room.current.times_submitted.to_string()), ("milestone", room.current.title.clone())];
    Turn { title: say.with(key, &values), mine: false, text: None, before: None, at: None, after: None, acts: Vec::new() }
}

impl Turn {
    fn by(mut self, say: &Say<'_>, clock: Option<&Clock>, before: &str) -> Self {
        if let Some(clock) = clock {
            self.before = Some(say.plain(before));
            self.at = Some(clock.due_at);
            self.after = Some(say.plain(&clock.kind.default_key()));
        }
        self
    }

    fn acts(mut self, acts: Vec<Deed>) -> Self {
        self.mine = !acts.is_empty();
        self.acts = acts;
        self
    }
}

/// The banner for the milestone that is looked at; none when it has ended.
pub(super) fn turn(room: &Room, say: &Say<'_>) -> Option<Turn> {
    if room.open_request().is_some() {
        return Some(requested(room, say));
    }
    Some(match room.current.state {
        MilestoneState::Planned if room.contract.state.is_terminal() => return None,
        MilestoneState::Planned => planned(room, say),
        MilestoneState::Funded => funded(room, say),
        MilestoneState::InProgress => in_progress(room, say),
        MilestoneState::ChangesRequested => changing(room, say),
        MilestoneState::Submitted => submitted(room, say),
        MilestoneState::Approved => approved(room, say),
        MilestoneState::Disputed => disputed(room, say),
        MilestoneState::Settled | MilestoneState::Cancelled => return None,
    })
}

/// What the funding page asks for: all that is planned, with the fees.
fn planned_total(room: &Room) -> Minor {
    let planned = room.milestones.iter().filter(|milestone| milestone.state == MilestoneState::Planned);
    Minor::sum(planned.map(|milestone| milestone.total().unwrap_or(milestone.price))).unwrap_or(room.contract.price)
}

fn planned(room: &Room, say: &Say<'_>) -> Turn {
    let funding = clock(room, ClockKind::Funding).filter(|_| room.contract.state == ContractState::PendingFunding);
    let own = room.access.party == Party::Merchant;
    let mut acts = Vec::new();
    if room.may(Verb::Fund) {
        let amount = say.money(room.contract.money(planned_total(room)));
        let url = format!("/contracts/{}/funding", room.contract.id);
        acts.push(Deed::link(say.with("deal-fund", &[("amount", amount)]), url, "primary").short(say.plain("deal-fund-short")));
    }
    let key = match (own, acts.is_empty()) {
        (true, false) => "deal-turn-fund",
        (true, true) => "deal-wait-funders",
        (false, _) => "deal-wait-fund",
    };
    bare(say, key, room).by(say, funding, "deal-fund-by").acts(acts)
}

fn funded(room: &Room, say: &Say<'_>) -> Turn {
    let mut acts = Vec::new();
    if room.may(Verb::Start) {
        acts.push(Deed::post(say.plain("deal-start"), format!("/milestones/{}/start", room.current.id), "primary"));
        acts.push(Deed::link(say.plain("deal-deliver"), deliver_url(room), "plain"));
    }
    let key = if acts.is_empty() { "deal-wait-start" } else { "deal-turn-start" };
    let by = clock(room, ClockKind::Start).map_or((clock(room, ClockKind::Stale), "deal-stale-by"), |start| (Some(start), "deal-start-by"));
    let mut turn = bare(say, key, room).by(say, by.0, by.1).acts(acts);
    if turn.mine {
        turn.text = Some(say.with("deal-start-text", &[("days", room.current.days.get().to_string())]));
    }
    turn
}

fn deliver_url(room: &Room) -> String {
    format!("/milestones/{}/deliveries/new", room.current.id)
}

fn in_progress(room: &Room, say: &Say<'_>) -> Turn {
    let due = clock(room, ClockKind::Delivery);
    let past = room.current.due_at.filter(|due| *due <= room.work.now);
    if room.may(Verb::CancelLate) {
        let act = Deed::link(say.plain("deal-cancel-late"), format!("/milestones/{}/cancellation", room.current.id), "danger");
        let mut turn = bare(say, "deal-late", room).acts(vec![act]);
        (turn.before, turn.at) = (Some(say.plain("deal-was-due")), room.current.due_at);
        return turn;
    }
    let acts = if room.may(Verb::Deliver) { vec![deliver(room, say)] } else { Vec::new() };
    let key = match (acts.is_empty(), past) {
        (false, None) => "deal-turn-deliver",
        (false, Some(_)) => "deal-turn-overdue",
        (true, None) => "deal-wait-deliver",
        (true, Some(_)) => "deal-wait-overdue",
    };
    let mut turn = bare(say, key, room).by(say, due, "deal-deliver-by").acts(acts);
    if past.is_some() {
        turn.before = Some(say.plain("deal-was-due"));
        turn.at = room.current.due_at;
        turn.after = Some(say.plain(&ClockKind::Delivery.default_key()));
    }
    turn
}

fn deliver(room: &Room, say: &Say<'_>) -> Deed {
    let label = say.with("deal-deliver-n", &[("n", room.current.times_submitted.saturating_add(1).to_string())]);
    Deed::link(label, deliver_url(room), "primary").short(say.plain("deal-deliver"))
}

fn changing(room: &Room, say: &Say<'_>) -> Turn {
    let acts = if room.may(Verb::Deliver) { vec![deliver(room, say)] } else { Vec::new() };
    let key = if acts.is_empty() { "deal-wait-change" } else { "deal-turn-change" };
    let mut turn = bare(say, key, room).acts(acts);
    if let Some(due) = room.current.due_at {
        (turn.before, turn.at) = (Some(say.plain("deal-deliver-by")), Some(due));
    }
    turn
}

fn submitted(room: &Room, say: &Say<'_>) -> Turn {
    let amount = say.money(room.contract.money(room.current.open_price()));
    let mut acts = Vec::new();
    if room.may(Verb::Approve) {
        let url = format!("/milestones/{}/approval", room.current.id);
        acts.push(Deed::link(say.with("contracts-accept-release", &[("amount", amount.clone())]), url, "primary"));
    }
    if room.may(Verb::RequestChanges) {
        let url = format!("/milestones/{}/change-requests/new", room.current.id);
        acts.push(Deed::link(say.plain("deal-request-changes"), url, "plain").short(say.plain("deal-request-changes-short")));
    }
    let key = if acts.is_empty() { "deal-wait-review" } else { "deal-turn-review" };
    let mut turn = bare(say, key, room).by(say, clock(room, ClockKind::Review), "deal-review-by").acts(acts);
    let values = [("amount", amount), ("name", room.parties.creator_name.clone())];
    turn.after = Some(say.with(if room.is_creators() { "deal-review-default-you" } else { "deal-review-default" }, &values));
    turn
}

/// The clocks of the work stand still; the dispute has a room of its own.
fn disputed(room: &Room, say: &Say<'_>) -> Turn {
    let Some(dispute) = room.disputes.last() else { return bare(say, "deal-disputed", room) };
    let waits = disputes::waits_for(dispute, room.access.party) && room.access.works;
    let clock = room.clocks.iter().find(|clock| clock.subject == dispute.id.to_string());
    let act = Deed::link(say.plain("deal-dispute-open"), format!("/disputes/{}", dispute.id), if waits { "primary" } else { "plain" });
    let mut turn = bare(say, if waits { "deal-disputed-turn" } else { "deal-disputed" }, room).by(say, clock, "deal-dispute-by");
    turn.mine = waits;
    turn.acts = vec![act];
    turn
}

fn approved(room: &Room, say: &Say<'_>) -> Turn {
    bare(say, "deal-clearing", room).by(say, clock(room, ClockKind::Clearance), "deal-clears-at")
}

fn requested(room: &Room, say: &Say<'_>) -> Turn {
    let Some(asked) = room.open_request().filter(|asked| asked.state == CancellationState::Requested) else {
        return bare(say, "deal-wait-answer", room);
    };
    let url = format!("/cancellations/{}/answer", asked.id);
    let mut acts = Vec::new();
    if room.access.works && room.access.party != asked.asked_party {
        let choice = |label, kind, value| Deed::choice(say.plain(label), url.clone(), kind, value);
        acts.push(choice("deal-agree", "danger", "yes"));
        acts.push(choice("deal-refuse", "plain", "no"));
    }
    let key = if acts.is_empty() { "deal-wait-answer" } else { "deal-turn-answer" };
    let waits = room.clocks.iter().find(|clock| clock.kind == ClockKind::CancelAnswer && clock.subject == asked.id.to_string());
    let mut turn = bare(say, key, room).by(say, waits, "deal-answer-by").acts(acts);
    let shares = room.contract.deal(&room.current).shares_after(asked.refund).ok();
    let money = |amount| say.money(room.contract.money(amount));
    turn.text = shares.map(|shares| {
        let values = [
            ("reason", say.plain(&format!("contracts-reason-{}", asked.reason))),
            ("back", money(shares.to_wallet)),
            ("creator", money(shares.to_creator)),
        ];
        say.with(if room.is_creators() { "deal-asked-you" } else { "deal-asked" }, &values)
    });
    turn
}
