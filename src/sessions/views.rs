//! A moderator's session that shows the site as somebody else sees it: to look, never to act.

use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{SessionId, UserId};
use crate::schema::session_views as views;
use diesel::prelude::*;

/// Whose eyes a session has, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Who is looked over the shoulder.
    pub user: UserId,
    /// It ends by itself then.
    pub ends_at: Instant,
}

/// The view of a session, if it has one that has not ended.
pub fn find_view(conn: &mut Conn, session: SessionId, now: Instant) -> Result<Option<View>, DbError> {
    let row: Option<(UserId, Instant)> = views::table.find(session).select((views::user_id, views::ends_at)).get_result(conn).optional()?;
    Ok(row.map(|(user, ends_at)| View { user, ends_at }).filter(|view| now < view.ends_at))
}

/// The session shows the site as this person sees it from now on.
pub fn begin_view(tx: &mut Tx<'_>, session: SessionId, view: View, reason: &str) -> Result<(), DbError> {
    let changed = (views::user_id.eq(view.user), views::reason.eq(reason), views::ends_at.eq(view.ends_at));
    let new = (views::session_id.eq(session), views::user_id.eq(view.user), views::reason.eq(reason), views::ends_at.eq(view.ends_at));
    each!(&mut **tx, c => diesel::insert_into(views::table).values(new).on_conflict(views::session_id).do_update().set(changed).execute(c))?;
    Ok(())
}

/// The session shows its own person again; whose eyes it had.
pub fn end_view(tx: &mut Tx<'_>, session: SessionId) -> Result<Option<UserId>, DbError> {
    let row = views::table.find(session);
    let user = row.select(views::user_id).first(&mut **tx).optional()?;
    diesel::delete(row).execute(&mut **tx)?;
    Ok(user)
}
