//! The rows of what is said about bids, which never change, and how far people have read them.

use super::model::Said;
use crate::bids::Party;
use crate::each;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::id::{BidId, MessageId, UserId};
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{bid_message_readers, bid_messages};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = bid_messages, treat_none_as_default_value = false)]
struct Row {
    id: MessageId,
    bid_id: BidId,
    party: Party,
    user_id: UserId,
    body: String,
    sha256: String,
    at: Instant,
}

impl From<Row> for Said {
    fn from(row: Row) -> Self {
        Self { id: row.id, bid: row.bid_id, party: row.party, by: row.user_id, text: row.body, sha256: row.sha256, at: row.at }
    }
}

/// A new message.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Said) -> Result<(), DbError> {
    let row = Row {
        id: new.id,
        bid_id: new.bid,
        party: new.party,
        user_id: new.by,
        body: new.text.clone(),
        sha256: new.sha256.clone(),
        at: new.at,
    };
    diesel::insert_into(bid_messages::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// One of them.
pub(super) fn find(conn: &mut Conn, id: MessageId) -> Result<Option<Said>, DbError> {
    Ok(bid_messages::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Said::from))
}

/// What was said about a bid, newest first.
pub(super) fn list(conn: &mut Conn, bid: BidId, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Said>, DbError> {
    let mut query = bid_messages::table.filter(bid_messages::bid_id.eq(bid)).into_boxed();
    if let Some((at, id)) = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.parse::<MessageId>().ok()?))) {
        query = query.filter(bid_messages::at.lt(at).or(bid_messages::at.eq(at).and(bid_messages::id.lt(id))));
    }
    let rows: Vec<Row> = query
        .order((bid_messages::at.desc(), bid_messages::id.desc()))
        .select(Row::as_select())
        .at_most(limit.rows_and_one())
        .load(conn)?;
    let all = rows.into_iter().map(Said::from).collect();
    Ok(Slice::cut(all, limit, |said: &Said| Cursor { key: said.at.0, id: said.id.to_string() }))
}

/// When somebody wrote about a bid since then, newest first.
pub(super) fn list_moments(conn: &mut Conn, (bid, user): (BidId, UserId), since: Instant, most: i64) -> Result<Vec<Instant>, DbError> {
    let own =
        bid_messages::table.filter(bid_messages::user_id.eq(user)).filter(bid_messages::bid_id.eq(bid)).filter(bid_messages::at.gt(since));
    Ok(own.order(bid_messages::at.desc()).select(bid_messages::at).at_most(most).load(conn)?)
}

/// How far everybody has read.
pub(super) fn list_readers(conn: &mut Conn, bid: BidId) -> Result<Vec<(UserId, Instant)>, DbError> {
    let own = bid_message_readers::table.filter(bid_message_readers::bid_id.eq(bid)).order(bid_message_readers::user_id);
    Ok(own.select((bid_message_readers::user_id, bid_message_readers::read_at)).at_most(300).load(conn)?)
}

/// Somebody has read up to then.
pub(super) fn set_read(tx: &mut Tx<'_>, bid: BidId, user: UserId, at: Instant) -> Result<(), DbError> {
    let row = (bid_message_readers::bid_id.eq(bid), bid_message_readers::user_id.eq(user), bid_message_readers::read_at.eq(at));
    each!(&mut **tx, c => diesel::insert_into(bid_message_readers::table)
        .values(row)
        .on_conflict((bid_message_readers::bid_id, bid_message_readers::user_id))
        .do_update()
        .set(bid_message_readers::read_at.eq(at))
        .execute(c))?;
    Ok(())
}
