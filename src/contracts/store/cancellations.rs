//! The rows of requests for cancellation; one open at a time for each milestone.

use crate::contracts::model::{CancelReason, Cancellation, CancellationState, Party};
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Instant, Minor,
    id::{CancellationId, ContractId, MilestoneId, UserId},
};
use crate::schema::{cancellations, milestones};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = cancellations, treat_none_as_default_value = false)]
struct Row {
    id: CancellationId,
    milestone_id: MilestoneId,
    state: CancellationState,
    reason: CancelReason,
    refund: Minor,
    by_schedule: bool,
    asked_by: UserId,
    asked_party: Party,
    asked_at: Instant,
    answer_by: Instant,
    answered_at: Option<Instant>,
    version: i64,
}

impl From<Row> for Cancellation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            milestone: row.milestone_id,
            state: row.state,
            reason: row.reason,
            refund: row.refund,
            by_schedule: row.by_schedule,
            asked_by: row.asked_by,
            asked_party: row.asked_party,
            asked_at: row.asked_at,
            answer_by: row.answer_by,
            answered_at: row.answered_at,
            version: row.version,
        }
    }
}

/// The request, or not found.
pub fn get(conn: &mut Conn, id: CancellationId) -> Result<Cancellation, DbError> {
    Ok(cancellations::table.find(id).select(Row::as_select()).get_result(conn).map(Cancellation::from)?)
}

/// The request that waits for its answer, if there is one.
pub fn find_open(conn: &mut Conn, milestone: MilestoneId) -> Result<Option<Cancellation>, DbError> {
    let open = cancellations::table.filter(cancellations::milestone_id.eq(milestone));
    let open = open.filter(cancellations::state.eq(CancellationState::Requested));
    Ok(open.select(Row::as_select()).first(conn).optional()?.map(Cancellation::from))
}

/// The requests of a contract, oldest first.
pub fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Cancellation>, DbError> {
    let rows: Vec<Row> = cancellations::table
        .inner_join(milestones::table)
        .filter(milestones::contract_id.eq(id))
        .order((cancellations::asked_at, cancellations::id))
        .select(Row::as_select())
        .at_most(200)
        .load(conn)?;
    Ok(rows.into_iter().map(Cancellation::from).collect())
}

/// The requests of many contracts that wait for their answers.
pub fn list_open_of_contracts(conn: &mut Conn, ids: &[ContractId]) -> Result<Vec<Cancellation>, DbError> {
    let open = cancellations::table.inner_join(milestones::table).filter(milestones::contract_id.among(ids));
    let open = open.filter(cancellations::state.eq(CancellationState::Requested)).order(cancellations::answer_by);
    let rows: Vec<Row> = open.select(Row::as_select()).at_most(2_000).load(conn)?;
    Ok(rows.into_iter().map(Cancellation::from).collect())
}

/// A new request. One that came first makes this transaction start again and see it.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Cancellation) -> Result<(), Failure> {
    let row = Row {
        id: new.id,
        milestone_id: new.milestone,
        state: new.state,
        reason: new.reason,
        refund: new.refund,
        by_schedule: new.by_schedule,
        asked_by: new.asked_by,
        asked_party: new.asked_party,
        asked_at: new.asked_at,
        answer_by: new.answer_by,
        answered_at: new.answered_at,
        version: new.version,
    };
    match diesel::insert_into(cancellations::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(Failure::Conflicted),
        Err(other) => Err(other.into()),
    }
}

/// Ends the request, if it still waits.
pub(crate) fn answer(tx: &mut Tx<'_>, seen: &Cancellation, state: CancellationState, at: Instant) -> Result<(), Failure> {
    let row = cancellations::table.find(seen.id).filter(cancellations::version.eq(seen.version));
    let rows = diesel::update(row.filter(cancellations::state.eq(CancellationState::Requested)))
        .set((
            cancellations::state.eq(state),
            cancellations::answered_at.eq(Some(at)),
            cancellations::version.eq(cancellations::version + 1),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(STATE_REFUSED.into()) }
}
