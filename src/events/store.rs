//! The rows of events. They are only ever added to.

use super::model::{Audience, Concerns, Event, EventType};
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{CreatorId, EventId, Identity as _, OrgId};
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{event_outbox, events};
use diesel::prelude::*;
use serde::Serialize;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
struct Row {
    id: EventId,
    kind: Option<EventType>,
    at: Instant,
    org_id: Option<OrgId>,
    creator_id: Option<CreatorId>,
    subject: String,
    data: String,
}

impl From<Row> for Event {
    fn from(row: Row) -> Self {
        let concerns = Concerns { org: row.org_id, creator: row.creator_id, subject: row.subject };
        Self { id: row.id, kind: row.kind, at: row.at, concerns, data: row.data }
    }
}

/// Writes down what happened, in the transaction in which it does. `data` holds ids and public fields, and stays readable for ever.
pub fn record(tx: &mut Tx<'_>, act: &Act, kind: EventType, concerns: Concerns, data: &impl Serialize) -> Result<(), Failure> {
    let data = serde_json::to_string(data).map_err(|error| Failure::Bug(error.to_string()))?;
    let event = insert(tx, act, Some(kind), concerns, data)?;
    diesel::insert_into(event_outbox::table).values(event_outbox::event_id.eq(event)).execute(&mut **tx).map_err(DbError::from)?;
    Ok(())
}

/// Something changed on a page that no program is told of.
pub fn show(tx: &mut Tx<'_>, act: &Act, concerns: Concerns) -> Result<(), Failure> {
    insert(tx, act, None, concerns, "{}".to_owned()).map(drop)
}

fn insert(tx: &mut Tx<'_>, act: &Act, kind: Option<EventType>, concerns: Concerns, data: String) -> Result<EventId, Failure> {
    let (id, Concerns { org, creator, subject }) = (EventId::random(), concerns);
    let row = Row { id, kind, at: act.at, org_id: org, creator_id: creator, subject, data };
    diesel::insert_into(events::table).values(&row).execute(&mut **tx).map_err(DbError::from)?;
    Ok(id)
}

/// The event, or not found.
pub fn get(conn: &mut Conn, id: EventId) -> Result<Event, DbError> {
    Ok(events::table.find(id).select(Row::as_select()).get_result(conn).map(Event::from)?)
}

/// What these hear of, newest first.
pub(super) fn list(conn: &mut Conn, audience: &Audience, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Event>, DbError> {
    let ours = events::org_id.eq_any(audience.orgs.clone()).or(events::creator_id.eq(audience.creator));
    let mut rows = events::table.filter(events::kind.is_not_null()).filter(ours).into_boxed();
    if let Some(after) = after {
        let (at, id) = (Instant(after.key), after.id.parse::<EventId>().unwrap_or_else(|_| EventId::nobody()));
        rows = rows.filter(events::at.lt(at).or(events::at.eq(at).and(events::id.lt(id))));
    }
    let found: Vec<Row> =
        rows.order((events::at.desc(), events::id.desc())).select(Row::as_select()).at_most(limit.rows_and_one()).load(conn)?;
    let found = found.into_iter().map(Event::from).collect();
    Ok(Slice::cut(found, limit, |last: &Event| Cursor { key: last.at.0, id: last.id.to_string() }))
}

/// What was written after this one, in that order.
pub fn list_after(conn: &mut Conn, after: EventId, limit: i64) -> Result<Vec<Event>, DbError> {
    let later = events::table.filter(events::id.gt(after)).order(events::id).limit(limit);
    Ok(later.select(Row::as_select()).load(conn)?.into_iter().map(Event::from).collect())
}

/// The last one that was written.
pub fn newest(conn: &mut Conn) -> Result<Option<EventId>, DbError> {
    Ok(events::table.order(events::id.desc()).select(events::id).first(conn).optional()?)
}

/// Those that nobody has looked at yet to send them out, oldest first.
pub fn list_unsent(conn: &mut Conn, limit: i64) -> Result<Vec<EventId>, DbError> {
    Ok(event_outbox::table.order(event_outbox::event_id).select(event_outbox::event_id).at_most(limit).load(conn)?)
}

/// Takes one to look at; `false` if somebody else did.
pub fn take_unsent(tx: &mut Tx<'_>, id: EventId) -> Result<bool, DbError> {
    Ok(diesel::delete(event_outbox::table.find(id)).execute(&mut **tx)? == 1)
}
