//! A book that came from a backup is older than the provider: nothing is sent out before the provider was asked what happened since.

use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::JobId;
use crate::schema::restorations;
use diesel::prelude::*;

/// A restored book that the provider was not asked about yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Restoration {
    /// When the backup was made.
    pub made_at: Instant,
    /// When it was restored.
    pub restored_at: Instant,
}

/// The book is from a backup that was made then.
pub fn mark_restored(tx: &mut Tx<'_>, act: &Act, made_at: Instant) -> Result<(), DbError> {
    let id = JobId::random().to_string();
    let row = (restorations::id.eq(&id), restorations::made_at.eq(made_at), restorations::restored_at.eq(act.at));
    diesel::insert_into(restorations::table).values(row).execute(&mut **tx)?;
    audit::note(tx, act, "book.restored", &id, &made_at.rfc3339())
}

/// The oldest restoration that the provider was not asked about.
pub fn find_restoration(conn: &mut Conn) -> Result<Option<Restoration>, DbError> {
    let rows = restorations::table.filter(restorations::reconciled_at.is_null()).order(restorations::made_at);
    Ok(rows.select((restorations::made_at, restorations::restored_at)).first(conn).optional()?)
}

/// What the provider knows is in the book: money may go out again.
pub fn end_restoration(tx: &mut Tx<'_>, act: &Act) -> Result<(), Failure> {
    let open = restorations::table.filter(restorations::reconciled_at.is_null());
    if diesel::update(open).set(restorations::reconciled_at.eq(Some(act.at))).execute(&mut **tx)? > 0 {
        audit::note(tx, act, "book.caught_up", &"books", "")?;
    }
    Ok(())
}
