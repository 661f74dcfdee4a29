//! The rows of uploads.

use super::model::Resumable;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId, UploadId, UserId};
use crate::schema::uploads;
use diesel::prelude::*;

pub(super) fn insert(tx: &mut Tx<'_>, upload: &Resumable) -> Result<(), DbError> {
    diesel::insert_into(uploads::table).values(upload.clone()).execute(&mut **tx)?;
    Ok(())
}

/// An upload of this person that has not lapsed.
pub(super) fn find(conn: &mut Conn, owner: UserId, id: UploadId, now: Instant) -> Result<Option<Resumable>, DbError> {
    let own = uploads::table.find(id).filter(uploads::owner_id.eq(owner)).filter(uploads::expires_at.gt(now));
    Ok(own.select(Resumable::as_select()).get_result(conn).optional()?)
}

/// Bytes that a deal will have to hold once all that is on its way has come.
pub(super) fn bytes_under_way(conn: &mut Conn, contract: ContractId, now: Instant) -> Result<i64, DbError> {
    let total = diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(COALESCE(SUM(size), 0) AS BIGINT)");
    let open = uploads::table.filter(uploads::contract_id.eq(contract)).filter(uploads::file_id.is_null());
    Ok(open.filter(uploads::expires_at.gt(now)).select(total).get_result(conn)?)
}

/// Uploads of somebody in a deal that are not whole yet.
pub(super) fn count_open(conn: &mut Conn, contract: ContractId, owner: UserId, now: Instant) -> Result<i64, DbError> {
    let own = uploads::table.filter(uploads::contract_id.eq(contract)).filter(uploads::owner_id.eq(owner));
    Ok(own.filter(uploads::file_id.is_null()).filter(uploads::expires_at.gt(now)).count().get_result(conn)?)
}

/// It came whole; `false` if that was said already.
pub(super) fn set_file(tx: &mut Tx<'_>, id: UploadId, file: FileId) -> Result<bool, DbError> {
    let open = uploads::table.find(id).filter(uploads::file_id.is_null());
    Ok(diesel::update(open).set(uploads::file_id.eq(Some(file))).execute(&mut **tx)? == 1)
}

pub(super) fn delete(tx: &mut Tx<'_>, id: UploadId) -> Result<(), DbError> {
    diesel::delete(uploads::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

/// Uploads whose time is over.
pub(super) fn list_lapsed(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<Resumable>, DbError> {
    let lapsed = uploads::table.filter(uploads::expires_at.le(now)).order(uploads::expires_at).limit(most);
    Ok(lapsed.select(Resumable::as_select()).load(conn)?)
}
