//! The rows of notes.

use super::model::Note;
use crate::each;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{BidId, UserId};
use crate::schema::bid_notes;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = bid_notes, treat_none_as_default_value = false)]
struct Row {
    bid_id: BidId,
    is_starred: bool,
    body: String,
    version: i64,
    user_id: UserId,
    at: Instant,
}

impl From<Row> for Note {
    fn from(row: Row) -> Self {
        Self { is_starred: row.is_starred, text: row.body, version: row.version }
    }
}

/// What is kept about a bid.
pub(super) fn find(conn: &mut Conn, bid: BidId) -> Result<Option<Note>, DbError> {
    Ok(bid_notes::table.find(bid).select(Row::as_select()).get_result(conn).optional()?.map(Note::from))
}

/// What is kept about these bids.
pub(super) fn list(conn: &mut Conn, bids: &[BidId]) -> Result<HashMap<BidId, Note>, DbError> {
    let rows: Vec<Row> = bid_notes::table.filter(bid_notes::bid_id.among(bids)).select(Row::as_select()).at_most(1_000).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.bid_id, Note::from(row))).collect())
}

/// A bid of which nothing is kept yet.
pub(super) fn add(tx: &mut Tx<'_>, bid: BidId, (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let row = Row { bid_id: bid, is_starred: false, body: String::new(), version: 0, user_id: by, at };
    each!(&mut **tx, c => diesel::insert_into(bid_notes::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// With a star, or without.
pub(super) fn set_star(tx: &mut Tx<'_>, bid: BidId, is_starred: bool) -> Result<(), DbError> {
    diesel::update(bid_notes::table.find(bid)).set(bid_notes::is_starred.eq(is_starred)).execute(&mut **tx)?;
    Ok(())
}

/// Other words for those that were seen; `false` if they are others by now.
pub(super) fn rewrite(tx: &mut Tx<'_>, (bid, seen): (BidId, i64), text: &str, (by, at): (UserId, Instant)) -> Result<bool, DbError> {
    let row = bid_notes::table.find(bid).filter(bid_notes::version.eq(seen));
    let words = (bid_notes::body.eq(text), bid_notes::version.eq(seen.saturating_add(1)), bid_notes::user_id.eq(by), bid_notes::at.eq(at));
    Ok(diesel::update(row).set(words).execute(&mut **tx)? == 1)
}
