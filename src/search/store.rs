//! The rows of what changed. Triggers write them; here they are read, and forgotten when they are old.

use super::index::Standing;
use super::model::Noun;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::schema::search_changes;
use diesel::prelude::*;

/// A transaction that took its number early may end late: so many numbers before the last one are looked at again.
const LATE: i64 = 500;
/// Changes in one go.
pub const PIECE: i64 = 1_000;
/// So many changes are kept. An index that stands before them is written anew.
const KEPT: i64 = 100_000;

/// Up to where the list goes.
pub fn newest(conn: &mut Conn, noun: Noun) -> Result<Standing, DbError> {
    let rows = search_changes::table.filter(search_changes::noun.eq(noun)).order(search_changes::seq.desc());
    let last: Option<(i64, String)> = rows.select((search_changes::seq, search_changes::thing_id)).first(conn).optional()?;
    Ok(last.map_or_else(Standing::default, |(seq, thing)| Standing { seq, thing }))
}

/// Whether an index that was written up to there can go on from there: the row is still in the list and is the same.
pub(super) fn is_known(conn: &mut Conn, standing: &Standing) -> Result<bool, DbError> {
    if standing.seq == 0 {
        let first: Option<i64> = search_changes::table.order(search_changes::seq).select(search_changes::seq).first(conn).optional()?;
        return Ok(first.is_none_or(|first| first == 1));
    }
    let there: Option<String> = search_changes::table.find(standing.seq).select(search_changes::thing_id).get_result(conn).optional()?;
    Ok(there.is_some_and(|thing| thing == standing.thing))
}

/// A piece of what changed after this number, and a little before it, oldest first; there is more if it has [`PIECE`] rows or more.
pub fn list_changes(conn: &mut Conn, noun: Noun, after: i64) -> Result<Vec<(i64, String)>, DbError> {
    let later = search_changes::table.filter(search_changes::noun.eq(noun)).filter(search_changes::seq.gt(after.saturating_sub(LATE)));
    let rows = later.order(search_changes::seq).select((search_changes::seq, search_changes::thing_id));
    Ok(rows.at_most(PIECE + LATE).load(conn)?)
}

/// The first and the last number in the list.
pub(super) fn ends(conn: &mut Conn) -> Result<Option<(i64, i64)>, DbError> {
    let numbers = || search_changes::table.select(search_changes::seq);
    let first: Option<i64> = numbers().order(search_changes::seq).first(conn).optional()?;
    let last: Option<i64> = numbers().order(search_changes::seq.desc()).first(conn).optional()?;
    Ok(first.zip(last))
}

/// Before which number the list may end, if that is worth the trouble.
pub(super) fn too_old((first, last): (i64, i64)) -> Option<i64> {
    let before = last.saturating_sub(KEPT);
    (before.saturating_sub(first) > KEPT / 10).then_some(before)
}

/// Forgets what stands before this number.
pub(super) fn forget_before(tx: &mut Tx<'_>, seq: i64) -> Result<usize, DbError> {
    Ok(diesel::delete(search_changes::table.filter(search_changes::seq.lt(seq))).execute(&mut **tx)?)
}
