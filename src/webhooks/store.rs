//! The rows of endpoints and tries.

use super::model::{Attempt, AttemptState, Ending, Endpoint};
use crate::events::{Concerns, EventType};
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::platform::outbound::Unreached;
use crate::primitives::id::{AttemptId, EndpointId, EventId, UserId};
use crate::primitives::{Choice as _, Cursor, Instant, Limit, Slice};
use crate::schema::{creators, memberships, webhook_attempts as attempts, webhook_endpoints as endpoints};
use crate::sessions::{Right, Role};
use diesel::prelude::*;

/// Nobody has more endpoints.
const MOST: i64 = 100;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = endpoints, treat_none_as_default_value = false)]
struct Row {
    id: EndpointId,
    user_id: UserId,
    url: String,
    types: String,
    generation: i64,
    keyed_at: Instant,
    created_at: Instant,
    failures: i64,
    warned_at: Option<Instant>,
    removed_at: Option<Instant>,
    version: i64,
}

impl From<Row> for Endpoint {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            user: row.user_id,
            url: row.url,
            types: row.types.split_whitespace().filter_map(EventType::from_word).collect(),
            generation: row.generation,
            keyed_at: row.keyed_at,
            created_at: row.created_at,
            failures: row.failures,
            warned_at: row.warned_at,
            version: row.version,
        }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &Endpoint) -> Result<(), DbError> {
    let row = Row {
        id: new.id,
        user_id: new.user,
        url: new.url.clone(),
        types: new.types.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" "),
        generation: new.generation,
        keyed_at: new.keyed_at,
        created_at: new.created_at,
        failures: new.failures,
        warned_at: new.warned_at,
        removed_at: None,
        version: new.version,
    };
    diesel::insert_into(endpoints::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// The endpoint, also of somebody else or removed.
pub(super) fn get(conn: &mut Conn, id: EndpointId) -> Result<Endpoint, DbError> {
    Ok(endpoints::table.find(id).select(Row::as_select()).get_result(conn).map(Endpoint::from)?)
}

/// A living endpoint of this person, or not found.
pub(super) fn get_of(conn: &mut Conn, user: UserId, id: EndpointId) -> Result<Endpoint, DbError> {
    let own = endpoints::table.find(id).filter(endpoints::user_id.eq(user)).filter(endpoints::removed_at.is_null());
    Ok(own.select(Row::as_select()).first(conn).map(Endpoint::from)?)
}

/// Nobody has removed it.
pub(super) fn is_there(conn: &mut Conn, id: EndpointId) -> Result<bool, DbError> {
    let living = endpoints::table.find(id).filter(endpoints::removed_at.is_null());
    Ok(diesel::select(diesel::dsl::exists(living)).get_result(conn)?)
}

/// A person's living endpoints, newest first.
pub(super) fn list_of(conn: &mut Conn, user: UserId, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Endpoint>, DbError> {
    let mut rows = endpoints::table.filter(endpoints::user_id.eq(user)).filter(endpoints::removed_at.is_null()).into_boxed();
    if let Some(after) = after {
        let (at, id) = (Instant(after.key), after.id.clone());
        rows = rows.filter(endpoints::created_at.lt(at).or(endpoints::created_at.eq(at).and(endpoints::id.lt(id))));
    }
    let order = (endpoints::created_at.desc(), endpoints::id.desc());
    let found: Vec<Row> = rows.order(order).select(Row::as_select()).at_most(limit.rows_and_one()).load(conn)?;
    let found = found.into_iter().map(Endpoint::from).collect();
    Ok(Slice::cut(found, limit, |last: &Endpoint| Cursor { key: last.created_at.0, id: last.id.to_string() }))
}

pub(super) fn count_of(conn: &mut Conn, user: UserId) -> Result<i64, DbError> {
    let own = endpoints::table.filter(endpoints::user_id.eq(user)).filter(endpoints::removed_at.is_null());
    Ok(own.count().get_result(conn)?)
}

/// The living endpoints of those who hear of it: owners and admins of the organisation, and the person behind the creator.
pub(super) fn list_hearing(conn: &mut Conn, concerns: &Concerns) -> Result<Vec<Endpoint>, DbError> {
    let managing: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.allows(Right::Manage)).collect();
    let members = memberships::table.filter(memberships::org_id.nullable().eq(concerns.org)).filter(memberships::role.eq_any(managing));
    let mut users: Vec<UserId> = members.select(memberships::user_id).at_most(200).load(conn)?;
    let creator = creators::table.filter(creators::id.nullable().eq(concerns.creator)).select(creators::user_id);
    let creator: Option<UserId> = creator.first(conn).optional()?;
    users.extend(creator);
    let live = endpoints::table.filter(endpoints::user_id.eq_any(users)).filter(endpoints::removed_at.is_null());
    let rows: Vec<Row> = live.order(endpoints::id).select(Row::as_select()).at_most(200 * MOST).load(conn)?;
    Ok(rows.into_iter().map(Endpoint::from).collect())
}

fn one(rows: usize) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}

/// The next secret.
pub(super) fn renew(tx: &mut Tx<'_>, seen: &Endpoint, at: Instant) -> Result<(), Failure> {
    let row = endpoints::table.find(seen.id).filter(endpoints::generation.eq(seen.generation)).filter(endpoints::removed_at.is_null());
    let set =
        (endpoints::generation.eq(endpoints::generation + 1), endpoints::keyed_at.eq(at), endpoints::version.eq(endpoints::version + 1));
    one(diesel::update(row).set(set).execute(&mut **tx).map_err(DbError::from)?)
}

pub(super) fn remove(tx: &mut Tx<'_>, id: EndpointId, at: Instant) -> Result<(), Failure> {
    let row = endpoints::table.find(id).filter(endpoints::removed_at.is_null());
    one(diesel::update(row).set(endpoints::removed_at.eq(Some(at))).execute(&mut **tx).map_err(DbError::from)?)
}

/// What waits for an endpoint that is removed does not go out.
pub(super) fn drop_waiting(tx: &mut Tx<'_>, id: EndpointId, at: Instant) -> Result<(), DbError> {
    let waiting = attempts::table.filter(attempts::endpoint_id.eq(id)).filter(attempts::state.eq(AttemptState::Queued));
    diesel::update(waiting).set((attempts::state.eq(AttemptState::Dropped), attempts::ended_at.eq(Some(at)))).execute(&mut **tx)?;
    Ok(())
}

/// A try worked, or one more failed.
pub(super) fn count_failures(tx: &mut Tx<'_>, id: EndpointId, delivered: bool) -> Result<(), DbError> {
    let row = endpoints::table.find(id);
    if delivered {
        diesel::update(row.filter(endpoints::failures.ne(0))).set(endpoints::failures.eq(0)).execute(&mut **tx)?;
    } else {
        diesel::update(row).set(endpoints::failures.eq(endpoints::failures + 1)).execute(&mut **tx)?;
    }
    Ok(())
}

/// Its owner is told now; `false` if he was told since.
pub(super) fn mark_warned(tx: &mut Tx<'_>, id: EndpointId, at: Instant, before: Instant) -> Result<bool, DbError> {
    let row = endpoints::table.find(id).filter(endpoints::warned_at.is_null().or(endpoints::warned_at.lt(before)));
    Ok(diesel::update(row).set(endpoints::warned_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = attempts, treat_none_as_default_value = false)]
struct AttemptRow {
    id: AttemptId,
    endpoint_id: EndpointId,
    event_id: EventId,
    series: i64,
    number: i64,
    state: AttemptState,
    created_at: Instant,
    due_at: Instant,
    lease_until: Option<Instant>,
    ended_at: Option<Instant>,
    status: Option<i64>,
    error: Option<Unreached>,
    millis: Option<i64>,
}

impl From<AttemptRow> for Attempt {
    fn from(row: AttemptRow) -> Self {
        Self {
            id: row.id,
            endpoint: row.endpoint_id,
            event: row.event_id,
            series: row.series,
            number: row.number,
            state: row.state,
            created_at: row.created_at,
            due_at: row.due_at,
            ended_at: row.ended_at,
            status: row.status,
            error: row.error,
            millis: row.millis,
        }
    }
}

/// A try that waits for its time. One of that number in its series is enough.
pub(super) fn insert_attempt(
    tx: &mut Tx<'_>,
    (endpoint, event): (EndpointId, EventId),
    (series, number): (i64, i64),
    (at, due_at): (Instant, Instant),
) -> Result<AttemptId, Failure> {
    let row = AttemptRow {
        id: AttemptId::random(),
        endpoint_id: endpoint,
        event_id: event,
        series,
        number,
        state: AttemptState::Queued,
        created_at: at,
        due_at,
        lease_until: None,
        ended_at: None,
        status: None,
        error: None,
        millis: None,
    };
    match diesel::insert_into(attempts::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(row.id),
        Err(DbError::Unique(_)) => Err(STATE_REFUSED.into()),
        Err(other) => Err(other.into()),
    }
}

/// The newest series of an event for an endpoint.
pub(super) fn last_series(conn: &mut Conn, endpoint: EndpointId, event: EventId) -> Result<i64, DbError> {
    let own = attempts::table.filter(attempts::endpoint_id.eq(endpoint)).filter(attempts::event_id.eq(event));
    let last: Option<i64> = own.order(attempts::series.desc()).select(attempts::series).first(conn).optional()?;
    Ok(last.unwrap_or_default())
}

pub(super) fn get_attempt(conn: &mut Conn, id: AttemptId) -> Result<Attempt, DbError> {
    Ok(attempts::table.find(id).select(AttemptRow::as_select()).get_result(conn).map(Attempt::from)?)
}

/// The tries of an endpoint, newest first.
pub(super) fn list_attempts(
    conn: &mut Conn,
    endpoint: EndpointId,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Attempt>, DbError> {
    let mut rows = attempts::table.filter(attempts::endpoint_id.eq(endpoint)).into_boxed();
    if let Some(after) = after {
        let (at, id) = (Instant(after.key), after.id.clone());
        rows = rows.filter(attempts::created_at.lt(at).or(attempts::created_at.eq(at).and(attempts::id.lt(id))));
    }
    let order = (attempts::created_at.desc(), attempts::id.desc());
    let found: Vec<AttemptRow> = rows.order(order).select(AttemptRow::as_select()).at_most(limit.rows_and_one()).load(conn)?;
    let found = found.into_iter().map(Attempt::from).collect();
    Ok(Slice::cut(found, limit, |last: &Attempt| Cursor { key: last.created_at.0, id: last.id.to_string() }))
}

/// What is due with the failures of its endpoint, the longest due first: what waits, and what was taken by a node that never came back.
pub(super) fn list_due(conn: &mut Conn, now: Instant, limit: i64) -> Result<Vec<(Attempt, i64)>, DbError> {
    let waiting = attempts::state.eq(AttemptState::Queued).and(attempts::due_at.le(now));
    let lost = attempts::state.eq(AttemptState::Sending).and(attempts::lease_until.assume_not_null().lt(now));
    let due = attempts::table.inner_join(endpoints::table).filter(waiting.or(lost)).order((attempts::due_at, attempts::id)).limit(limit);
    let rows: Vec<(AttemptRow, i64)> = due.select((AttemptRow::as_select(), endpoints::failures)).load(conn)?;
    Ok(rows.into_iter().map(|(row, failures)| (row.into(), failures)).collect())
}

/// Takes a try; `false` if another node was faster.
pub(super) fn claim(tx: &mut Tx<'_>, id: AttemptId, now: Instant, lease_until: Instant) -> Result<bool, DbError> {
    let free = attempts::state
        .eq(AttemptState::Queued)
        .or(attempts::state.eq(AttemptState::Sending).and(attempts::lease_until.assume_not_null().lt(now)));
    let row = attempts::table.find(id).filter(free);
    let set = (attempts::state.eq(AttemptState::Sending), attempts::lease_until.eq(Some(lease_until)));
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// Frees the tries that a worker which is known to be gone had taken. How many there were.
pub fn end_leases(tx: &mut Tx<'_>, now: Instant) -> Result<usize, DbError> {
    let taken = attempts::table.filter(attempts::state.eq(AttemptState::Sending)).filter(attempts::lease_until.ge(now));
    Ok(diesel::update(taken).set(attempts::lease_until.eq(Some(now.plus_seconds(-1)))).execute(&mut **tx)?)
}

/// The try ended so; `false` if it had ended already.
pub(super) fn end(tx: &mut Tx<'_>, id: AttemptId, state: AttemptState, ending: &Ending) -> Result<bool, DbError> {
    let row = attempts::table.find(id).filter(attempts::state.eq(AttemptState::Sending));
    let set = (
        attempts::state.eq(state),
        attempts::lease_until.eq(None::<Instant>),
        attempts::ended_at.eq(Some(ending.at)),
        attempts::status.eq(ending.answer.ok().map(i64::from)),
        attempts::error.eq(ending.answer.err()),
        attempts::millis.eq(Some(ending.millis)),
    );
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}
