//! The rows of messages, which never change, and how far people have read them.

use super::model::Message;
use super::rules;
use crate::contracts::Party;
use crate::each;
use crate::failure::Failure;
use crate::files::{self, File};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{ContractId, FileId, MessageId, UserId};
use crate::primitives::text::fold;
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{message_files, message_readers, messages};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = messages, treat_none_as_default_value = false)]
struct Row {
    id: MessageId,
    contract_id: ContractId,
    party: Party,
    user_id: UserId,
    body: String,
    folded: String,
    sha256: String,
    supersedes: Option<MessageId>,
    at: Instant,
}

/// A new message, without its files. A correction that came first is a refusal: `message.superseded`.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Message) -> Result<(), Failure> {
    let row = Row {
        id: new.id,
        contract_id: new.contract,
        party: new.party,
        user_id: new.by,
        folded: fold(&new.text),
        body: new.text.clone(),
        sha256: new.sha256.clone(),
        supersedes: new.supersedes,
        at: new.at,
    };
    match diesel::insert_into(messages::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(rules::SUPERSEDED.into()),
        Err(other) => Err(other.into()),
    }
}

/// What came with a new message.
pub(super) fn insert_files(tx: &mut Tx<'_>, new: &Message) -> Result<(), DbError> {
    let row = |(file, position): (&File, i32)| {
        (message_files::message_id.eq(new.id), message_files::position.eq(position), message_files::file_id.eq(file.id))
    };
    let rows: Vec<_> = new.files.iter().zip(0..).map(row).collect();
    each!(&mut **tx, c => diesel::insert_into(message_files::table).values(&rows).execute(c))?;
    Ok(())
}

/// One message, if there is one.
pub(super) fn find(conn: &mut Conn, id: MessageId) -> Result<Option<Message>, DbError> {
    let row: Option<Row> = messages::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    Ok(whole(conn, row.into_iter().collect())?.pop())
}

/// The messages of a deal, newest first; those that contain some words, if any are named.
pub(super) fn list(
    conn: &mut Conn,
    contract: ContractId,
    words: &str,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Message>, DbError> {
    let mut query = messages::table.filter(messages::contract_id.eq(contract)).into_boxed();
    if let Some((at, id)) = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.parse::<MessageId>().ok()?))) {
        query = query.filter(messages::at.lt(at).or(messages::at.eq(at).and(messages::id.lt(id))));
    }
    for word in fold(words).split_whitespace() {
        query = query.filter(messages::folded.like(contains(word)).escape('\\'));
    }
    let rows: Vec<Row> =
        query.order((messages::at.desc(), messages::id.desc())).select(Row::as_select()).at_most(limit.rows_and_one()).load(conn)?;
    let slice = Slice::cut(rows, limit, |row| Cursor { key: row.at.0, id: row.id.to_string() });
    Ok(Slice { items: whole(conn, slice.items)?, next: slice.next })
}

/// The pattern of whatever contains a word; signs of a pattern in it are only signs.
pub(super) fn contains(word: &str) -> String {
    format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Every message of a deal, oldest first: as evidence.
pub fn list_all(conn: &mut Conn, contract: ContractId) -> Result<Vec<Message>, DbError> {
    let own = messages::table.filter(messages::contract_id.eq(contract)).order((messages::at, messages::id));
    let rows: Vec<Row> = own.select(Row::as_select()).at_most(10_000).load(conn)?;
    whole(conn, rows)
}

/// Rows with their files and what corrects them.
fn whole(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Message>, DbError> {
    let ids: Vec<MessageId> = rows.iter().map(|row| row.id).collect();
    let corrected = messages::table.filter(messages::supersedes.eq_any(ids.iter().copied().map(Some).collect::<Vec<_>>()));
    let pairs: Vec<(Option<MessageId>, MessageId)> = corrected.select((messages::supersedes, messages::id)).at_most(10_000).load(conn)?;
    let by: HashMap<MessageId, MessageId> = pairs.into_iter().filter_map(|(old, new)| Some((old?, new))).collect();
    let corrects: Vec<MessageId> = rows.iter().filter_map(|row| row.supersedes).collect();
    let earlier = messages::table.filter(messages::id.eq_any(corrects)).limit(10_000).select((messages::id, messages::body));
    let earlier: HashMap<MessageId, String> = earlier.load::<(MessageId, String)>(conn)?.into_iter().collect();
    let attached = message_files::table.filter(message_files::message_id.eq_any(ids));
    let attached: Vec<(MessageId, FileId)> = attached
        .order((message_files::message_id, message_files::position))
        .select((message_files::message_id, message_files::file_id))
        .at_most(10_000)
        .load(conn)?;
    let named: Vec<FileId> = attached.iter().map(|(_, file)| *file).collect();
    let found: HashMap<FileId, File> = files::list(conn, &named)?.into_iter().map(|file| (file.id, file)).collect();
    let mut of: HashMap<MessageId, Vec<File>> = HashMap::new();
    for (message, file) in attached {
        of.entry(message).or_default().extend(found.get(&file).cloned());
    }
    let message = |row: Row| Message {
        before: row.supersedes.and_then(|id| earlier.get(&id).cloned()),
        superseded_by: by.get(&row.id).copied(),
        files: of.remove(&row.id).unwrap_or_default(),
        id: row.id,
        contract: row.contract_id,
        party: row.party,
        by: row.user_id,
        text: row.body,
        sha256: row.sha256,
        supersedes: row.supersedes,
        at: row.at,
    };
    Ok(rows.into_iter().map(message).collect())
}

/// How many messages a deal has.
pub(super) fn count(conn: &mut Conn, contract: ContractId) -> Result<i64, DbError> {
    Ok(messages::table.filter(messages::contract_id.eq(contract)).count().get_result(conn)?)
}

/// When somebody wrote in a deal since then, newest first.
pub(super) fn list_moments(
    conn: &mut Conn,
    (contract, user): (ContractId, UserId),
    since: Instant,
    most: i64,
) -> Result<Vec<Instant>, DbError> {
    let own = messages::table.filter(messages::user_id.eq(user)).filter(messages::contract_id.eq(contract)).filter(messages::at.gt(since));
    Ok(own.order(messages::at.desc()).select(messages::at).at_most(most).load(conn)?)
}

/// How many messages the other side wrote since then.
pub(super) fn count_from(conn: &mut Conn, contract: ContractId, party: Party, since: Instant) -> Result<i64, DbError> {
    let theirs =
        messages::table.filter(messages::contract_id.eq(contract)).filter(messages::party.eq(party)).filter(messages::at.gt(since));
    Ok(theirs.count().get_result(conn)?)
}

/// How far somebody has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = message_readers, treat_none_as_default_value = false)]
pub(super) struct Reader {
    pub(super) contract_id: ContractId,
    pub(super) user_id: UserId,
    pub(super) read_at: Instant,
    pub(super) mail_at: Option<Instant>,
}

/// How far everybody has read in a deal.
pub(super) fn list_readers(conn: &mut Conn, contract: ContractId) -> Result<Vec<Reader>, DbError> {
    let own = message_readers::table.filter(message_readers::contract_id.eq(contract)).order(message_readers::user_id);
    Ok(own.select(Reader::as_select()).at_most(300).load(conn)?)
}

/// Somebody who has not read yet.
pub(super) fn add_reader(tx: &mut Tx<'_>, contract: ContractId, user: UserId) -> Result<(), DbError> {
    let row = Reader { contract_id: contract, user_id: user, read_at: Instant(0), mail_at: None };
    each!(&mut **tx, c => diesel::insert_into(message_readers::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Somebody has read up to then: no mail is due any more.
pub(super) fn set_read(tx: &mut Tx<'_>, contract: ContractId, user: UserId, at: Instant) -> Result<(), DbError> {
    diesel::update(message_readers::table.find((contract, user)))
        .set((message_readers::read_at.eq(at), message_readers::mail_at.eq(None::<Instant>)))
        .execute(&mut **tx)?;
    Ok(())
}

/// A mail is due then, unless one is already.
pub(super) fn set_mail(tx: &mut Tx<'_>, contract: ContractId, user: UserId, at: Instant) -> Result<(), DbError> {
    diesel::update(message_readers::table.find((contract, user)).filter(message_readers::mail_at.is_null()))
        .set(message_readers::mail_at.eq(Some(at)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whose mails are due.
pub(super) fn list_due(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<Reader>, DbError> {
    let due = message_readers::table.filter(message_readers::mail_at.is_not_null()).filter(message_readers::mail_at.le(Some(now)));
    Ok(due.order(message_readers::mail_at).select(Reader::as_select()).at_most(most).load(conn)?)
}

/// Takes a mail that is due; `false` if another node did, or if it is not due any more.
pub(super) fn take_mail(tx: &mut Tx<'_>, seen: &Reader) -> Result<bool, DbError> {
    let row = message_readers::table.find((seen.contract_id, seen.user_id)).filter(message_readers::mail_at.eq(seen.mail_at));
    Ok(diesel::update(row).set(message_readers::mail_at.eq(None::<Instant>)).execute(&mut **tx)? == 1)
}
