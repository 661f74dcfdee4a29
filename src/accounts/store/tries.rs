//! Tries that are counted: sign-ins that failed, mails that were asked for.

use crate::accounts::rules::Bound;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::EventId;
use crate::schema::attempts;
use diesel::prelude::*;

pub(in crate::accounts) fn insert(tx: &mut Tx<'_>, at: Instant, bound: Bound, subject: &str) -> Result<String, DbError> {
    let id = EventId::random().to_string();
    let row = (attempts::id.eq(&id), attempts::kind.eq(bound.kind), attempts::subject.eq(subject), attempts::at.eq(at));
    diesel::insert_into(attempts::table).values(row).execute(&mut **tx)?;
    Ok(id)
}

/// When the newest tries were, other than this one; no more than the bound allows.
pub(in crate::accounts) fn list_others(
    conn: &mut Conn,
    bound: Bound,
    subject: &str,
    now: Instant,
    own: &str,
) -> Result<Vec<Instant>, DbError> {
    let counted = attempts::table
        .filter(attempts::kind.eq(bound.kind))
        .filter(attempts::subject.eq(subject))
        .filter(attempts::at.gt(bound.since(now)))
        .filter(attempts::id.ne(own));
    Ok(counted.order(attempts::at.desc()).select(attempts::at).at_most(bound.count).load(conn)?)
}

pub(in crate::accounts) fn delete(tx: &mut Tx<'_>, ids: &[String]) -> Result<(), DbError> {
    diesel::delete(attempts::table.filter(attempts::id.eq_any(ids))).execute(&mut **tx)?;
    Ok(())
}

/// A try older than this stands somewhere.
pub(in crate::accounts) fn has_older(conn: &mut Conn, than: Instant) -> Result<bool, DbError> {
    Ok(attempts::table.filter(attempts::at.lt(than)).select(attempts::id).first::<String>(conn).optional()?.is_some())
}

pub(in crate::accounts) fn delete_older(tx: &mut Tx<'_>, than: Instant) -> Result<usize, DbError> {
    Ok(diesel::delete(attempts::table.filter(attempts::at.lt(than))).execute(&mut **tx)?)
}
