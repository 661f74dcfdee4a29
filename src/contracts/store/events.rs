//! The rows of what happened to milestones. They are never changed.

use crate::contracts::model::{Event, Happening, MilestoneState, Party};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Instant, Minor,
    id::{ContractId, EventId, MilestoneId, UserId},
};
use crate::schema::milestone_events;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = milestone_events, treat_none_as_default_value = false)]
struct Row {
    id: EventId,
    milestone_id: MilestoneId,
    contract_id: ContractId,
    event: Event,
    party: Party,
    user_id: Option<UserId>,
    from_state: MilestoneState,
    to_state: MilestoneState,
    amount: Minor,
    note: String,
    at: Instant,
}

/// One more thing that happened.
pub(crate) fn insert(tx: &mut Tx<'_>, contract: ContractId, happening: &Happening) -> Result<(), DbError> {
    let row = Row {
        id: EventId::random(),
        milestone_id: happening.milestone,
        contract_id: contract,
        event: happening.event,
        party: happening.party,
        user_id: happening.user,
        from_state: happening.from,
        to_state: happening.to,
        amount: happening.amount,
        note: happening.note.clone(),
        at: happening.at,
    };
    diesel::insert_into(milestone_events::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// What happened in a contract, oldest first.
pub fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Happening>, DbError> {
    let rows: Vec<Row> = milestone_events::table
        .filter(milestone_events::contract_id.eq(id))
        .order((milestone_events::at, milestone_events::id))
        .select(Row::as_select())
        .at_most(1_000)
        .load(conn)?;
    let read = |row: Row| Happening {
        milestone: row.milestone_id,
        event: row.event,
        party: row.party,
        user: row.user_id,
        from: row.from_state,
        to: row.to_state,
        amount: row.amount,
        note: row.note,
        at: row.at,
    };
    Ok(rows.into_iter().map(read).collect())
}
