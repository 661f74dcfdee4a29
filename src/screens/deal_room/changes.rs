//! What the two sides ask of each other while the deal runs: more time, and more work for more money.

use super::load::Room;
use super::turn::Deed;
use crate::contracts::rules;
use crate::contracts::{ChangeOrder, Extension, ExtensionState, Milestone, OrderState, Party};
use crate::primitives::Instant;
use crate::screens::say::Say;
use serde::Serialize;

/// Something that waits for an answer.
#[derive(Debug, Serialize)]
pub(super) struct Ask {
    id: String,
    title: String,
    text: Option<String>,
    /// What the merchant pays in all for extra work.
    total: Option<String>,
    before: String,
    at: Instant,
    after: String,
    acts: Vec<Deed>,
}

/// Everything that waits, what falls due first on top.
pub(super) fn asks(room: &Room, say: &Say<'_>) -> Vec<Ask> {
    let now = room.work.now;
    let time = room.extensions.iter().filter(|asked| asked.state == ExtensionState::Requested);
    let mut asks: Vec<Ask> = time.filter_map(|asked| more_time(room, say, asked)).collect();
    let work = room.orders.iter().filter(|order| rules::is_open(order, now).is_ok());
    asks.extend(work.map(|order| more_work(room, say, order)));
    asks.sort_by_key(|ask| ask.at);
    asks
}

fn choices(say: &Say<'_>, url: &str, may: bool) -> Vec<Deed> {
    let choice = |label, kind, value| Deed::choice(say.plain(label), url.to_owned(), kind, value);
    if may { vec![choice("deal-agree-plain", "primary", "yes"), choice("deal-refuse", "plain", "no")] } else { Vec::new() }
}

fn more_time(room: &Room, say: &Say<'_>, asked: &Extension) -> Option<Ask> {
    let milestone = room.milestones.iter().find(|milestone| milestone.id == asked.milestone)?;
    let values = [("name", room.parties.creator_name.clone()), ("n", asked.days.to_string()), ("milestone", milestone.title.clone())];
    let may = room.access.works && room.access.party == Party::Merchant;
    Some(Ask {
        id: asked.id.to_string(),
        title: say.with("deal-time-asked", &values),
        text: Some(asked.reason.clone()).filter(|reason| !reason.is_empty()),
        total: None,
        before: say.plain("deal-answer-by"),
        at: asked.answer_by?,
        after: say.plain("clocks-extension-answer-default"),
        acts: choices(say, &format!("/extensions/{}/answer", asked.id), may),
    })
}

fn more_work(room: &Room, say: &Say<'_>, order: &ChangeOrder) -> Ask {
    let by_creator = order.asked_party == Party::Creator;
    let money = |amount| say.money(room.contract.money(amount));
    let who = if by_creator { &room.parties.creator_name } else { &room.parties.org_name };
    let values =
        [("name", who.clone()), ("title", order.title.clone()), ("amount", money(order.price)), ("days", order.days.get().to_string())];
    let total = order.price.share(room.contract.merchant_bps).and_then(|fee| order.price.plus(fee)).unwrap_or(order.price);
    let is_merchant = room.access.party == Party::Merchant;
    Ask {
        id: order.id.to_string(),
        title: say.with("deal-work-asked", &values),
        text: Some(order.text.clone()),
        total: is_merchant.then(|| say.with("deal-work-total", &[("amount", money(total))])),
        before: say.plain("deal-answer-by"),
        at: order.answer_by,
        after: say.plain("clocks-order-answer-default"),
        acts: choices(say, &format!("/change-orders/{}/answer", order.id), room.access.works && room.access.party != order.asked_party),
    }
}

/// The way to more time for the milestone that is looked at, for its creator.
pub(super) fn extend_url(room: &Room) -> Option<String> {
    let own = room.extensions.iter().filter(|asked| asked.milestone == room.current.id);
    let waits = own.clone().any(|asked| asked.state == ExtensionState::Requested);
    let may = room.access.works && room.access.party == Party::Creator && !waits;
    let moves = rules::takes_time(&room.current).is_ok() && rules::most_days(&room.current, room.work.now) > 0;
    (may && moves).then(|| format!("/milestones/{}/extensions/new", room.current.id))
}

/// The way to proposing more work.
pub(super) fn order_url(room: &Room) -> Option<String> {
    let open = room.orders.iter().filter(|order| order.state == OrderState::Proposed).count();
    let may = room.access.works && room.access.party != Party::Platform;
    let takes = rules::takes_orders(&room.contract, room.milestones.len(), open).is_ok();
    (may && takes).then(|| format!("/contracts/{}/change-orders/new", room.contract.id))
}

/// A sentence of the history: its key, its values and its moment.
pub(super) type Told = (&'static str, Vec<(&'static str, String)>, Instant, Option<String>);

/// What was asked for and what came of it.
pub(super) fn told(room: &Room, say: &Say<'_>) -> Vec<Told> {
    let mut all: Vec<Told> = room.extensions.iter().flat_map(|asked| of_time(room, asked)).collect();
    all.extend(room.orders.iter().flat_map(|order| of_work(room, say, order)));
    all
}

fn of_time(room: &Room, asked: &Extension) -> Vec<Told> {
    let title = room.milestones.iter().find(|part: &&Milestone| part.id == asked.milestone).map(|part| part.title.clone());
    let values = vec![
        ("who", room.parties.creator_name.clone()),
        ("org", room.parties.org_name.clone()),
        ("n", asked.days.to_string()),
        ("milestone", title.unwrap_or_default()),
    ];
    let reason = Some(asked.reason.clone()).filter(|reason| !reason.is_empty());
    let first = if asked.is_alone() { "deal-ev-time-taken" } else { "deal-ev-time-asked" };
    let mut told = vec![(first, values.clone(), asked.asked_at, reason)];
    let second = match (asked.state, asked.answered_by) {
        (ExtensionState::Agreed, _) => "deal-ev-time-agreed",
        (ExtensionState::Refused, Some(_)) => "deal-ev-time-refused",
        (ExtensionState::Refused, None) => "deal-ev-time-silence",
        (ExtensionState::Lapsed, _) => "deal-ev-time-lapsed",
        (ExtensionState::Requested, _) => return told,
    };
    if let Some(at) = asked.answered_at.filter(|_| !asked.is_alone()) {
        told.push((second, values, at, None));
    }
    told
}

fn of_work(room: &Room, say: &Say<'_>, order: &ChangeOrder) -> Vec<Told> {
    let by_creator = order.asked_party == Party::Creator;
    let (creator, org) = (room.parties.creator_name.clone(), room.parties.org_name.clone());
    let (who, other) = if by_creator { (creator, org) } else { (org, creator) };
    let amount = say.money(room.contract.money(order.price));
    let values = vec![("who", who), ("other", other), ("title", order.title.clone()), ("amount", amount)];
    let mut told = vec![("deal-ev-work-asked", values.clone(), order.asked_at, Some(order.text.clone()))];
    let second = match order.state {
        OrderState::Agreed => "deal-ev-work-agreed",
        OrderState::Refused => "deal-ev-work-refused",
        OrderState::Lapsed => "deal-ev-work-lapsed",
        OrderState::Proposed => return told,
    };
    told.extend(order.answered_at.map(|at| (second, values, at, None)));
    told
}
