//! Where the money of a deal is, and every movement of it.

use super::load::Room;
use crate::contracts::{Event, Happening, Milestone, MilestoneState, Party, rules};
use crate::failure::Failure;
use crate::primitives::{Instant, Minor, Money, MoneyError};
use crate::screens::say::Say;
use serde::Serialize;

/// The money panel.
#[derive(Debug, Serialize)]
pub(super) struct MoneyView {
    title: String,
    big: Money,
    note: String,
    /// The bar in one sentence, for those who do not see it.
    summary: String,
    parts: Vec<Part>,
    moves: Vec<Move>,
}

#[derive(Debug, Serialize)]
struct Part {
    kind: &'static str,
    label: String,
    amount: Money,
    /// Share of the whole in hundredths of a percent.
    bps: i64,
}

#[derive(Debug, Serialize)]
struct Move {
    label: String,
    amount: Money,
    note: String,
}

/// The prices of the milestones by where they are.
#[derive(Default)]
struct Sums {
    released: Minor,
    held: Minor,
    frozen: Minor,
    returned: Minor,
    unpaid: Minor,
}

impl Sums {
    fn of(room: &Room) -> Result<Self, MoneyError> {
        let mut sums = Self::default();
        for milestone in &room.milestones {
            let price = milestone.price;
            match milestone.state {
                MilestoneState::Planned => sums.unpaid = sums.unpaid.plus(price)?,
                MilestoneState::Funded | MilestoneState::InProgress | MilestoneState::Submitted | MilestoneState::ChangesRequested => {
                    sums.held = sums.held.plus(milestone.open_price())?;
                    sums.released = sums.released.plus(milestone.parts.price)?;
                }
                MilestoneState::Disputed => {
                    let frozen = contested(room, milestone);
                    sums.frozen = sums.frozen.plus(frozen)?;
                    sums.released = sums.released.plus(price.minus(frozen)?)?;
                }
                MilestoneState::Approved | MilestoneState::Settled => {
                    let back = divided(room, milestone);
                    sums.returned = sums.returned.plus(back)?;
                    sums.released = sums.released.plus(price.minus(back)?)?;
                }
                MilestoneState::Cancelled if milestone.funded_at.is_none() => {}
                MilestoneState::Cancelled => {
                    let refund = refund(room, milestone);
                    sums.returned = sums.returned.plus(refund)?;
                    sums.released = sums.released.plus(price.minus(refund)?)?;
                }
            }
        }
        Ok(sums)
    }
}

/// The part of the price that went back when a funded milestone was cancelled.
fn refund(room: &Room, milestone: &Milestone) -> Minor {
    let last = room.events.iter().rfind(|event| event.milestone == milestone.id);
    last.filter(|event| event.event == Event::CancelAgreed).map_or(milestone.price, |event| event.amount)
}

/// What the newest dispute about a milestone was or is over.
fn contested(room: &Room, milestone: &Milestone) -> Minor {
    let opened = |event: &&Happening| event.milestone == milestone.id && event.event == Event::DisputeOpened;
    room.events.iter().rfind(opened).map_or(Minor::ZERO, |event| event.amount)
}

/// The part of the price that went back when a dispute ended.
fn divided(room: &Room, milestone: &Milestone) -> Minor {
    let ended = |event: &&Happening| {
        event.milestone == milestone.id && matches!(event.event, Event::Settled | Event::Defaulted | Event::RulingExecuted)
    };
    let to_creator = room.events.iter().rfind(ended).map(|event| event.amount);
    to_creator.map_or(Minor::ZERO, |to_creator| Minor(contested(room, milestone).0.saturating_sub(to_creator.0)))
}

impl MoneyView {
    pub(super) fn of(room: &Room, say: &Say<'_>) -> Result<Self, Failure> {
        let sums = Sums::of(room)?;
        let whole = Minor::sum([sums.released, sums.held, sums.frozen, sums.returned, sums.unpaid])?;
        let name = [("name", room.parties.creator_name.clone())];
        let own = room.access.party == Party::Creator;
        let part = |kind, key: &str, amount: Minor| {
            let bps = Minor(10_000).portion(amount, whole).unwrap_or(Minor::ZERO).0;
            Part { kind, label: say.with(key, &name), amount: room.contract.money(amount), bps }
        };
        let mut parts = vec![
            part("released", if room.is_creators() { "deal-released-you" } else { "deal-released" }, sums.released),
            part("held", "deal-held", sums.held),
            part("frozen", "deal-frozen", sums.frozen),
            part("returned", if own { "deal-returned-them" } else { "deal-returned" }, sums.returned),
            part("unpaid", "deal-unpaid", sums.unpaid),
        ];
        parts.retain(|part| !part.amount.amount.is_zero() || matches!(part.kind, "released" | "held"));
        let said: Vec<String> = parts.iter().map(|part| format!("{} {}", part.label, say.money(part.amount))).collect();
        Ok(Self {
            title: say.plain("deal-held-title"),
            big: room.contract.money(sums.held),
            note: say.plain(if sums.held.is_zero() { "deal-held-none" } else { "deal-held-note" }),
            summary: said.join(", "),
            parts,
            moves: moves(room, say)?,
        })
    }
}

fn moves(room: &Room, say: &Say<'_>) -> Result<Vec<Move>, MoneyError> {
    let mut all = Vec::new();
    let part = |id| room.milestones.iter().find(|milestone| milestone.id == id);
    for event in &room.events {
        if let Some(milestone) = part(event.milestone) {
            all.extend(of_event(room, say, milestone, event)?);
        }
    }
    for tip in &room.tips {
        all.extend(part(tip.milestone).map(|milestone| Move {
            label: say.with("deal-move-tip", &[("milestone", milestone.title.clone())]),
            amount: room.contract.money(tip.amount),
            note: say.moment(tip.at),
        }));
    }
    Ok(all)
}

/// What an event moved, as the reader's side counts it.
fn of_event(room: &Room, say: &Say<'_>, milestone: &Milestone, event: &Happening) -> Result<Vec<Move>, MoneyError> {
    let deal = room.contract.deal(milestone);
    let line = |key: &str, amount: Minor, at: Instant| Move {
        label: say.with(key, &[("milestone", milestone.title.clone())]),
        amount: room.contract.money(amount),
        note: say.moment(at),
    };
    let (at, own) = (event.at, room.access.party == Party::Creator);
    let whole = deal.shares_after(Minor::ZERO)?;
    Ok(match event.event {
        Event::Funded if own => vec![line("deal-move-held", milestone.price, at)],
        Event::Funded => vec![line("deal-move-held", milestone.price, at), line("deal-move-fee-held", milestone.merchant_fee, at)],
        Event::Approved | Event::ReviewTimedOut | Event::Won if own => {
            vec![line("deal-move-released", event.amount, at), line("deal-move-fee", whole.creator_fee.negated()?, at)]
        }
        Event::Approved | Event::ReviewTimedOut | Event::Won => vec![line("deal-move-released", event.amount, at)],
        Event::Cleared if own => {
            let share = rules::share_of(&room.contract, event.amount)?;
            let mut all = vec![line("deal-move-cleared", event.amount, at)];
            if share.is_positive() {
                all.push(line("deal-move-share", share.negated()?, at));
            }
            all
        }
        Event::DisputeOpened => vec![line("deal-move-frozen", event.amount, at)],
        Event::Withdrawn => vec![line("deal-move-unfrozen", event.amount, at)],
        Event::Settled | Event::Defaulted | Event::RulingExecuted => vec![line("deal-move-divided", event.amount, at)],
        Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator | Event::Stale | Event::Unstarted if own => {
            vec![line("deal-move-returned", event.amount, at)]
        }
        Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator | Event::Stale | Event::Unstarted => {
            vec![line("deal-move-returned-fee", milestone.total()?, at)]
        }
        Event::CancelAgreed | Event::Stopped => {
            let shares = deal.shares_after(event.amount)?;
            let mut both = vec![line("deal-move-returned-fee", shares.to_wallet, at)];
            if shares.to_creator.is_positive() {
                both.push(line("deal-move-kill", shares.to_creator, at));
            }
            both
        }
        Event::Cleared | Event::Dropped | Event::Started | Event::Submitted | Event::ChangesRequested => Vec::new(),
    })
}
