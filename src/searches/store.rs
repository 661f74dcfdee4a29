//! The rows of saved searches.

use super::model::SavedSearch;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{SearchId, UserId};
use crate::schema::saved_searches;
use diesel::prelude::*;

type Row = (SearchId, UserId, String, Instant);

fn read((id, user, query, looked_at): Row) -> SavedSearch {
    SavedSearch { id, user, query, looked_at }
}

const COLUMNS: (saved_searches::id, saved_searches::user_id, saved_searches::query, saved_searches::looked_at) =
    (saved_searches::id, saved_searches::user_id, saved_searches::query, saved_searches::looked_at);

/// A person's searches, newest first.
pub(super) fn list(conn: &mut Conn, user: UserId) -> Result<Vec<SavedSearch>, DbError> {
    let own = saved_searches::table.filter(saved_searches::user_id.eq(user)).order(saved_searches::id.desc()).select(COLUMNS);
    Ok(own.at_most(100).load::<Row>(conn)?.into_iter().map(read).collect())
}

/// People who have a search that was not looked at since.
pub(super) fn list_due(conn: &mut Conn, before: Instant, limit: i64) -> Result<Vec<UserId>, DbError> {
    let due =
        saved_searches::table.filter(saved_searches::looked_at.le(before)).order(saved_searches::looked_at).select(saved_searches::user_id);
    Ok(due.at_most(limit).load(conn)?)
}

/// One more.
pub(super) fn insert(tx: &mut Tx<'_>, user: UserId, query: &str, at: Instant) -> Result<(), DbError> {
    diesel::insert_into(saved_searches::table)
        .values((
            saved_searches::id.eq(SearchId::random()),
            saved_searches::user_id.eq(user),
            saved_searches::query.eq(query),
            saved_searches::looked_at.eq(at),
            saved_searches::created_at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// All of a person's were looked at; how many there are that nobody else has looked at meanwhile.
pub(super) fn look_at(tx: &mut Tx<'_>, user: UserId, before: Instant, now: Instant) -> Result<usize, DbError> {
    let due = saved_searches::table.filter(saved_searches::user_id.eq(user).and(saved_searches::looked_at.le(before)));
    Ok(diesel::update(due).set(saved_searches::looked_at.eq(now)).execute(&mut **tx)?)
}

/// A person's search goes; `false` if there is none.
pub(super) fn remove(tx: &mut Tx<'_>, user: UserId, id: SearchId) -> Result<bool, DbError> {
    let own = saved_searches::table.filter(saved_searches::user_id.eq(user).and(saved_searches::id.eq(id)));
    Ok(diesel::delete(own).execute(&mut **tx)? == 1)
}
