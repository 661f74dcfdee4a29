//! What the sandbox remembers, and the events it sends.

use super::Stand;
use crate::each;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::OperationId;
use crate::primitives::{Currency, Instant, Minor};
use crate::schema::{inbox_events, sandbox_objects};
use diesel::prelude::*;

crate::choice! {
    /// What an object of the sandbox is.
    pub enum Kind { Checkout = "checkout", Transfer = "transfer", Refund = "refund" }
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = sandbox_objects, treat_none_as_default_value = false)]
pub(super) struct ObjectRow {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) idem_key: String,
    pub(super) request_sha256: String,
    pub(super) amount: Minor,
    pub(super) currency: Currency,
    pub(super) op_id: OperationId,
    pub(super) state: Stand,
    pub(super) destination: String,
    pub(super) return_url: String,
    pub(super) title: String,
    pub(super) looked_at: i32,
    pub(super) created_at: Instant,
    pub(super) expires_at: Instant,
    pub(super) version: i64,
}

pub(super) type NewObject = ObjectRow;

/// The object of this key: the one that is there, or the new one.
pub(super) fn find_or_insert(tx: &mut Tx<'_>, new: &NewObject) -> Result<ObjectRow, DbError> {
    each!(&mut **tx, c => diesel::insert_into(sandbox_objects::table).values(new).on_conflict_do_nothing().execute(c))?;
    Ok(sandbox_objects::table.filter(sandbox_objects::idem_key.eq(&new.idem_key)).get_result(&mut **tx)?)
}

pub(super) fn find(conn: &mut Conn, id: &str) -> Result<Option<ObjectRow>, DbError> {
    Ok(sandbox_objects::table.find(id).get_result(conn).optional()?)
}

pub(super) fn list_of_operation(conn: &mut Conn, kind: Kind, op_id: OperationId) -> Result<Vec<ObjectRow>, DbError> {
    let rows = sandbox_objects::table.filter(sandbox_objects::op_id.eq(op_id)).filter(sandbox_objects::kind.eq(kind));
    Ok(rows.at_most(2).load(conn)?)
}

/// Transfers that are on their way, or that will come back.
pub(super) fn list_moving(conn: &mut Conn, limit: i64) -> Result<Vec<ObjectRow>, DbError> {
    let on_its_way = sandbox_objects::state.eq(Stand::Pending);
    let will_return = sandbox_objects::state.eq(Stand::Paid).and(sandbox_objects::destination.eq("return"));
    let rows = sandbox_objects::table.filter(sandbox_objects::kind.eq(Kind::Transfer)).filter(on_its_way.or(will_return));
    Ok(rows.order(sandbox_objects::id).at_most(limit).load(conn)?)
}

/// Pages whose time is over.
pub(super) fn list_overdue(conn: &mut Conn, now: Instant, limit: i64) -> Result<Vec<ObjectRow>, DbError> {
    let rows = sandbox_objects::table.filter(sandbox_objects::kind.eq(Kind::Checkout)).filter(sandbox_objects::state.eq(Stand::Open));
    Ok(rows.filter(sandbox_objects::expires_at.le(now)).order(sandbox_objects::id).at_most(limit).load(conn)?)
}

/// Looked at once more, and stands so now; `false` if somebody else was faster.
pub(super) fn look(tx: &mut Tx<'_>, seen: &ObjectRow, stand: Stand) -> Result<bool, DbError> {
    let row = sandbox_objects::table.find(&seen.id).filter(sandbox_objects::version.eq(seen.version));
    let set = (
        sandbox_objects::state.eq(stand),
        sandbox_objects::looked_at.eq(sandbox_objects::looked_at + 1),
        sandbox_objects::version.eq(sandbox_objects::version + 1i64),
    );
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// Stands so now; `false` if somebody else was faster.
pub(super) fn advance(tx: &mut Tx<'_>, seen: &ObjectRow, stand: Stand) -> Result<bool, DbError> {
    let row = sandbox_objects::table.find(&seen.id).filter(sandbox_objects::version.eq(seen.version));
    let set = (sandbox_objects::state.eq(stand), sandbox_objects::version.eq(sandbox_objects::version + 1i64));
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// Says that an object stands so now; returns the event's id, which is the same however often it is said.
pub(super) fn insert_event(tx: &mut Tx<'_>, now: Instant, object: &ObjectRow, stand: Stand) -> Result<String, DbError> {
    let id = format!("{}_{stand}", object.id.replace("sbx_", "evt_sbx_"));
    let payload = serde_json::json!({ "object": object.id, "op_id": object.op_id, "stand": stand }).to_string();
    let row = (
        inbox_events::event_id.eq(&id),
        inbox_events::kind.eq(format!("{}.{stand}", object.kind)),
        inbox_events::object_id.eq(&object.id),
        inbox_events::payload.eq(payload),
        inbox_events::state.eq("stored"),
        inbox_events::effects.eq(0),
        inbox_events::received_at.eq(now),
        inbox_events::next_at.eq(now),
    );
    each!(&mut **tx, c => diesel::insert_into(inbox_events::table).values(row.clone()).on_conflict_do_nothing().execute(c))?;
    Ok(id)
}
