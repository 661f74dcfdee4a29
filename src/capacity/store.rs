//! The rows of calendars, and the running deals that stand in them: these belong to the nouns above, so their states are words here.

use super::model::{Blocked, Calendar, Running};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::id::{BlockedId, ContractId, CreatorId};
use crate::primitives::{Instant, Zone};
use crate::schema::{blocked_days, contracts, creator_capacities, creators, milestones, users};
use diesel::prelude::*;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// Rows of many calendars at once.
const MOST: i64 = 50_000;

/// States of a part that is still to be done.
const TO_DO: [&str; 5] = ["planned", "funded", "in_progress", "submitted", "changes_requested"];
/// States of a deal that runs.
const RUNS: [&str; 2] = ["pending_funding", "active"];

fn date(text: &str) -> Result<Date, DbError> {
    text.parse().map_err(|error| DbError::Other(format!("a day that is none: {error}")))
}

fn grouped<T>(pairs: Vec<(CreatorId, T)>) -> HashMap<CreatorId, Vec<T>> {
    let mut groups: HashMap<CreatorId, Vec<T>> = HashMap::new();
    for (id, value) in pairs {
        groups.entry(id).or_default().push(value);
    }
    groups
}

type BlockedRow = (BlockedId, String, String, String);

fn list_blocked(conn: &mut Conn, ids: &[CreatorId], since: Date) -> Result<HashMap<CreatorId, Vec<Blocked>>, DbError> {
    let own = blocked_days::table.filter(blocked_days::creator_id.eq_any(ids).and(blocked_days::last_day.ge(since.to_string())));
    let columns = (blocked_days::id, blocked_days::first_day, blocked_days::last_day, blocked_days::note);
    let rows: Vec<(CreatorId, BlockedRow)> = own
        .order((blocked_days::creator_id, blocked_days::first_day, blocked_days::id))
        .select((blocked_days::creator_id, columns))
        .at_most(MOST)
        .load(conn)?;
    let read = |(creator, (id, first, last, note)): (CreatorId, BlockedRow)| {
        Ok((creator, Blocked { id, first: date(&first)?, last: date(&last)?, note }))
    };
    Ok(grouped(rows.into_iter().map(read).collect::<Result<_, DbError>>()?))
}

type RunningRow = ((CreatorId, ContractId, String, Option<Instant>), (String, Option<Instant>, i32));

fn list_running(conn: &mut Conn, zones: &BTreeMap<CreatorId, Zone>) -> Result<HashMap<CreatorId, Vec<Running>>, DbError> {
    let ids: Vec<CreatorId> = zones.keys().copied().collect();
    let open = milestones::table
        .inner_join(contracts::table)
        .filter(contracts::creator_id.eq_any(&ids).and(contracts::state.eq_any(RUNS)).and(milestones::state.eq_any(TO_DO)));
    let deal = (contracts::creator_id, contracts::id, contracts::title, contracts::live_at);
    let columns = (deal, (milestones::title, milestones::due_at, milestones::days));
    let rows: Vec<RunningRow> =
        open.order((contracts::creator_id, contracts::id, milestones::position)).select(columns).at_most(MOST).load(conn)?;
    let read = |((creator, contract, title, live), (part, due, days)): RunningRow| {
        let zone = zones.get(&creator).cloned().unwrap_or_else(Zone::shanghai);
        let due = live.or(due).map(|due| due.date_in(&zone));
        (creator, Running { contract, title, part, due, is_live: live.is_some(), days })
    };
    Ok(grouped(rows.into_iter().map(read).collect()))
}

/// The calendars of these creators that say something.
pub(super) fn list(conn: &mut Conn, ids: &[CreatorId], now: Instant) -> Result<Vec<Calendar>, DbError> {
    read(conn, ids, now, false)
}

/// Creators whose calendars may say something.
pub(super) fn list_said(conn: &mut Conn, now: Instant) -> Result<Vec<CreatorId>, DbError> {
    let since = now.plus_hours(-24).timestamp().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let away = blocked_days::table.filter(blocked_days::last_day.ge(since)).select(blocked_days::creator_id).distinct();
    let mut ids: Vec<CreatorId> = away.order(blocked_days::creator_id).at_most(MOST).load(conn)?;
    let bounded = creator_capacities::table.select(creator_capacities::creator_id).order(creator_capacities::creator_id);
    ids.extend(bounded.at_most(MOST).load::<CreatorId>(conn)?);
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// The calendar of a creator, also one that says nothing.
pub(super) fn find(conn: &mut Conn, id: CreatorId, now: Instant) -> Result<Option<Calendar>, DbError> {
    Ok(read(conn, &[id], now, true)?.pop())
}

fn read(conn: &mut Conn, ids: &[CreatorId], now: Instant, all: bool) -> Result<Vec<Calendar>, DbError> {
    // A day that is over here is still today elsewhere.
    let since = now.plus_hours(-24).timestamp().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut blocked = list_blocked(conn, ids, since)?;
    let own = creator_capacities::table.filter(creator_capacities::creator_id.eq_any(ids));
    let limits: Vec<(CreatorId, i64)> =
        own.select((creator_capacities::creator_id, creator_capacities::at_once)).at_most(MOST).load(conn)?;
    let limits: HashMap<CreatorId, i64> = limits.into_iter().collect();
    let said: Vec<CreatorId> = ids.iter().copied().filter(|id| all || blocked.contains_key(id) || limits.contains_key(id)).collect();
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let who = creators::table.inner_join(users::table).filter(creators::id.eq_any(&said));
    let zones: Vec<(CreatorId, Zone)> = who.select((creators::id, users::time_zone)).at_most(MOST).load(conn)?;
    let zones: BTreeMap<CreatorId, Zone> = zones.into_iter().collect();
    let mut running = list_running(conn, &zones)?;
    let calendar = |(creator, zone): (CreatorId, Zone)| {
        let today = now.date_in(&zone);
        let mut blocked = blocked.remove(&creator).unwrap_or_default();
        blocked.retain(|blocked| blocked.last >= today);
        Calendar { creator, zone, at_once: limits.get(&creator).copied(), blocked, running: running.remove(&creator).unwrap_or_default() }
    };
    Ok(zones.into_iter().map(calendar).collect())
}

/// So many at once.
pub(super) fn set_capacity(tx: &mut Tx<'_>, creator: CreatorId, at_once: Option<i64>, at: Instant) -> Result<(), DbError> {
    diesel::delete(creator_capacities::table.find(creator)).execute(&mut **tx)?;
    if let Some(at_once) = at_once {
        let row =
            (creator_capacities::creator_id.eq(creator), creator_capacities::at_once.eq(at_once), creator_capacities::changed_at.eq(at));
        diesel::insert_into(creator_capacities::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

/// Some days more on which nothing is taken on.
pub(super) fn insert_blocked(tx: &mut Tx<'_>, creator: CreatorId, new: &Blocked, at: Instant) -> Result<(), DbError> {
    let row = (
        blocked_days::id.eq(new.id),
        blocked_days::creator_id.eq(creator),
        blocked_days::first_day.eq(new.first.to_string()),
        blocked_days::last_day.eq(new.last.to_string()),
        blocked_days::note.eq(&new.note),
        blocked_days::at.eq(at),
    );
    diesel::insert_into(blocked_days::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// `false` if it is not the creator's.
pub(super) fn remove_blocked(tx: &mut Tx<'_>, creator: CreatorId, id: BlockedId) -> Result<bool, DbError> {
    let own = blocked_days::table.find(id).filter(blocked_days::creator_id.eq(creator));
    Ok(diesel::delete(own).execute(&mut **tx)? == 1)
}
