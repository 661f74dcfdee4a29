//! Who lets everybody read it.

use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::CreatorId;
use crate::schema::public_cvs;
use diesel::prelude::*;

/// Since when everybody may read it, if so.
pub(super) fn public_since(conn: &mut Conn, creator: CreatorId) -> Result<Option<Instant>, DbError> {
    Ok(public_cvs::table.find(creator).select(public_cvs::since).get_result(conn).optional()?)
}

/// Everybody may read it from then on.
pub(super) fn open(tx: &mut Tx<'_>, creator: CreatorId, at: Instant) -> Result<(), DbError> {
    let row = (public_cvs::creator_id.eq(creator), public_cvs::since.eq(at));
    diesel::insert_into(public_cvs::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Only the creator reads it.
pub(super) fn close(tx: &mut Tx<'_>, creator: CreatorId) -> Result<(), DbError> {
    diesel::delete(public_cvs::table.find(creator)).execute(&mut **tx)?;
    Ok(())
}
