//! How far a milestone has come, and the list of all of them.

use super::load::Room;
use crate::clocks::Clock;
use crate::contracts::{self, Milestone, MilestoneState};
use crate::primitives::{Instant, Money};
use crate::screens::say::Say;
use serde::Serialize;

/// One step.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    label: String,
    note: Option<String>,
    state: &'static str,
}

/// The steps of the milestone that is looked at.
pub(super) fn steps(room: &Room, say: &Say<'_>) -> Vec<Step> {
    let milestone = &room.current;
    let stands = if milestone.state == MilestoneState::Disputed { milestone.disputed_from } else { None };
    let reached = match stands.unwrap_or(milestone.state) {
        MilestoneState::Planned => 1,
        MilestoneState::Funded | MilestoneState::InProgress | MilestoneState::ChangesRequested => 2,
        MilestoneState::Submitted | MilestoneState::Disputed => 3,
        MilestoneState::Approved => 4,
        MilestoneState::Settled => 5,
        MilestoneState::Cancelled => return cancelled(room, say),
    };
    let cleared = if milestone.state == MilestoneState::Settled { milestone.ended_at } else { None };
    let moments =
        [Some(room.contract.created_at), milestone.funded_at, milestone.submitted_at, milestone.clears_at.and(released_at(room)), cleared];
    // While it is disputed its clocks stand still.
    let runs = |at: Option<Instant>| at.filter(|_| milestone.state != MilestoneState::Disputed);
    let ahead = [None, None, runs(milestone.due_at), runs(milestone.review_due_at), runs(milestone.clears_at)];
    let keys = ["deal-step-agreed", "deal-step-funded", "deal-step-delivered", "deal-step-reviewed", "deal-step-paid"];
    let step = |(index, (key, (was, will))): (usize, (&str, Span))| Step {
        label: say.plain(key),
        note: note(say, index < reached, was, will),
        state: match index.cmp(&reached) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "todo",
        },
    };
    keys.into_iter().zip(moments.into_iter().zip(ahead)).enumerate().map(step).collect()
}

/// When a step was done, and when it should be.
type Span = (Option<Instant>, Option<Instant>);

fn note(say: &Say<'_>, done: bool, was: Option<Instant>, will: Option<Instant>) -> Option<String> {
    if done { was.map(|at| say.day(at)) } else { will.map(|at| say.with("deal-step-by", &[("day", say.day(at))])) }
}

/// When the money was released.
fn released_at(room: &Room) -> Option<Instant> {
    let of_current = room.events.iter().filter(|event| event.milestone == room.current.id);
    of_current.filter(|event| event.to == MilestoneState::Approved).map(|event| event.at).next_back()
}

fn cancelled(room: &Room, say: &Say<'_>) -> Vec<Step> {
    let step = |key, at: Option<Instant>| Step { label: say.plain(key), note: at.map(|at| say.day(at)), state: "done" };
    let mut steps = vec![step("deal-step-agreed", Some(room.contract.created_at))];
    if room.current.funded_at.is_some() {
        steps.push(step("deal-step-funded", room.current.funded_at));
    }
    steps.push(step("deal-step-cancelled", room.current.ended_at));
    steps
}

/// A milestone in the list.
#[derive(Debug, Serialize)]
pub(super) struct Mile {
    no: i32,
    title: String,
    url: String,
    price: Money,
    state: String,
    kind: &'static str,
    note: Option<String>,
    at: Option<Instant>,
    current: bool,
}

/// All milestones with their states and next clocks.
pub(super) fn miles(room: &Room, say: &Say<'_>) -> Vec<Mile> {
    let mile = |milestone: &Milestone| {
        let clock: Option<&Clock> = room.clocks.iter().find(|clock| clock.milestone == Some(milestone.id));
        Mile {
            no: milestone.position,
            title: milestone.title.clone(),
            url: format!("/contracts/{}?milestone={}", room.contract.id, milestone.id),
            price: room.contract.money(milestone.price),
            state: say.plain(&format!("contracts-mile-{}", milestone.state)),
            kind: contracts::milestone_kind(milestone.state),
            note: clock.map(|clock| say.plain(&format!("clocks-{}", clock.kind))),
            at: clock.map(|clock| clock.due_at),
            current: milestone.id == room.current.id,
        }
    };
    room.milestones.iter().map(mile).collect()
}
