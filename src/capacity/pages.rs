//! What people see of a calendar.

use super::forms::{BlockForm, CapacityForm};
use super::model::{Blocked, Calendar, Clash, Hindrance, Running, Standing};
use super::rules;
use crate::primitives::id::BlockedId;
use crate::primitives::{Instant, Zone};
use crate::web::{Asker, Page, ShownError};
use jiff::civil::Date;
use serde::Serialize;

/// Noon of a day in a zone: what the filters of templates write as this day for whoever lives there.
fn noon(day: Date, zone: &Zone) -> Instant {
    day.at(12, 0, 0, 0).to_zoned(zone.tz()).map_or(Instant(0), |noon| Instant(noon.timestamp().as_microsecond()))
}

/// Whether a creator takes new work, for whoever reads the profile.
#[derive(Debug, Clone, Serialize)]
pub struct StandingView {
    hindrance: Option<Hindrance>,
    from: Option<Instant>,
}

impl StandingView {
    /// Days are written as they are called where the reader lives.
    #[must_use]
    pub fn of(standing: &Standing, zone: &Zone) -> Self {
        Self { hindrance: standing.hindrance, from: standing.from.map(|day| noon(day, zone)) }
    }
}

#[derive(Debug, Clone, Serialize)]
struct BlockedRow {
    id: BlockedId,
    first: Instant,
    last: Option<Instant>,
    note: String,
}

impl BlockedRow {
    fn of(blocked: &Blocked, zone: &Zone) -> Self {
        Self {
            id: blocked.id,
            first: noon(blocked.first, zone),
            last: (blocked.last > blocked.first).then(|| noon(blocked.last, zone)),
            note: blocked.note.clone(),
        }
    }
}

/// What clashes, beside a bid that is being written.
#[derive(Debug, Clone, Serialize)]
pub struct ClashView {
    due: Instant,
    blocked: Vec<BlockedRow>,
    deals: Option<i64>,
    at_once: Option<i64>,
}

impl From<Clash> for ClashView {
    fn from(clash: Clash) -> Self {
        Self {
            due: noon(clash.due, &clash.zone),
            blocked: clash.blocked.iter().map(|blocked| BlockedRow::of(blocked, &clash.zone)).collect(),
            deals: clash.deals.map(|(deals, _)| deals),
            at_once: clash.deals.map(|(_, most)| most),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
struct DueRow {
    url: String,
    title: String,
    part: Option<String>,
    due: Option<Instant>,
    days: i32,
    is_late: bool,
    is_live: bool,
    /// Falls on a day on which nothing is done.
    clashes: bool,
}

impl DueRow {
    fn of(part: &Running, calendar: &Calendar, today: Date) -> Self {
        let several = calendar.running.iter().filter(|other| other.contract == part.contract).count() > 1;
        Self {
            url: format!("/contracts/{}", part.contract),
            title: part.title.clone(),
            part: Some(part.part.clone()).filter(|name| several && !name.is_empty()),
            due: part.due.map(|day| noon(day, &calendar.zone)),
            days: part.days,
            is_late: !part.is_live && part.due.is_some_and(|day| day < today),
            is_live: part.is_live,
            clashes: part.due.is_some_and(|day| calendar.blocked.iter().any(|blocked| blocked.holds(day))),
        }
    }
}

/// `/calendar`: what is due, when nothing is taken on, and how much at once.
#[derive(Serialize)]
pub(super) struct CalendarPage {
    standing: Option<StandingView>,
    deals: usize,
    at_once: Option<i64>,
    is_over: bool,
    due: Vec<DueRow>,
    blocked: Vec<BlockedRow>,
    has_room: bool,
    capacity: CapacityForm,
    block: BlockForm,
    today: String,
    errors: Vec<ShownError>,
}

impl Page for CalendarPage {
    const TEMPLATE: &'static str = "capacity/calendar.html";
    const ACTIVE: &'static str = "";
}

/// What was typed in either form, with what could not be taken.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) capacity: Option<CapacityForm>,
    pub(super) block: BlockForm,
    pub(super) errors: Vec<ShownError>,
}

impl CalendarPage {
    pub(super) fn of(asker: &Asker, calendar: &Calendar, typed: Typed) -> Self {
        let (zone, today) = (&calendar.zone, asker.now.date_in(&calendar.zone));
        let deals = rules::ends(&calendar.running, today).len();
        let mut due: Vec<DueRow> = calendar.running.iter().map(|part| DueRow::of(part, calendar, today)).collect();
        due.sort_by_key(|row| (row.due.is_none(), row.due));
        let saved = CapacityForm { at_once: calendar.at_once.map(|most| most.to_string()).unwrap_or_default() };
        Self {
            standing: rules::standing(calendar, today).map(|standing| StandingView::of(&standing, zone)),
            deals,
            at_once: calendar.at_once,
            is_over: calendar.at_once.and_then(|most| usize::try_from(most).ok()).is_some_and(|most| deals > most),
            due,
            blocked: calendar.blocked.iter().map(|blocked| BlockedRow::of(blocked, zone)).collect(),
            has_room: calendar.blocked.len() < rules::MOST_BLOCKED,
            capacity: typed.capacity.unwrap_or(saved),
            block: typed.block,
            today: today.to_string(),
            errors: typed.errors,
        }
    }
}
