//! The values that were ever set.

use super::model::{Change, Kept};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::id::UserId;
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{market_settings as rows, users};
use diesel::prelude::*;

/// Nobody sets more.
const MOST: i64 = 10_000;

/// Every value that was ever set, by key and in the order in which they were made.
pub(super) fn list_all(conn: &mut Conn) -> Result<Vec<Kept>, DbError> {
    let all = rows::table.order((rows::key, rows::version)).select((rows::key, rows::value, rows::starts_at)).at_most(MOST);
    let found: Vec<(String, String, Instant)> = all.load(conn)?;
    Ok(found.into_iter().map(|(key, value, starts_at)| Kept { key, value, starts_at }).collect())
}

/// How many values there are: whether anything is new.
pub(super) fn count(conn: &mut Conn) -> Result<i64, DbError> {
    Ok(rows::table.count().get_result(conn)?)
}

/// The newest value of a key and its version; version 0 where nothing was ever set.
pub(super) fn newest(conn: &mut Conn, key: &str) -> Result<(i64, String), DbError> {
    let own = rows::table.filter(rows::key.eq(key)).order(rows::version.desc());
    let found: Option<(i64, String)> = own.select((rows::version, rows::value)).first(conn).optional()?;
    Ok(found.unwrap_or_default())
}

/// A new value. Refusals: `version.stale` if somebody set one meanwhile.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Change, by: UserId) -> Result<(), Failure> {
    let row = (
        rows::key.eq(&new.key),
        rows::version.eq(new.version),
        rows::value.eq(&new.value),
        rows::before.eq(&new.before),
        rows::reason.eq(&new.reason),
        rows::made_by.eq(by),
        rows::at.eq(new.at),
        rows::starts_at.eq(new.starts_at),
    );
    match diesel::insert_into(rows::table).values(row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(VERSION_STALE.into()),
        Err(other) => Err(other.into()),
    }
}

#[derive(Queryable)]
struct Row {
    key: String,
    version: i64,
    value: String,
    before: String,
    reason: String,
    by: String,
    at: Instant,
    starts_at: Instant,
}

/// What was changed, newest first.
pub(super) fn list_changes(conn: &mut Conn, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Change>, DbError> {
    let fields = (rows::key, rows::version, rows::value, rows::before, rows::reason, users::name, rows::at, rows::starts_at);
    let mut all = rows::table.inner_join(users::table).select(fields).into_boxed();
    if let Some(after) = after {
        let (at, key) = (Instant(after.key), after.id.clone());
        all = all.filter(rows::at.lt(at).or(rows::at.eq(at).and(rows::key.lt(key))));
    }
    let found: Vec<Row> = all.order((rows::at.desc(), rows::key.desc())).limit(limit.rows_and_one()).load(conn)?;
    let change = |row: Row| Change {
        key: row.key,
        version: row.version,
        value: row.value,
        before: row.before,
        reason: row.reason,
        by: row.by,
        at: row.at,
        starts_at: row.starts_at,
    };
    let found = found.into_iter().map(change).collect();
    Ok(Slice::cut(found, limit, |last: &Change| Cursor { key: last.at.0, id: last.key.clone() }))
}
