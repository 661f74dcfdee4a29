//! The rows of follows.

use super::model::{Follow, FollowKind};
use super::rules::MOST;
use crate::each;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId, UserId};
use crate::schema::{creators, follow_looks, follows, organisations};
use crate::sessions::OrgKind;
use diesel::dsl::exists;
use diesel::prelude::*;

/// What the person follows, newest first.
pub(super) fn list(conn: &mut Conn, user: UserId) -> Result<Vec<Follow>, DbError> {
    let own = follows::table.filter(follows::user_id.eq(user)).order((follows::at.desc(), follows::kind, follows::target));
    let rows: Vec<(FollowKind, String, Instant)> = own.select((follows::kind, follows::target, follows::at)).at_most(MOST).load(conn)?;
    Ok(rows.into_iter().map(|(kind, target, at)| Follow { kind, target, at }).collect())
}

/// How much the person follows.
pub(super) fn count(conn: &mut Conn, user: UserId) -> Result<i64, DbError> {
    Ok(follows::table.filter(follows::user_id.eq(user)).count().get_result(conn)?)
}

/// Whether the person follows it.
pub(super) fn has(conn: &mut Conn, user: UserId, kind: FollowKind, target: &str) -> Result<bool, DbError> {
    Ok(diesel::select(exists(follows::table.find((user, kind, target)))).get_result(conn)?)
}

/// One more; what is followed already stays as it is.
pub(super) fn insert(tx: &mut Tx<'_>, user: UserId, (kind, target): (FollowKind, &str), at: Instant) -> Result<(), DbError> {
    let row = (follows::user_id.eq(user), follows::kind.eq(kind), follows::target.eq(target), follows::at.eq(at));
    each!(&mut **tx, c => diesel::insert_into(follows::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// The person follows it no more.
pub(super) fn delete(tx: &mut Tx<'_>, user: UserId, kind: FollowKind, target: &str) -> Result<(), DbError> {
    diesel::delete(follows::table.find((user, kind, target))).execute(&mut **tx)?;
    Ok(())
}

/// Who begins to follow hears of what comes from now on.
pub(super) fn begin(tx: &mut Tx<'_>, user: UserId, (at, due): (Instant, Instant)) -> Result<(), DbError> {
    let row = (follow_looks::user_id.eq(user), follow_looks::told_at.eq(at), follow_looks::due_at.eq(due));
    let new = (follow_looks::told_at.eq(at), follow_looks::due_at.eq(due));
    each!(&mut **tx, c => diesel::insert_into(follow_looks::table).values(row).on_conflict(follow_looks::user_id).do_update().set(new).execute(c))?;
    Ok(())
}

/// Who follows nothing is not looked at.
pub(super) fn end(tx: &mut Tx<'_>, user: UserId) -> Result<(), DbError> {
    diesel::delete(follow_looks::table.find(user)).execute(&mut **tx)?;
    Ok(())
}

/// There is such a merchant.
pub(super) fn has_merchant(conn: &mut Conn, org: OrgId) -> Result<bool, DbError> {
    let one = organisations::table.filter(organisations::id.eq(org).and(organisations::kind.eq(OrgKind::Merchant)));
    Ok(diesel::select(exists(one)).get_result(conn)?)
}

/// There is such a creator.
pub(super) fn has_creator(conn: &mut Conn, creator: CreatorId) -> Result<bool, DbError> {
    Ok(diesel::select(exists(creators::table.find(creator))).get_result(conn)?)
}

/// The names of these merchants.
pub(super) fn list_merchants(conn: &mut Conn, ids: &[OrgId]) -> Result<Vec<(OrgId, String)>, DbError> {
    let these = organisations::table.filter(organisations::id.eq_any(ids)).order(organisations::id);
    Ok(these.select((organisations::id, organisations::name)).at_most(MOST).load(conn)?)
}

/// The handles and names of these creators.
pub(super) fn list_creators(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<(CreatorId, String, String)>, DbError> {
    let these = creators::table.filter(creators::id.eq_any(ids)).order(creators::id);
    Ok(these.select((creators::id, creators::handle, creators::name)).at_most(MOST).load(conn)?)
}
