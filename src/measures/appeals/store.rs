//! The rows of appeals, and the steps that they are against.

use super::model::{Appeal, AppealKind, AppealState};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{AppealId, EventId, UserId};
use crate::schema::{appeals, user_measures};
use crate::sessions::MeasureStep;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = appeals)]
struct Row {
    id: AppealId,
    kind: AppealKind,
    subject: String,
    user_id: UserId,
    decided_by: UserId,
    decision: String,
    words: String,
    at: Instant,
    state: AppealState,
    answer: String,
}

impl From<Row> for Appeal {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            user: row.user_id,
            decided_by: row.decided_by,
            decision: row.decision,
            words: row.words,
            at: row.at,
            state: row.state,
            answer: row.answer,
        }
    }
}

/// `false` if there is one already.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Appeal) -> Result<bool, DbError> {
    let row = (
        appeals::id.eq(new.id),
        appeals::kind.eq(new.kind),
        appeals::subject.eq(&new.subject),
        appeals::user_id.eq(new.user),
        appeals::decided_by.eq(new.decided_by),
        appeals::decision.eq(&new.decision),
        appeals::words.eq(&new.words),
        appeals::at.eq(new.at),
        appeals::state.eq(new.state),
    );
    match diesel::insert_into(appeals::table).values(row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(true),
        Err(DbError::Unique(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

pub(super) fn find(conn: &mut Conn, id: AppealId) -> Result<Option<Appeal>, DbError> {
    Ok(appeals::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Appeal::from))
}

/// The appeal against this decision.
pub(super) fn find_of(conn: &mut Conn, kind: AppealKind, subject: &str) -> Result<Option<Appeal>, DbError> {
    let own = appeals::table.filter(appeals::kind.eq(kind)).filter(appeals::subject.eq(subject));
    Ok(own.select(Row::as_select()).first(conn).optional()?.map(Appeal::from))
}

/// Those that wait, the longest waiting first.
pub(super) fn list_waiting(conn: &mut Conn, most: i64) -> Result<Vec<Appeal>, DbError> {
    let open = appeals::table.filter(appeals::state.eq(AppealState::Waiting)).order((appeals::at, appeals::id)).limit(most);
    let rows: Vec<Row> = open.select(Row::as_select()).load(conn)?;
    Ok(rows.into_iter().map(Appeal::from).collect())
}

/// Since when each of them waits, the longest first.
pub fn waiting_since(conn: &mut Conn, most: i64) -> Result<Vec<Instant>, DbError> {
    let open = appeals::table.filter(appeals::state.eq(AppealState::Waiting)).order(appeals::at).limit(most);
    Ok(open.select(appeals::at).load(conn)?)
}

/// `false` if it was answered already.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    id: AppealId,
    (state, words): (AppealState, &str),
    (by, at): (UserId, Instant),
) -> Result<bool, DbError> {
    let open = appeals::table.find(id).filter(appeals::state.eq(AppealState::Waiting));
    let set = (appeals::state.eq(state), appeals::answer.eq(words), appeals::answered_by.eq(Some(by)), appeals::answered_at.eq(Some(at)));
    Ok(diesel::update(open).set(set).execute(&mut **tx)? == 1)
}

/// A step that was taken about a login.
pub(super) struct Step {
    pub(super) user: UserId,
    pub(super) step: MeasureStep,
    pub(super) reason: String,
    pub(super) by: UserId,
    pub(super) at: Instant,
}

pub(super) fn find_step(conn: &mut Conn, id: EventId) -> Result<Option<Step>, DbError> {
    let fields = (user_measures::user_id, user_measures::step, user_measures::reason, user_measures::taken_by, user_measures::at);
    let row: Option<(UserId, MeasureStep, String, UserId, Instant)> =
        user_measures::table.find(id).select(fields).get_result(conn).optional()?;
    Ok(row.map(|(user, step, reason, by, at)| Step { user, step, reason, by, at }))
}
