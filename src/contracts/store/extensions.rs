//! The rows of extensions; one open at a time for each milestone, one that the creator took by himself.

use crate::contracts::model::{Extension, ExtensionState, Milestone};
use crate::failure::{Failure, STATE_REFUSED, VERSION_STALE};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, ExtensionId, MilestoneId, UserId};
use crate::schema::{extensions, milestones};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = extensions, treat_none_as_default_value = false)]
struct Row {
    id: ExtensionId,
    milestone_id: MilestoneId,
    state: ExtensionState,
    days: i32,
    reason: String,
    asked_by: UserId,
    asked_at: Instant,
    answer_by: Option<Instant>,
    answered_by: Option<UserId>,
    answered_at: Option<Instant>,
}

impl From<Row> for Extension {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            milestone: row.milestone_id,
            state: row.state,
            days: row.days,
            reason: row.reason,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            answer_by: row.answer_by,
            answered_by: row.answered_by,
            answered_at: row.answered_at,
        }
    }
}

/// The extension, or not found.
pub(crate) fn get(conn: &mut Conn, id: ExtensionId) -> Result<Extension, DbError> {
    Ok(extensions::table.find(id).select(Row::as_select()).get_result(conn).map(Extension::from)?)
}

/// The extensions of a milestone, oldest first.
pub(crate) fn list(conn: &mut Conn, milestone: MilestoneId) -> Result<Vec<Extension>, DbError> {
    let own = extensions::table.filter(extensions::milestone_id.eq(milestone)).order((extensions::asked_at, extensions::id));
    let rows: Vec<Row> = own.select(Row::as_select()).at_most(200).load(conn)?;
    Ok(rows.into_iter().map(Extension::from).collect())
}

/// The extensions of a contract, oldest first.
pub fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Extension>, DbError> {
    let rows: Vec<Row> = extensions::table
        .inner_join(milestones::table)
        .filter(milestones::contract_id.eq(id))
        .order((extensions::asked_at, extensions::id))
        .select(Row::as_select())
        .at_most(500)
        .load(conn)?;
    Ok(rows.into_iter().map(Extension::from).collect())
}

/// A new extension. One that came first makes this transaction start again and see it.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Extension) -> Result<(), Failure> {
    let row = Row {
        id: new.id,
        milestone_id: new.milestone,
        state: new.state,
        days: new.days,
        reason: new.reason.clone(),
        asked_by: new.asked_by,
        asked_at: new.asked_at,
        answer_by: new.answer_by,
        answered_by: new.answered_by,
        answered_at: new.answered_at,
    };
    match diesel::insert_into(extensions::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(Failure::Conflicted),
        Err(other) => Err(other.into()),
    }
}

/// Ends the request, if it still waits.
pub(crate) fn answer(tx: &mut Tx<'_>, id: ExtensionId, state: ExtensionState, (by, at): (Option<UserId>, Instant)) -> Result<(), Failure> {
    let row = extensions::table.find(id).filter(extensions::state.eq(ExtensionState::Requested));
    let rows = diesel::update(row)
        .set((extensions::state.eq(state), extensions::answered_by.eq(by), extensions::answered_at.eq(Some(at))))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

/// Moves the deadline of a milestone, if it still is what was seen.
pub(crate) fn set_due(tx: &mut Tx<'_>, seen: &Milestone, after: &Milestone) -> Result<(), Failure> {
    let row = milestones::table.find(seen.id).filter(milestones::version.eq(seen.version)).filter(milestones::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((milestones::due_at.eq(after.due_at), milestones::version.eq(after.version)))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}
