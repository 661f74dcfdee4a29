//! The rows of seals.

use super::model::{Period, Seal};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::schema::{seal_heads, seals};
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = seals, treat_none_as_default_value = false)]
struct SealRow {
    no: i64,
    period: Period,
    day: String,
    sealed_at: i64,
    leaves: i64,
    prev_root: String,
    root: String,
}

impl From<SealRow> for Seal {
    fn from(row: SealRow) -> Self {
        let SealRow { no, period, day, sealed_at, leaves, prev_root, root } = row;
        Self { no, period, day, sealed_at, leaves, prev_root, root }
    }
}

/// The newest seal of all.
pub(super) fn find_newest(conn: &mut Conn) -> Result<Option<Seal>, DbError> {
    Ok(seals::table.order(seals::no.desc()).first::<SealRow>(conn).optional()?.map(Seal::from))
}

/// The newest seal of a period.
pub(super) fn find_last(conn: &mut Conn, period: Period) -> Result<Option<Seal>, DbError> {
    let rows = seals::table.filter(seals::period.eq(period)).order(seals::no.desc());
    Ok(rows.first::<SealRow>(conn).optional()?.map(Seal::from))
}

/// One seal.
pub(super) fn get(conn: &mut Conn, no: i64) -> Result<Seal, DbError> {
    Ok(seals::table.find(no).get_result::<SealRow>(conn)?.into())
}

/// The seals of a period after a number, in their order.
pub(super) fn list_after(conn: &mut Conn, period: Period, no: i64, limit: i64) -> Result<Vec<Seal>, DbError> {
    let rows = seals::table.filter(seals::period.eq(period)).filter(seals::no.gt(no)).order(seals::no).limit(limit);
    Ok(rows.load::<SealRow>(conn)?.into_iter().map(Seal::from).collect())
}

/// The newest seals of days.
pub(super) fn list_days(conn: &mut Conn, limit: i64) -> Result<Vec<Seal>, DbError> {
    let rows = seals::table.filter(seals::period.eq(Period::Day)).order(seals::no.desc()).limit(limit);
    Ok(rows.load::<SealRow>(conn)?.into_iter().map(Seal::from).collect())
}

/// The minutes of a day, in their order.
pub(super) fn list_minutes(conn: &mut Conn, day: &str) -> Result<Vec<Seal>, DbError> {
    let rows = seals::table.filter(seals::period.eq(Period::Minute)).filter(seals::day.eq(day)).order(seals::no);
    Ok(rows.load::<SealRow>(conn)?.into_iter().map(Seal::from).collect())
}

/// The newest minutes of a day, the newest first; a day has no more than these.
pub(super) fn list_newest_minutes(conn: &mut Conn, day: &str) -> Result<Vec<Seal>, DbError> {
    const MOST: i64 = 1_500;
    let rows = seals::table.filter(seals::period.eq(Period::Minute)).filter(seals::day.eq(day)).order(seals::no.desc()).limit(MOST);
    Ok(rows.load::<SealRow>(conn)?.into_iter().map(Seal::from).collect())
}

/// The seal of a day.
pub(super) fn find_day(conn: &mut Conn, day: &str) -> Result<Option<Seal>, DbError> {
    let rows = seals::table.filter(seals::period.eq(Period::Day)).filter(seals::day.eq(day));
    Ok(rows.first::<SealRow>(conn).optional()?.map(Seal::from))
}

/// The oldest day that has minutes and no seal, before this one.
pub(super) fn find_open_day(conn: &mut Conn, today: &str) -> Result<Option<String>, DbError> {
    let closed = seals::table.filter(seals::period.eq(Period::Day)).select(seals::day).order(seals::no.desc());
    let last: String = closed.first(conn).optional()?.unwrap_or_default();
    let rows = seals::table.filter(seals::period.eq(Period::Minute)).filter(seals::day.gt(last)).filter(seals::day.lt(today));
    Ok(rows.order(seals::no).select(seals::day).first(conn).optional()?)
}

/// Up to where each chain is sealed.
pub(super) fn sealed_ends(conn: &mut Conn) -> Result<Vec<(i32, i64)>, DbError> {
    let last = diesel::dsl::max(seal_heads::seq).assume_not_null();
    Ok(seal_heads::table.group_by(seal_heads::bucket).select((seal_heads::bucket, last)).load(conn)?)
}

/// Up to where the chains went that a minute sealed, in the order of buckets.
pub(super) fn list_heads(conn: &mut Conn, no: i64) -> Result<Vec<(i32, i64)>, DbError> {
    let rows = seal_heads::table.filter(seal_heads::seal_no.eq(no)).order(seal_heads::bucket);
    Ok(rows.select((seal_heads::bucket, seal_heads::seq)).load(conn)?)
}

/// Up to where a chain was sealed before this number.
pub(super) fn sealed_before(conn: &mut Conn, bucket: i32, seq: i64) -> Result<i64, DbError> {
    let rows = seal_heads::table.filter(seal_heads::bucket.eq(bucket)).filter(seal_heads::seq.lt(seq)).order(seal_heads::seq.desc());
    Ok(rows.select(seal_heads::seq).first(conn).optional()?.unwrap_or_default())
}

/// The minute under which a transaction is, if it is under one.
pub(super) fn find_seal_of(conn: &mut Conn, bucket: i32, seq: i64) -> Result<Option<i64>, DbError> {
    let rows = seal_heads::table.filter(seal_heads::bucket.eq(bucket)).filter(seal_heads::seq.ge(seq)).order(seal_heads::seq);
    Ok(rows.select(seal_heads::seal_no).first(conn).optional()?)
}

/// Writes a seal; `false` if another node wrote one first.
pub(super) fn insert(tx: &mut Tx<'_>, seal: &Seal) -> Result<bool, DbError> {
    let Seal { no, period, day, sealed_at, leaves, prev_root, root } = seal.clone();
    let row = SealRow { no, period, day, sealed_at, leaves, prev_root, root };
    Ok(each!(&mut **tx, c => diesel::insert_into(seals::table).values(&row).on_conflict_do_nothing().execute(c))? == 1)
}

/// Writes how far a minute sealed the chains.
pub(super) fn insert_heads(tx: &mut Tx<'_>, no: i64, heads: &[(i32, i64)]) -> Result<(), DbError> {
    let row = |head: &(i32, i64)| (seal_heads::bucket.eq(head.0), seal_heads::seq.eq(head.1), seal_heads::seal_no.eq(no));
    let rows: Vec<_> = heads.iter().map(row).collect();
    each!(&mut **tx, c => diesel::insert_into(seal_heads::table).values(&rows).execute(c))?;
    Ok(())
}
