//! The rows of deadlines that were moved, or that somebody wants moved.

use crate::clocks::ClockKind;
use crate::disputes::model::{Actor, Move, MoveState};
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{DisputeId, MoveId, UserId};
use crate::schema::dispute_moves;
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = dispute_moves, treat_none_as_default_value = false)]
struct Row {
    id: MoveId,
    dispute_id: DisputeId,
    clock: ClockKind,
    from_at: Instant,
    to_at: Instant,
    reason: String,
    party: Actor,
    asked_by: UserId,
    asked_at: Instant,
    state: MoveState,
    answered_at: Option<Instant>,
}

/// One more. Refusals: `state.refused` while another waits for its answer.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Move) -> Result<(), Failure> {
    let row = Row {
        id: new.id,
        dispute_id: new.dispute,
        clock: new.clock,
        from_at: new.from,
        to_at: new.to,
        reason: new.reason.clone(),
        party: new.by,
        asked_by: new.user,
        asked_at: new.at,
        state: new.state,
        answered_at: None,
    };
    match diesel::insert_into(dispute_moves::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(STATE_REFUSED.into()),
        Err(other) => Err(other.into()),
    }
}

/// The moves of a dispute, oldest first.
pub(crate) fn list(conn: &mut Conn, id: DisputeId) -> Result<Vec<Move>, DbError> {
    let own = dispute_moves::table.filter(dispute_moves::dispute_id.eq(id)).order((dispute_moves::asked_at, dispute_moves::id));
    let rows: Vec<Row> = own.at_most(100).load(conn)?;
    let one = |row: Row| Move {
        id: row.id,
        dispute: row.dispute_id,
        clock: row.clock,
        from: row.from_at,
        to: row.to_at,
        reason: row.reason,
        by: row.party,
        user: row.asked_by,
        at: row.asked_at,
        state: row.state,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// What waits in this dispute gets its answer; `false` if nothing does.
pub(crate) fn answer(tx: &mut Tx<'_>, id: DisputeId, state: MoveState, at: Instant) -> Result<bool, DbError> {
    let asked = dispute_moves::table.filter(dispute_moves::dispute_id.eq(id)).filter(dispute_moves::state.eq(MoveState::Asked));
    let set = (dispute_moves::state.eq(state), dispute_moves::answered_at.eq(Some(at)));
    Ok(diesel::update(asked).set(set).execute(&mut **tx)? > 0)
}
