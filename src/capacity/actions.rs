//! What a creator says of his time, and what others are told of it.

use super::model::{Blocked, Calendar, Clash, Standing};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{BlockedId, CreatorId};
use crate::sessions::Person;
use std::collections::{HashMap, HashSet};

/// One's own calendar.
pub(super) fn own(conn: &mut Conn, person: &Person, now: Instant) -> Result<Calendar, Failure> {
    store::find(conn, person.creator_id()?, now)?.ok_or(Failure::NotFound)
}

/// The creator takes on so many deals at once, or says nothing of it.
pub fn set_capacity(tx: &mut Tx<'_>, act: &Act, person: &Person, at_once: Option<i64>) -> Result<(), Failure> {
    let own = person.creator_id()?;
    store::set_capacity(tx, own, at_once, act.at)?;
    Ok(audit::note(tx, act, "creator.capacity_set", &own, &at_once.map(|most| most.to_string()).unwrap_or_default())?)
}

/// Some days more on which the creator takes on nothing. Refusals: `calendar.full`.
pub fn block(tx: &mut Tx<'_>, act: &Act, person: &Person, new: &Blocked) -> Result<(), Failure> {
    let calendar = own(tx, person, act.at)?;
    if calendar.blocked.len() >= rules::MOST_BLOCKED {
        return Err(rules::TOO_MANY.with("max", rules::MOST_BLOCKED).into());
    }
    store::insert_blocked(tx, calendar.creator, new, act.at)?;
    Ok(audit::note(tx, act, "creator.days_blocked", &calendar.creator, &format!("{} {}", new.first, new.last))?)
}

/// These days are free again.
pub(super) fn unblock(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BlockedId) -> Result<(), Failure> {
    let own = person.creator_id()?;
    if !store::remove_blocked(tx, own, id)? {
        return Err(Failure::NotFound);
    }
    Ok(audit::note(tx, act, "creator.days_freed", &own, &id.to_string())?)
}

/// Whether these creators take new work; of those who said nothing there is nothing.
pub fn standings(conn: &mut Conn, ids: &[CreatorId], now: Instant) -> Result<HashMap<CreatorId, Standing>, DbError> {
    let calendars = store::list(conn, ids, now)?;
    let standing = |calendar: Calendar| Some((calendar.creator, rules::standing(&calendar, now.date_in(&calendar.zone))?));
    Ok(calendars.into_iter().filter_map(standing).collect())
}

/// Who takes no new work now: away, or with as many deals as he takes on at once.
pub fn list_hindered(conn: &mut Conn, now: Instant) -> Result<HashSet<CreatorId>, DbError> {
    /// So many are named in one query.
    const NAMED: usize = 10_000;
    let mut hindered = HashSet::new();
    for ids in store::list_said(conn, now)?.chunks(NAMED) {
        let all = standings(conn, ids, now)?.into_iter();
        hindered.extend(all.filter(|(_, standing)| standing.hindrance.is_some()).map(|(id, _)| id));
    }
    Ok(hindered)
}

/// Whether this creator takes new work, if anything was said.
pub fn standing(conn: &mut Conn, id: CreatorId, now: Instant) -> Result<Option<Standing>, DbError> {
    Ok(standings(conn, &[id], now)?.remove(&id))
}

/// What clashes with work of so many days that would be begun today.
pub fn clash(conn: &mut Conn, id: CreatorId, days: i32, now: Instant) -> Result<Option<Clash>, DbError> {
    let calendar = store::list(conn, &[id], now)?.pop();
    Ok(calendar.and_then(|calendar| rules::clash(&calendar, now.date_in(&calendar.zone), days)))
}
