//! The rows of acts.

use super::model::{ActKind, ActState, Proposal};
use crate::each;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{ActId, UserId};
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{acts, users};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Insertable)]
#[diesel(table_name = acts, treat_none_as_default_value = false)]
struct ActRow {
    id: ActId,
    kind: ActKind,
    subject: String,
    target: String,
    reason: String,
    state: ActState,
    version: i64,
    proposed_by: UserId,
    proposed_at: Instant,
    decided_by: Option<UserId>,
    decided_at: Option<Instant>,
}

impl From<ActRow> for Proposal {
    fn from(row: ActRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            target: row.target,
            reason: row.reason,
            state: row.state,
            version: row.version,
            proposed_by: row.proposed_by,
            proposed_at: row.proposed_at,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
        }
    }
}

/// Keeps a proposal; `false` if the same waits already.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Proposal) -> Result<bool, DbError> {
    let row = ActRow {
        id: new.id,
        kind: new.kind,
        subject: new.subject.clone(),
        target: new.target.clone(),
        reason: new.reason.clone(),
        state: new.state,
        version: new.version,
        proposed_by: new.proposed_by,
        proposed_at: new.proposed_at,
        decided_by: new.decided_by,
        decided_at: new.decided_at,
    };
    Ok(each!(&mut **tx, c => diesel::insert_into(acts::table).values(&row).on_conflict_do_nothing().execute(c))? == 1)
}

pub(super) fn find(conn: &mut Conn, id: ActId) -> Result<Option<Proposal>, DbError> {
    Ok(acts::table.find(id).get_result::<ActRow>(conn).optional()?.map(Proposal::from))
}

/// Acts in a state, or all: the newest first.
pub(super) fn list(conn: &mut Conn, state: Option<ActState>, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Proposal>, DbError> {
    let mut rows = acts::table.into_boxed();
    if let Some(state) = state {
        rows = rows.filter(acts::state.eq(state));
    }
    if let Some(id) = after.and_then(|cursor| cursor.id.parse::<ActId>().ok()) {
        rows = rows.filter(acts::id.lt(id));
    }
    let found = rows.order(acts::id.desc()).at_most(limit.rows_and_one()).load::<ActRow>(conn)?;
    let found = found.into_iter().map(Proposal::from).collect();
    Ok(Slice::cut(found, limit, |last: &Proposal| Cursor { key: last.proposed_at.0, id: last.id.to_string() }))
}

/// Acts that wait for a second admin, the oldest first: how many, at most `limit`, and since when the oldest waits.
pub(super) fn list_waiting(conn: &mut Conn, limit: i64) -> Result<Vec<Instant>, DbError> {
    let rows = acts::table.filter(acts::state.eq(ActState::Proposed)).order(acts::id).limit(limit);
    Ok(rows.select(acts::proposed_at).load(conn)?)
}

/// Writes how a proposal was decided. Refusals: `version.stale` if it is not as it was seen.
pub(super) fn decide(tx: &mut Tx<'_>, seen: &Proposal, state: ActState, by: UserId, at: Instant) -> Result<(), Failure> {
    let row = acts::table.find(seen.id).filter(acts::version.eq(seen.version)).filter(acts::state.eq(seen.state));
    let set = (acts::state.eq(state), acts::version.eq(acts::version + 1i64), acts::decided_by.eq(Some(by)), acts::decided_at.eq(Some(at)));
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// What these people are called.
pub(super) fn names(conn: &mut Conn, ids: &[UserId]) -> Result<HashMap<UserId, String>, DbError> {
    let rows = users::table.filter(users::id.eq_any(ids)).select((users::id, users::name));
    Ok(rows.load::<(UserId, String)>(conn)?.into_iter().collect())
}
