//! Rows of what people wish to be told, and of what waits for the mail of the day.

use crate::each;
use crate::notices::{Hours, MailPace, Notice, NoticeKind, Topic, Wish};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{NoticeId, UserId};
use crate::schema::{digest_entries, notice_hours, notice_wishes};
use diesel::prelude::*;

pub(in crate::notices) fn find_wish(conn: &mut Conn, user: UserId, topic: Topic) -> Result<Option<Wish>, DbError> {
    let own = notice_wishes::table.find((user, topic)).select((notice_wishes::on_site, notice_wishes::mail));
    Ok(own.get_result(conn).optional()?.map(|(on_site, mail)| Wish { on_site, mail }))
}

pub(in crate::notices) fn find_hours(conn: &mut Conn, user: UserId) -> Result<Option<Hours>, DbError> {
    let own = notice_hours::table.find(user).select((notice_hours::quiet_from, notice_hours::quiet_to, notice_hours::daily_at));
    Ok(own.get_result(conn).optional()?)
}

/// A row to be set right after: two pages that save at once both find one.
pub(in crate::notices) fn add_wish(tx: &mut Tx<'_>, user: UserId, topic: Topic) -> Result<(), DbError> {
    let row = (
        notice_wishes::user_id.eq(user),
        notice_wishes::topic.eq(topic),
        notice_wishes::on_site.eq(true),
        notice_wishes::mail.eq(MailPace::AtOnce),
    );
    each!(&mut **tx, c => diesel::insert_into(notice_wishes::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

pub(in crate::notices) fn set_wish(tx: &mut Tx<'_>, user: UserId, topic: Topic, wish: Wish) -> Result<(), DbError> {
    diesel::update(notice_wishes::table.find((user, topic)))
        .set((notice_wishes::on_site.eq(wish.on_site), notice_wishes::mail.eq(wish.mail)))
        .execute(&mut **tx)?;
    Ok(())
}

/// As [`add_wish`].
pub(in crate::notices) fn add_hours(tx: &mut Tx<'_>, user: UserId, hours: Hours) -> Result<(), DbError> {
    let row = (
        notice_hours::user_id.eq(user),
        notice_hours::quiet_from.eq(hours.quiet_from),
        notice_hours::quiet_to.eq(hours.quiet_to),
        notice_hours::daily_at.eq(hours.daily_at),
    );
    each!(&mut **tx, c => diesel::insert_into(notice_hours::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

pub(in crate::notices) fn set_hours(tx: &mut Tx<'_>, user: UserId, hours: Hours) -> Result<(), DbError> {
    diesel::update(notice_hours::table.find(user))
        .set((
            notice_hours::quiet_from.eq(hours.quiet_from),
            notice_hours::quiet_to.eq(hours.quiet_to),
            notice_hours::daily_at.eq(hours.daily_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What waits for the mail of the day.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = digest_entries)]
pub(in crate::notices) struct Entry {
    pub(in crate::notices) id: NoticeId,
    user_id: UserId,
    pub(in crate::notices) kind: NoticeKind,
    pub(in crate::notices) params: String,
    pub(in crate::notices) url: String,
    created_at: Instant,
    due_at: Instant,
}

pub(in crate::notices) fn insert_entry(
    tx: &mut Tx<'_>,
    (at, due_at): (Instant, Instant),
    user: UserId,
    notice: &Notice,
    params: String,
) -> Result<(), DbError> {
    let (kind, url) = (notice.kind, notice.url.clone());
    let row = Entry { id: NoticeId::random(), user_id: user, kind, params, url, created_at: at, due_at };
    diesel::insert_into(digest_entries::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// Whose mail of the day is due.
pub(in crate::notices) fn list_due(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<UserId>, DbError> {
    let due = digest_entries::table.filter(digest_entries::due_at.le(now));
    Ok(due.order(digest_entries::user_id).select(digest_entries::user_id).distinct().at_most(most).load(conn)?)
}

/// The oldest of what waits for somebody's mail of the day.
pub(in crate::notices) fn list_entries(conn: &mut Conn, user: UserId, most: i64) -> Result<Vec<Entry>, DbError> {
    let own = digest_entries::table.filter(digest_entries::user_id.eq(user));
    Ok(own.order((digest_entries::created_at, digest_entries::id)).select(Entry::as_select()).at_most(most).load(conn)?)
}

/// `false` if another node took one of them.
pub(in crate::notices) fn take_entries(tx: &mut Tx<'_>, ids: &[NoticeId]) -> Result<bool, DbError> {
    Ok(diesel::delete(digest_entries::table.filter(digest_entries::id.eq_any(ids))).execute(&mut **tx)? == ids.len())
}
