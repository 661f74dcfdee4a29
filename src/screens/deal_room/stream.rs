//! All that happened in a deal and the newest of what was said in it, a day at a time.

use super::changes;
use super::delivered;
use super::load::Room;
use crate::contracts::{CancellationState, Event, Happening, Party, Tip};
use crate::messages::{self, MessageView};
use crate::primitives::{Instant, Minor, id::UserId};
use crate::screens::say::Say;
use serde::Serialize;

/// One day.
#[derive(Debug, Serialize)]
pub(super) struct Day {
    at: Instant,
    events: Vec<Line>,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
struct Line {
    icon: &'static str,
    tone: &'static str,
    text: String,
    at: Instant,
    /// A person's words.
    body: Option<String>,
    /// Something that one of the two wrote; then the rest is empty.
    message: Option<MessageView>,
}

impl Line {
    const fn bare(icon: &'static str, tone: &'static str, text: String, at: Instant) -> Self {
        Self { icon, tone, text, at, body: None, message: None }
    }

    fn said(message: MessageView) -> Self {
        let at = message.at;
        Self { message: Some(message), ..Self::bare("", "", String::new(), at) }
    }
}

/// The days of the deal, oldest first.
pub(super) fn days(room: &Room, say: &Say<'_>) -> Vec<Day> {
    let mut lines = vec![made(room, say)];
    lines.extend(room.events.iter().map(|event| happened(room, say, event)));
    lines.extend(requests(room, say));
    lines.extend(room.tips.iter().map(|tip| tipped(room, say, tip)));
    lines.extend(changes::told(room, say).into_iter().map(|(key, values, at, body)| {
        let icon = if key.starts_with("deal-ev-time") { "clock" } else { "hand-coins" };
        Line { body, ..Line::bare(icon, "", say.with(key, &values), at) }
    }));
    if let Some(thread) = &room.thread {
        lines.extend(messages::views(thread).into_iter().map(Line::said));
    }
    lines.sort_by_key(|line| line.at);
    let mut days: Vec<Day> = Vec::new();
    for line in lines {
        match days.last_mut() {
            Some(day) if day.at.date_in(say.zone()) == line.at.date_in(say.zone()) => day.events.push(line),
            Some(_) | None => days.push(Day { at: line.at, events: vec![line] }),
        }
    }
    days
}

fn made(room: &Room, say: &Say<'_>) -> Line {
    let values = [("org", room.parties.org_name.clone()), ("creator", room.parties.creator_name.clone())];
    Line::bare("handshake", "", say.with("deal-ev-made", &values), room.contract.created_at)
}

fn tipped(room: &Room, say: &Say<'_>, tip: &Tip) -> Line {
    let milestone = room.milestones.iter().find(|milestone| milestone.id == tip.milestone);
    let values = [
        ("who", member(room, say, Some(tip.by))),
        ("amount", say.money(room.contract.money(tip.amount))),
        ("milestone", milestone.map(|milestone| milestone.title.clone()).unwrap_or_default()),
    ];
    Line::bare("hand-coins", "rel", say.with("deal-ev-tipped", &values), tip.at)
}

/// A member by his name and organisation.
fn member(room: &Room, say: &Say<'_>, user: Option<UserId>) -> String {
    let named = user.and_then(|user| room.names.get(&user));
    let org = &room.parties.org_name;
    named.map_or_else(|| org.clone(), |name| say.with("deal-who", &[("name", name.clone()), ("org", org.clone())]))
}

/// Who did it, as the reader knows him.
fn actor(room: &Room, say: &Say<'_>, event: &Happening) -> String {
    match event.party {
        Party::Merchant => member(room, say, event.user),
        Party::Creator => room.parties.creator_name.clone(),
        Party::Platform => String::new(),
    }
}

fn happened(room: &Room, say: &Say<'_>, event: &Happening) -> Line {
    let milestone = room.milestones.iter().find(|milestone| milestone.id == event.milestone);
    let title = milestone.map(|milestone| milestone.title.clone()).unwrap_or_default();
    let shares = milestone.and_then(|milestone| room.contract.deal(milestone).shares_after(event.amount).ok());
    let version = version(room, event);
    let money = |amount| say.money(room.contract.money(amount));
    let values = [
        ("who", actor(room, say, event)),
        ("milestone", title),
        ("amount", money(event.amount)),
        ("kept", money(shares.map_or(Minor::ZERO, |shares| shares.to_creator))),
        ("n", version.to_string()),
        ("reason", event.note.clone()),
    ];
    let (icon, tone) = look(event.event);
    let body = delivered::words(room, event.milestone, event.event, version);
    Line { body, ..Line::bare(icon, tone, say.with(&format!("deal-ev-{}", event.event), &values), event.at) }
}

/// The version of the delivery that an event is about: the one that was newest then.
fn version(room: &Room, event: &Happening) -> i32 {
    let before = |other: &&Happening| other.milestone == event.milestone && other.event == Event::Submitted && other.at <= event.at;
    i32::try_from(room.events.iter().filter(before).count()).unwrap_or(i32::MAX)
}

const fn look(event: Event) -> (&'static str, &'static str) {
    match event {
        Event::Funded => ("lock", "held"),
        Event::Dropped => ("ban", ""),
        Event::Started => ("play", ""),
        Event::Submitted => ("package", ""),
        Event::ChangesRequested => ("rotate-ccw", ""),
        Event::Approved | Event::ReviewTimedOut | Event::Won => ("circle-check", "rel"),
        Event::DisputeOpened => ("message-square", "danger"),
        Event::Withdrawn | Event::Settled | Event::Defaulted | Event::RulingExecuted => ("handshake", ""),
        Event::Cleared => ("wallet", "rel"),
        Event::Cancelled | Event::CancelledLate | Event::CancelAgreed | Event::CancelledByCreator | Event::Stale | Event::Unstarted => {
            ("undo-2", "")
        }
        Event::Stopped => ("ban", ""),
    }
}

/// Requests for cancellation, and answers that ended nothing.
fn requests(room: &Room, say: &Say<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for asked in &room.requests {
        let who = room.names.get(&asked.asked_by).cloned().unwrap_or_default();
        let values = [("who", who), ("reason", say.plain(&format!("contracts-reason-{}", asked.reason)))];
        let line = |key, at| Line::bare("message-square", "", say.with(key, &values), at);
        lines.push(line("deal-ev-cancel-requested", asked.asked_at));
        if let (CancellationState::Refused, Some(at)) = (asked.state, asked.answered_at) {
            lines.push(line("deal-ev-cancel-refused", at));
        }
        if let (CancellationState::Lapsed, Some(at)) = (asked.state, asked.answered_at) {
            lines.push(line("deal-ev-cancel-lapsed", at));
        }
    }
    lines
}
