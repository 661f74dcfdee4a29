//! The rows that records are counted from, the tiers that are held, and the points that were given.

use super::model::{Conduct, Held, Points, Record, Tier};
use super::reputation;
use super::rules::{LOST_DAYS, Step};
use crate::each;
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, CreatorId, MilestoneId, OrgId, PointsId, UserId};
use crate::schema::{bids, briefs, contracts, creator_tiers as tiers, creators, milestone_events, milestones, ratings, rule_points, users};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How many milestones of each of these creators were settled, up to `enough`. A long record is not counted to its end.
pub(super) fn count_settled(conn: &mut Conn, creators: &[CreatorId], enough: i64) -> Result<HashMap<CreatorId, i64>, DbError> {
    let mut counts = HashMap::new();
    for creator in creators {
        if let Entry::Vacant(slot) = counts.entry(*creator) {
            let own = milestones::table.inner_join(contracts::table).filter(contracts::creator_id.eq(creator));
            let settled = own.filter(sql::<Bool>("milestones.state = 'settled'")).select(milestones::position).at_most(enough);
            slot.insert(i64::try_from(settled.load::<i32>(conn)?.len()).unwrap_or(enough));
        }
    }
    Ok(counts)
}

/// How many rulings since then left each of these creators less than half of what was contested.
pub(super) fn count_lost(conn: &mut Conn, creators: &[CreatorId], since: Instant) -> Result<HashMap<CreatorId, i64>, DbError> {
    let own = milestone_events::table.inner_join(contracts::table).filter(contracts::creator_id.eq_any(creators));
    let ruled = own.filter(milestone_events::event.eq("ruling_executed")).filter(milestone_events::at.gt(since));
    // As the index of these rows has it; they are few.
    let lost = ruled.filter(sql::<Bool>("milestone_events.note = 'creator_lost'")).group_by(contracts::creator_id);
    let counts: Vec<(CreatorId, i64)> = lost.select((contracts::creator_id, diesel::dsl::count_star())).load(conn)?;
    Ok(counts.into_iter().collect())
}

/// When a piece of work was begun, delivered, and due.
type Times = (Option<Instant>, Option<Instant>, Option<Instant>);

/// The newest hundred settled pieces of work since then that were delivered.
fn list_deliveries(conn: &mut Conn, creator: CreatorId, since: Instant) -> Result<Vec<Times>, DbError> {
    let own = milestones::table.inner_join(contracts::table).filter(contracts::creator_id.eq(creator));
    let settled = own.filter(sql::<Bool>("milestones.state = 'settled'")).filter(milestones::submitted_at.gt(since));
    let times = (milestones::started_at, milestones::submitted_at, milestones::due_at);
    Ok(settled.order(milestones::submitted_at.desc()).select(times).at_most(100).load(conn)?)
}

/// A creator's work as it came in.
pub(super) struct Work {
    /// How long each piece took, in microseconds.
    pub(super) spans: Vec<i64>,
    /// How many came by their day.
    pub(super) in_time: usize,
    /// How many were cancelled for being late.
    pub(super) cancelled: usize,
}

/// The newest work since then.
pub(super) fn work(conn: &mut Conn, creator: CreatorId, since: Instant) -> Result<Work, DbError> {
    let rows = list_deliveries(conn, creator, since)?;
    let in_time = |(_, at, due): &&Times| at.zip(*due).is_none_or(|(at, due)| at <= due);
    let span = |(begun, at, _): &Times| begun.zip(*at).map_or(0, |(begun, at)| at.micros_since(begun).max(0));
    Ok(Work {
        in_time: rows.iter().filter(in_time).count(),
        spans: rows.iter().map(span).collect(),
        cancelled: usize::try_from(count_late(conn, creator, since)?).unwrap_or_default(),
    })
}

/// How much work since then was cancelled because it was late.
fn count_late(conn: &mut Conn, creator: CreatorId, since: Instant) -> Result<i64, DbError> {
    let own = milestone_events::table.inner_join(contracts::table).filter(contracts::creator_id.eq(creator));
    let late = own.filter(milestone_events::event.eq("cancelled_late")).filter(milestone_events::at.gt(since));
    Ok(late.count().get_result(conn)?)
}

/// The visible ratings of a creator, newest first: by whom, and the mean of the scales.
fn list_ratings(conn: &mut Conn, creator: CreatorId) -> Result<Vec<(OrgId, i64)>, DbError> {
    let about = ratings::table.inner_join(contracts::table).filter(contracts::creator_id.eq(creator));
    let rows: Vec<(OrgId, String)> = about
        .filter(ratings::party.eq("merchant"))
        .filter(ratings::visible_at.is_not_null())
        .order((ratings::visible_at.desc(), ratings::id))
        .select((contracts::org_id, ratings::scales))
        .at_most(500)
        .load(conn)?;
    let mean = |scales: String| reputation::mean(serde_json::from_str::<HashMap<String, i64>>(&scales).unwrap_or_default().into_values());
    Ok(rows.into_iter().map(|(org, scales)| (org, mean(scales))).collect())
}

/// The reputations of some creators, each with of how many ratings it is made; none without ratings.
pub fn list_scores(conn: &mut Conn, creators: &[CreatorId]) -> Result<HashMap<CreatorId, (i64, usize)>, DbError> {
    let mut scores = HashMap::new();
    for creator in creators {
        let pairs = list_ratings(conn, *creator)?;
        scores.extend(reputation::score(&reputation::shares(&pairs)).map(|score| (*creator, (score, pairs.len()))));
    }
    Ok(scores)
}

/// Everything that a creator's tier is decided by, as it stands now.
pub(super) fn record(conn: &mut Conn, creator: CreatorId, now: Instant) -> Result<Record, DbError> {
    let since = now.plus_hours(-24 * LOST_DAYS);
    let settled = count_settled(conn, &[creator], 1_000)?.remove(&creator).unwrap_or_default();
    let lost = count_lost(conn, &[creator], since)?.remove(&creator).unwrap_or_default();
    let work = work(conn, creator, since)?;
    let pairs = list_ratings(conn, creator)?;
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Record {
        settled,
        on_time: number(work.in_time),
        timed: number(work.spans.len().saturating_add(work.cancelled)),
        rating: reputation::score(&reputation::shares(&pairs)),
        ratings: number(pairs.len()),
        lost,
    })
}

/// The tier that is held; the first one where nothing was ever looked at.
pub(super) fn find_held(conn: &mut Conn, creator: CreatorId) -> Result<Held, DbError> {
    let row: Option<(Tier, Option<Instant>)> =
        tiers::table.find(creator).select((tiers::tier, tiers::falls_at)).get_result(conn).optional()?;
    Ok(row.map_or(Held::START, |(tier, falls_at)| Held { tier, falls_at }))
}

/// The creator's record is looked at on the next tick.
pub(super) fn look_at(tx: &mut Tx<'_>, creator: CreatorId, at: Instant) -> Result<(), DbError> {
    let new = (
        tiers::creator_id.eq(creator),
        tiers::tier.eq(Tier::Start),
        tiers::record.eq("{}"),
        tiers::looked_at.eq(at),
        tiers::next_at.eq(at),
    );
    let again = (tiers::next_at.eq(at), tiers::version.eq(tiers::version + 1));
    each!(&mut **tx, c => diesel::insert_into(tiers::table).values(new).on_conflict(tiers::creator_id).do_update().set(again).execute(c))?;
    Ok(())
}

/// Creators whose records are to be looked at now.
pub(super) fn list_due(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<(CreatorId, i64)>, DbError> {
    let due = tiers::table.filter(tiers::next_at.le(now)).order(tiers::next_at).limit(most);
    Ok(due.select((tiers::creator_id, tiers::version)).load(conn)?)
}

/// What was found: what is held, by which record, and when to look again. `false` if somebody looked meanwhile.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    (creator, version): (CreatorId, i64),
    held: Held,
    record: &Record,
    (now, next): (Instant, Instant),
) -> Result<bool, Failure> {
    let text = serde_json::to_string(record).map_err(|error| Failure::Bug(error.to_string()))?;
    let set = (
        tiers::tier.eq(held.tier),
        tiers::falls_at.eq(held.falls_at),
        tiers::record.eq(text),
        tiers::looked_at.eq(now),
        tiers::next_at.eq(next),
        tiers::version.eq(tiers::version + 1),
    );
    let row = tiers::table.find(creator).filter(tiers::version.eq(version));
    Ok(diesel::update(row).set(set).execute(&mut **tx).map_err(DbError::from)? == 1)
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = rule_points, treat_none_as_default_value = false)]
struct PointsRow {
    id: PointsId,
    user_id: UserId,
    conduct: Conduct,
    points: i64,
    reason: String,
    given_by: UserId,
    at: Instant,
    lapses_at: Instant,
    ended_at: Option<Instant>,
}

impl From<PointsRow> for Points {
    fn from(row: PointsRow) -> Self {
        Self {
            id: row.id,
            user: row.user_id,
            conduct: row.conduct,
            points: row.points,
            reason: row.reason,
            by: row.given_by,
            at: row.at,
            lapses_at: row.lapses_at,
            ended_at: row.ended_at,
        }
    }
}

pub(super) fn insert_points(tx: &mut Tx<'_>, points: &Points) -> Result<(), DbError> {
    let row = PointsRow {
        id: points.id,
        user_id: points.user,
        conduct: points.conduct,
        points: points.points,
        reason: points.reason.clone(),
        given_by: points.by,
        at: points.at,
        lapses_at: points.lapses_at,
        ended_at: points.ended_at,
    };
    diesel::insert_into(rule_points::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// They count no more. Refusals: `state.refused` if they do not count anyway.
pub(super) fn end_points(tx: &mut Tx<'_>, id: PointsId, at: Instant) -> Result<(), Failure> {
    let row = rule_points::table.find(id).filter(rule_points::ended_at.is_null());
    let rows = diesel::update(row).set(rule_points::ended_at.eq(Some(at))).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

pub(super) fn find_points(conn: &mut Conn, id: PointsId) -> Result<Option<Points>, DbError> {
    Ok(rule_points::table.find(id).select(PointsRow::as_select()).get_result(conn).optional()?.map(Points::from))
}

/// The points of a login, newest first.
pub(super) fn list_points(conn: &mut Conn, user: UserId) -> Result<Vec<Points>, DbError> {
    let own = rule_points::table.filter(rule_points::user_id.eq(user)).order((rule_points::at.desc(), rule_points::id));
    let rows: Vec<PointsRow> = own.select(PointsRow::as_select()).at_most(100).load(conn)?;
    Ok(rows.into_iter().map(Points::from).collect())
}

/// The points of a creator that count.
pub(super) fn live_points(conn: &mut Conn, creator: CreatorId, now: Instant) -> Result<i64, DbError> {
    let own = rule_points::table.inner_join(creators::table.on(creators::user_id.eq(rule_points::user_id)));
    let live = own.filter(creators::id.eq(creator)).filter(rule_points::ended_at.is_null()).filter(rule_points::lapses_at.gt(now));
    let points: Vec<i64> = live.select(rule_points::points).at_most(100).load(conn)?;
    Ok(points.into_iter().sum())
}

/// Of a merchant's newest hundred briefs that ended with bids: how many gave a place to somebody, and how many there are. What counts the live bids of
/// a brief says nothing here: they end with it. Bids that their creators took back were not there to be chosen.
pub(super) fn count_awarded(conn: &mut Conn, org: OrgId) -> Result<(usize, usize), DbError> {
    let bids = bids::table.filter(bids::brief_id.eq(briefs::id)).filter(bids::state.ne_all(["withdrawn", "lapsed"]));
    let ended = briefs::table.filter(briefs::org_id.eq(org)).filter(diesel::dsl::exists(bids));
    let ended = ended.filter(briefs::state.eq_any(["filled", "closed", "expired", "cancelled"]));
    let rows: Vec<(String, i32)> =
        ended.order(briefs::created_at.desc()).select((briefs::state, briefs::places_taken)).at_most(100).load(conn)?;
    let awarded = rows.iter().filter(|(state, taken)| *taken > 0 || matches!(state.as_str(), "filled" | "closed")).count();
    Ok((awarded, rows.len()))
}

/// What happened while versions were looked at in a merchant's newest hundred deals: one milestone after the other, in the order of time.
pub(super) fn list_reviews(conn: &mut Conn, org: OrgId) -> Result<Vec<(MilestoneId, Step, Instant)>, DbError> {
    let newest = contracts::table.filter(contracts::org_id.eq(org)).order(contracts::created_at.desc()).limit(100);
    let deals: Vec<ContractId> = newest.select(contracts::id).load(conn)?;
    let events = milestone_events::table.filter(milestone_events::contract_id.eq_any(deals));
    let rows: Vec<(MilestoneId, String, Instant)> = events
        .filter(milestone_events::event.eq_any(["submitted", "approved", "changes_requested", "review_timed_out"]))
        .order((milestone_events::milestone_id, milestone_events::at))
        .select((milestone_events::milestone_id, milestone_events::event, milestone_events::at))
        .at_most(2_000)
        .load(conn)?;
    let step = |event: &str| match event {
        "submitted" => Step::Submitted,
        "review_timed_out" => Step::TimedOut,
        _ => Step::Answered,
    };
    Ok(rows.into_iter().map(|(milestone, event, at)| (milestone, step(&event), at)).collect())
}

/// The name of a login and its profile as a creator.
pub(super) fn find_login(conn: &mut Conn, user: UserId) -> Result<Option<(String, Option<CreatorId>)>, DbError> {
    let row = users::table.left_join(creators::table).filter(users::id.eq(user)).select((users::name, creators::id.nullable()));
    Ok(row.first(conn).optional()?)
}
