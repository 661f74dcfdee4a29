//! The rows of what is said about bids, which never change, and how far people have read them.

use super::model::Said;
use crate::bids::Party;
use crate::each;
use crate::failure::Failure;
use crate::files::{self, File};
use crate::messages::rules;
use crate::messages::store::contains;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::id::{BidId, FileId, MessageId, UserId};
use crate::primitives::text::fold;
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{bid_message_files, bid_message_readers, bid_messages, bid_waiting_files as waiting, files as file_rows};
use diesel::prelude::*;
use std::collections::HashMap;

/// Longer lists are cut.
const MOST: i64 = 1_000;

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
    folded: String,
    supersedes: Option<MessageId>,
}

/// A new message, without its files. A correction that came first is a refusal: `message.superseded`.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Said) -> Result<(), Failure> {
    let row = Row {
        id: new.id,
        bid_id: new.bid,
        party: new.party,
        user_id: new.by,
        folded: fold(&new.text),
        body: new.text.clone(),
        sha256: new.sha256.clone(),
        supersedes: new.supersedes,
        at: new.at,
    };
    match diesel::insert_into(bid_messages::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(rules::SUPERSEDED.into()),
        Err(other) => Err(other.into()),
    }
}

/// What came with a new message.
pub(super) fn insert_files(tx: &mut Tx<'_>, new: &Said) -> Result<(), DbError> {
    let row = |(file, position): (&File, i32)| {
        (bid_message_files::message_id.eq(new.id), bid_message_files::position.eq(position), bid_message_files::file_id.eq(file.id))
    };
    let rows: Vec<_> = new.files.iter().zip(0..).map(row).collect();
    each!(&mut **tx, c => diesel::insert_into(bid_message_files::table).values(&rows).execute(c))?;
    Ok(())
}

/// One of them.
pub(super) fn find(conn: &mut Conn, id: MessageId) -> Result<Option<Said>, DbError> {
    let row: Option<Row> = bid_messages::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    Ok(whole(conn, row.into_iter().collect())?.pop())
}

/// What was said about a bid, newest first; what contains some words, if any are named.
pub(super) fn list(conn: &mut Conn, bid: BidId, words: &str, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Said>, DbError> {
    let mut query = bid_messages::table.filter(bid_messages::bid_id.eq(bid)).into_boxed();
    if let Some((at, id)) = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.parse::<MessageId>().ok()?))) {
        query = query.filter(bid_messages::at.lt(at).or(bid_messages::at.eq(at).and(bid_messages::id.lt(id))));
    }
    for word in fold(words).split_whitespace() {
        query = query.filter(bid_messages::folded.like(contains(word)).escape('\\'));
    }
    let rows: Vec<Row> = query
        .order((bid_messages::at.desc(), bid_messages::id.desc()))
        .select(Row::as_select())
        .at_most(limit.rows_and_one())
        .load(conn)?;
    let slice = Slice::cut(rows, limit, |row| Cursor { key: row.at.0, id: row.id.to_string() });
    Ok(Slice { items: whole(conn, slice.items)?, next: slice.next })
}

/// Rows with their files and what corrects them.
fn whole(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Said>, DbError> {
    let ids: Vec<MessageId> = rows.iter().map(|row| row.id).collect();
    let by = corrections(conn, &ids)?;
    let corrected: Vec<MessageId> = rows.iter().filter_map(|row| row.supersedes).collect();
    let earlier = bid_messages::table.filter(bid_messages::id.among(&corrected)).select((bid_messages::id, bid_messages::body));
    let earlier: HashMap<MessageId, String> = earlier.at_most(MOST).load::<(MessageId, String)>(conn)?.into_iter().collect();
    let mut of = attached(conn, &ids)?;
    let said = |row: Row| Said {
        before: row.supersedes.and_then(|id| earlier.get(&id).cloned()),
        superseded_by: by.get(&row.id).copied(),
        files: of.remove(&row.id).unwrap_or_default(),
        id: row.id,
        bid: row.bid_id,
        party: row.party,
        by: row.user_id,
        text: row.body,
        sha256: row.sha256,
        supersedes: row.supersedes,
        at: row.at,
    };
    Ok(rows.into_iter().map(said).collect())
}

/// Which of these are corrected, and by what.
fn corrections(conn: &mut Conn, ids: &[MessageId]) -> Result<HashMap<MessageId, MessageId>, DbError> {
    let corrected = bid_messages::table.filter(bid_messages::supersedes.eq_any(ids.iter().copied().map(Some).collect::<Vec<_>>()));
    let pairs: Vec<(Option<MessageId>, MessageId)> =
        corrected.select((bid_messages::supersedes, bid_messages::id)).at_most(MOST).load(conn)?;
    Ok(pairs.into_iter().filter_map(|(old, new)| Some((old?, new))).collect())
}

/// What came with these.
fn attached(conn: &mut Conn, ids: &[MessageId]) -> Result<HashMap<MessageId, Vec<File>>, DbError> {
    let own = bid_message_files::table.filter(bid_message_files::message_id.among(ids));
    let pairs: Vec<(MessageId, FileId)> = own
        .order((bid_message_files::message_id, bid_message_files::position))
        .select((bid_message_files::message_id, bid_message_files::file_id))
        .at_most(MOST)
        .load(conn)?;
    let named: Vec<FileId> = pairs.iter().map(|(_, file)| *file).collect();
    let found: HashMap<FileId, File> = files::list(conn, &named)?.into_iter().map(|file| (file.id, file)).collect();
    let mut of: HashMap<MessageId, Vec<File>> = HashMap::new();
    for (message, file) in pairs {
        of.entry(message).or_default().extend(found.get(&file).cloned());
    }
    Ok(of)
}

/// A file that came with something said about a bid.
pub(super) fn find_file(conn: &mut Conn, bid: BidId, id: FileId) -> Result<Option<File>, DbError> {
    let own = bid_message_files::table.inner_join(bid_messages::table).filter(bid_messages::bid_id.eq(bid));
    let named = own.filter(bid_message_files::file_id.eq(id)).count().get_result::<i64>(conn)?;
    if named > 0 { files::find(conn, id) } else { Ok(None) }
}

/// Files wait until the words are taken with which they came.
pub(super) fn insert_waiting(tx: &mut Tx<'_>, bid: BidId, files: &[File], at: Instant) -> Result<(), DbError> {
    let row = |file: &File| (waiting::file_id.eq(file.id), waiting::bid_id.eq(bid), waiting::user_id.eq(file.owner), waiting::at.eq(at));
    let rows: Vec<_> = files.iter().map(row).collect();
    each!(&mut **tx, c => diesel::insert_into(waiting::table).values(&rows).execute(c))?;
    Ok(())
}

/// What waits for this person's words about a bid, in the order in which it came.
pub(super) fn list_waiting(conn: &mut Conn, bid: BidId, user: UserId) -> Result<Vec<File>, DbError> {
    let own = waiting::table.filter(waiting::bid_id.eq(bid).and(waiting::user_id.eq(user))).order((waiting::at, waiting::file_id));
    let ids: Vec<FileId> = own.select(waiting::file_id).at_most(MOST).load(conn)?;
    let mut found: HashMap<FileId, File> = files::list(conn, &ids)?.into_iter().map(|file| (file.id, file)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Nothing waits any more but these.
pub(super) fn keep_waiting(tx: &mut Tx<'_>, (bid, user): (BidId, UserId), still: &[FileId]) -> Result<(), DbError> {
    let own = waiting::table.filter(waiting::bid_id.eq(bid).and(waiting::user_id.eq(user)));
    diesel::delete(own.filter(waiting::file_id.ne_all(still.to_vec()))).execute(&mut **tx)?;
    Ok(())
}

/// How many bytes the files about a bid have, with those that wait.
pub(super) fn bytes_of(conn: &mut Conn, bid: BidId) -> Result<i64, DbError> {
    let total = diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(COALESCE(SUM(size), 0) AS BIGINT)");
    let own = file_rows::table.inner_join(bid_message_files::table.inner_join(bid_messages::table));
    let said: i64 = own.filter(bid_messages::bid_id.eq(bid)).select(total.clone()).get_result(conn)?;
    let waits: i64 = file_rows::table.inner_join(waiting::table).filter(waiting::bid_id.eq(bid)).select(total).get_result(conn)?;
    Ok(said.saturating_add(waits))
}

/// How much was said about a bid.
pub(super) fn count(conn: &mut Conn, bid: BidId) -> Result<i64, DbError> {
    Ok(bid_messages::table.filter(bid_messages::bid_id.eq(bid)).count().get_result(conn)?)
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
