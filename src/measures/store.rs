//! The steps that were taken about logins, and the list in which moderators find them.

use super::model::{Entry, Taken};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{CreatorId, EventId, UserId};
use crate::primitives::{Cursor, Email, Instant, Limit, Slice};
use crate::schema::{creators, user_measures as steps, user_standings as standings, users};
use crate::sessions::{Measure, MeasureStep};
use diesel::prelude::*;

diesel::define_sql_function! {
    /// Letters as small ones.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// Nothing shows more steps of one login.
const MOST: i64 = 100;

pub(super) fn insert(tx: &mut Tx<'_>, id: EventId, user: UserId, taken: &Taken) -> Result<(), DbError> {
    let row = (
        steps::id.eq(id),
        steps::user_id.eq(user),
        steps::step.eq(taken.step),
        steps::reason.eq(&taken.reason),
        steps::taken_by.eq(taken.by),
        steps::at.eq(taken.at),
    );
    diesel::insert_into(steps::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The steps that were taken about a login, newest first.
pub(super) fn list_steps(conn: &mut Conn, user: UserId) -> Result<Vec<Taken>, DbError> {
    let own = steps::table.filter(steps::user_id.eq(user)).order((steps::at.desc(), steps::id.desc())).limit(MOST);
    let rows: Vec<(MeasureStep, String, UserId, Instant)> =
        own.select((steps::step, steps::reason, steps::taken_by, steps::at)).load(conn)?;
    Ok(rows.into_iter().map(|(step, reason, by, at)| Taken { step, reason, by, at }).collect())
}

type Found = (UserId, String, Email, Instant, Option<Measure>, Option<CreatorId>);

fn entry((id, name, email, created_at, measure, creator): Found) -> Entry {
    Entry { id, name, email, created_at, measure, creator }
}

/// Logins whose name or address holds these letters, newest first.
pub(super) fn list(conn: &mut Conn, words: &str, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Entry>, DbError> {
    let fields = (users::id, users::name, users::email, users::created_at, standings::measure.nullable(), creators::id.nullable());
    let mut rows = users::table.left_join(standings::table).left_join(creators::table).select(fields).into_boxed();
    if !words.is_empty() {
        let like = format!("%{}%", words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        rows = rows.filter(lower(users::name).like(like.clone()).escape('\\').or(lower(users::email).like(like).escape('\\')));
    }
    if let Some(after) = after {
        let (at, id) = (Instant(after.key), after.id.clone());
        rows = rows.filter(users::created_at.lt(at).or(users::created_at.eq(at).and(users::id.lt(id))));
    }
    let rows = rows.order((users::created_at.desc(), users::id.desc())).limit(limit.rows_and_one());
    let found = rows.load::<Found>(conn)?.into_iter().map(entry).collect();
    Ok(Slice::cut(found, limit, |last: &Entry| Cursor { key: last.created_at.0, id: last.id.to_string() }))
}

/// One login.
pub(super) fn get(conn: &mut Conn, id: UserId) -> Result<Entry, DbError> {
    let fields = (users::id, users::name, users::email, users::created_at, standings::measure.nullable(), creators::id.nullable());
    let row = users::table.left_join(standings::table).left_join(creators::table).filter(users::id.eq(id)).select(fields);
    Ok(entry(row.first::<Found>(conn)?))
}

/// Names of those who took steps.
pub(super) fn names(conn: &mut Conn, ids: &[UserId]) -> Result<Vec<(UserId, String)>, DbError> {
    Ok(users::table.filter(users::id.eq_any(ids.to_vec())).select((users::id, users::name)).at_most(MOST).load(conn)?)
}
