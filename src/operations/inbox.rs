//! What the provider says by itself. An event is a hint: whoever applies it looks at the object and believes only that. Order and repeats do not
//! matter; each event is applied at most once, in the transaction of its effects.

use super::model::EventState;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::schema::inbox_events;
use diesel::prelude::*;

/// An event that waits to be applied.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Event {
    /// The provider's id of it.
    pub id: String,
    /// `checkout.paid`, `transfer.failed`, …
    pub kind: String,
    /// The provider's id of the object it is about.
    pub object: String,
    /// When it came.
    pub received_at: Instant,
}

type Columns = (inbox_events::event_id, inbox_events::kind, inbox_events::object_id, inbox_events::received_at);
const COLUMNS: Columns = (inbox_events::event_id, inbox_events::kind, inbox_events::object_id, inbox_events::received_at);

/// Events whose kind begins so and that may be applied now, the oldest first.
pub fn list_due(conn: &mut Conn, prefix: &str, now: Instant, limit: i64) -> Result<Vec<Event>, DbError> {
    let rows = inbox_events::table.filter(inbox_events::state.eq(EventState::Stored)).filter(inbox_events::next_at.le(now));
    let rows = rows.filter(inbox_events::kind.like(format!("{prefix}%")));
    Ok(rows.order((inbox_events::received_at, inbox_events::event_id)).limit(limit).select(COLUMNS).load(conn)?)
}

/// These events, if they still wait.
pub fn list_of(conn: &mut Conn, ids: &[String]) -> Result<Vec<Event>, DbError> {
    let rows = inbox_events::table.filter(inbox_events::event_id.eq_any(ids)).filter(inbox_events::state.eq(EventState::Stored));
    Ok(rows.order((inbox_events::received_at, inbox_events::event_id)).select(COLUMNS).load(conn)?)
}

/// Takes an event for good; `false` if it was applied before. `effects` counts what it changed.
pub fn apply_once(tx: &mut Tx<'_>, at: Instant, id: &str, effects: i32) -> Result<bool, DbError> {
    let row = inbox_events::table.find(id).filter(inbox_events::state.eq(EventState::Stored));
    let state = if effects > 0 { EventState::Applied } else { EventState::Ignored };
    let set = (inbox_events::state.eq(state), inbox_events::effects.eq(effects), inbox_events::applied_at.eq(Some(at)));
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// An event that nobody here is meant by is kept and looked at again for a day.
pub fn miss(tx: &mut Tx<'_>, at: Instant, event: &Event) -> Result<(), DbError> {
    const PATIENCE_HOURS: i64 = 24;
    if at < event.received_at.plus_hours(PATIENCE_HOURS) {
        return postpone(tx, &event.id, at.plus_seconds(60));
    }
    tracing::error!(event = event.id, object = event.object, "the provider said something that belongs to no operation");
    let row = inbox_events::table.find(&event.id).filter(inbox_events::state.eq(EventState::Stored));
    diesel::update(row).set((inbox_events::state.eq(EventState::Unmatched), inbox_events::applied_at.eq(Some(at)))).execute(&mut **tx)?;
    Ok(())
}

/// It is looked at again then.
pub fn postpone(tx: &mut Tx<'_>, id: &str, next_at: Instant) -> Result<(), DbError> {
    let row = inbox_events::table.find(id).filter(inbox_events::state.eq(EventState::Stored));
    diesel::update(row).set(inbox_events::next_at.eq(next_at)).execute(&mut **tx)?;
    Ok(())
}
