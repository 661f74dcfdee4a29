//! What the provider says by itself. An event is a hint: whoever applies it looks at the object and believes only that. Order and repeats do not
//! matter; each event is applied at most once, in the transaction of its effects.

use super::model::EventState;
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::OperationId;
use crate::schema::inbox_events;
use diesel::prelude::*;
use sha2::{Digest as _, Sha256};

/// An event that waits to be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The provider's id of it.
    pub id: String,
    /// `checkout.paid`, `transfer.failed`, …
    pub kind: String,
    /// The provider's id of the object it is about.
    pub object: String,
    /// The operation that it names, if it names one.
    pub operation: Option<OperationId>,
    /// The payment that it names beside the object.
    pub payment: Option<String>,
    /// When it came.
    pub received_at: Instant,
}

#[derive(Queryable)]
struct EventRow {
    id: String,
    kind: String,
    object: String,
    payload: String,
    received_at: Instant,
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        let payload: serde_json::Value = serde_json::from_str(&row.payload).unwrap_or_default();
        let text = |path: &str| payload.pointer(path).and_then(serde_json::Value::as_str).map(str::to_owned);
        let operation = text("/data/object/metadata/op_id").and_then(|id| id.parse().ok());
        let payment = text("/data/object/payment_intent");
        Self { id: row.id, kind: row.kind, object: row.object, operation, payment, received_at: row.received_at }
    }
}

type Columns = (inbox_events::event_id, inbox_events::kind, inbox_events::object_id, inbox_events::payload, inbox_events::received_at);
const COLUMNS: Columns =
    (inbox_events::event_id, inbox_events::kind, inbox_events::object_id, inbox_events::payload, inbox_events::received_at);

/// What the provider said, before anybody looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The provider's id of it, or one made from the bytes where it has none.
    pub id: String,
    /// What kind of event.
    pub kind: String,
    /// The provider's id of the object it is about.
    pub object: String,
    /// All of it.
    pub payload: String,
    /// To be applied, not ours to apply, or not readable.
    pub state: EventState,
}

/// Kinds of events that change something here; any other is kept and passed over.
const KINDS: [&str; 13] = [
    "checkout.",
    "payment_intent.",
    "charge.succeeded",
    "charge.captured",
    "charge.failed",
    "charge.pending",
    "charge.expired",
    "charge.updated",
    "charge.refund",
    "charge.dispute.",
    "refund.",
    "transfer.",
    "account.",
];

impl Heard {
    /// Reads what was sent. What cannot be read is kept too: it was signed.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let payload = String::from_utf8_lossy(body).replace('\0', " ");
        let value: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |path: &str| value.pointer(path).and_then(serde_json::Value::as_str).filter(|text| !text.contains('\0'));
        if let (Some(id), Some(kind)) = (text("/id"), text("/type")) {
            let object = text("/data/object/id").unwrap_or_default().to_owned();
            let ours = KINDS.iter().any(|prefix| kind.starts_with(prefix)) && !object.is_empty();
            let state = if ours { EventState::Stored } else { EventState::Ignored };
            return Self { id: id.to_owned(), kind: kind.to_owned(), object, payload, state };
        }
        let id = format!("unparsed_{}", data_encoding::HEXLOWER.encode(&Sha256::digest(body)));
        Self { id, kind: String::new(), object: String::new(), payload, state: EventState::Unparsed }
    }
}

/// Keeps what the provider said, once; `false` if it is here already.
pub fn take(tx: &mut Tx<'_>, at: Instant, heard: &Heard) -> Result<bool, DbError> {
    let row = (
        inbox_events::event_id.eq(&heard.id),
        inbox_events::kind.eq(&heard.kind),
        inbox_events::object_id.eq(&heard.object),
        inbox_events::payload.eq(&heard.payload),
        inbox_events::state.eq(heard.state),
        inbox_events::effects.eq(0),
        inbox_events::received_at.eq(at),
        inbox_events::next_at.eq(at),
    );
    let taken = each!(&mut **tx, c => diesel::insert_into(inbox_events::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(taken == 1)
}

/// Events whose kind begins with one of these and that may be applied now, the oldest first.
pub fn list_due(conn: &mut Conn, prefixes: &[&str], now: Instant, limit: i64) -> Result<Vec<Event>, DbError> {
    let mut begins = inbox_events::table.into_boxed();
    for prefix in prefixes {
        begins = begins.or_filter(
            inbox_events::kind
                .like(format!("{prefix}%"))
                .and(inbox_events::state.eq(EventState::Stored))
                .and(inbox_events::next_at.le(now)),
        );
    }
    let rows = begins.order((inbox_events::received_at, inbox_events::event_id)).limit(limit).select(COLUMNS);
    Ok(rows.load::<EventRow>(conn)?.into_iter().map(Event::from).collect())
}

/// These events, if they still wait.
pub fn list_of(conn: &mut Conn, ids: &[String]) -> Result<Vec<Event>, DbError> {
    let rows = inbox_events::table.filter(inbox_events::event_id.eq_any(ids)).filter(inbox_events::state.eq(EventState::Stored));
    let rows = rows.order((inbox_events::received_at, inbox_events::event_id)).select(COLUMNS);
    Ok(rows.load::<EventRow>(conn)?.into_iter().map(Event::from).collect())
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
    leave_unmatched(tx, at, &event.id)
}

/// A person must look at it.
pub(super) fn leave_unmatched(tx: &mut Tx<'_>, at: Instant, id: &str) -> Result<(), DbError> {
    let row = inbox_events::table.find(id).filter(inbox_events::state.eq(EventState::Stored));
    diesel::update(row).set((inbox_events::state.eq(EventState::Unmatched), inbox_events::applied_at.eq(Some(at)))).execute(&mut **tx)?;
    Ok(())
}

/// It is looked at again then.
pub fn postpone(tx: &mut Tx<'_>, id: &str, next_at: Instant) -> Result<(), DbError> {
    let row = inbox_events::table.find(id).filter(inbox_events::state.eq(EventState::Stored));
    diesel::update(row).set(inbox_events::next_at.eq(next_at)).execute(&mut **tx)?;
    Ok(())
}
