//! The outbox: rows of `mails`.

use super::Mail;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{Cursor, Email, Instant, Lang, Limit, Slice, id::MailId};
use crate::schema::mails;
use diesel::prelude::*;

crate::choice! {
    /// Where a mail stands.
    pub enum State {
        /// Waits for its time.
        Queued = "queued",
        /// Taken by a job until its lease ends.
        Sending = "sending",
        /// Handed to the mail server.
        Sent = "sent",
        /// Given up after the last try.
        Parked = "parked",
    }
}

/// A mail in the outbox.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails)]
pub struct Row {
    /// Its id, also the left half of its Message-ID.
    pub id: MailId,
    /// The reader.
    pub address: Email,
    /// The reader's language.
    pub locale: Lang,
    /// The folder under `templates/mail`.
    pub template: String,
    /// JSON for the template.
    pub params: String,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was written.
    pub created_at: Instant,
    /// Why the last try did not work.
    pub last_error: Option<String>,
}

pub(super) fn insert(tx: &mut Tx<'_>, (now, leaves_at): (Instant, Instant), mail: &Mail) -> Result<(), DbError> {
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(MailId::random()),
            mails::address.eq(&mail.address),
            mails::locale.eq(mail.lang),
            mails::template.eq(mail.template),
            mails::params.eq(mail.params.to_string()),
            mails::state.eq(State::Queued),
            mails::attempts.eq(0),
            mails::created_at.eq(now),
            mails::next_at.eq(leaves_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What is due: waiting and its time has come, or taken by a job that never came back.
pub(super) fn list_due(conn: &mut Conn, now: Instant, limit: i64) -> Result<Vec<Row>, DbError> {
    let waiting = mails::state.eq(State::Queued).and(mails::next_at.le(now));
    let abandoned = mails::state.eq(State::Sending).and(mails::lease_until.assume_not_null().lt(now));
    Ok(mails::table.filter(waiting.or(abandoned)).order((mails::next_at, mails::id)).select(Row::as_select()).at_most(limit).load(conn)?)
}

/// Takes a mail for one try; `false` if another node was faster.
pub(super) fn claim(tx: &mut Tx<'_>, seen: &Row, lease_until: Instant) -> Result<bool, DbError> {
    let here = mails::table.find(seen.id).filter(mails::state.eq(seen.state)).filter(mails::attempts.eq(seen.attempts));
    let taken = diesel::update(here)
        .set((mails::state.eq(State::Sending), mails::attempts.eq(mails::attempts + 1), mails::lease_until.eq(Some(lease_until))))
        .execute(&mut **tx)?;
    Ok(taken == 1)
}

/// Frees the mails that a worker which is known to be gone was about to send. How many there were.
pub fn end_leases(tx: &mut Tx<'_>, now: Instant) -> Result<usize, DbError> {
    let taken = mails::table.filter(mails::state.eq(State::Sending)).filter(mails::lease_until.ge(now));
    Ok(diesel::update(taken).set(mails::lease_until.eq(Some(now.plus_seconds(-1)))).execute(&mut **tx)?)
}

/// It went out. `forget` drops what the words needed: a link in it may still open something.
pub(super) fn record_sent(tx: &mut Tx<'_>, id: MailId, now: Instant, forget: bool) -> Result<(), DbError> {
    let taken = mails::table.find(id).filter(mails::state.eq(State::Sending));
    diesel::update(taken)
        .set((mails::state.eq(State::Sent), mails::sent_at.eq(Some(now)), mails::lease_until.eq(None::<Instant>)))
        .execute(&mut **tx)?;
    if forget {
        diesel::update(mails::table.find(id)).set(mails::params.eq("{}")).execute(&mut **tx)?;
    }
    Ok(())
}

/// What becomes of a mail that did not go out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next {
    pub(super) state: State,
    pub(super) attempts: i32,
    pub(super) at: Instant,
}

/// It did not go out: waits again, or is parked.
pub(super) fn record_failed(tx: &mut Tx<'_>, id: MailId, next: Next, why: &str) -> Result<(), DbError> {
    let taken = mails::table.find(id).filter(mails::state.eq(State::Sending));
    diesel::update(taken)
        .set((
            mails::state.eq(next.state),
            mails::attempts.eq(next.attempts),
            mails::next_at.eq(next.at),
            mails::lease_until.eq(None::<Instant>),
            mails::last_error.eq(Some(why)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Every mail that waits counts as sent when it was written: the mails of a past that is made up.
pub fn count_as_sent(tx: &mut Tx<'_>) -> Result<(), DbError> {
    diesel::update(mails::table.filter(mails::state.eq(State::Queued)))
        .set((mails::state.eq(State::Sent), mails::attempts.eq(1), mails::sent_at.eq(mails::created_at.nullable())))
        .execute(&mut **tx)?;
    Ok(())
}

/// The newest mails, for the list that only a demo shows.
pub fn list_newest(conn: &mut Conn, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Row>, DbError> {
    let mut query = mails::table.select(Row::as_select()).into_boxed();
    if let Some(cursor) = after {
        let (at, id) = (Instant(cursor.key), cursor.id.clone());
        query = query.filter(mails::created_at.lt(at).or(mails::created_at.eq(at).and(mails::id.lt(id))));
    }
    let rows = query.order((mails::created_at.desc(), mails::id.desc())).at_most(limit.rows_and_one()).load(conn)?;
    Ok(Slice::cut(rows, limit, |row: &Row| Cursor { key: row.created_at.0, id: row.id.to_string() }))
}

/// One mail.
pub fn find(conn: &mut Conn, id: MailId) -> Result<Option<Row>, DbError> {
    Ok(mails::table.find(id).select(Row::as_select()).get_result(conn).optional()?)
}
