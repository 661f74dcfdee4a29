//! The rows of tips. They are never changed.

use crate::contracts::model::Tip;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Instant, Minor,
    id::{ContractId, MilestoneId, TipId, UserId},
};
use crate::schema::{milestones, tips};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = tips, treat_none_as_default_value = false)]
struct Row {
    id: TipId,
    milestone_id: MilestoneId,
    amount: Minor,
    given_by: UserId,
    given_at: Instant,
    clears_at: Instant,
}

/// One more tip.
pub(crate) fn insert(tx: &mut Tx<'_>, tip: &Tip) -> Result<(), DbError> {
    let row =
        Row { id: tip.id, milestone_id: tip.milestone, amount: tip.amount, given_by: tip.by, given_at: tip.at, clears_at: tip.clears_at };
    diesel::insert_into(tips::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// The tips of a contract, oldest first.
pub fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Tip>, DbError> {
    let rows: Vec<Row> = tips::table
        .inner_join(milestones::table)
        .filter(milestones::contract_id.eq(id))
        .order((tips::given_at, tips::id))
        .select(Row::as_select())
        .at_most(1_000)
        .load(conn)?;
    let read = |row: Row| Tip {
        id: row.id,
        milestone: row.milestone_id,
        amount: row.amount,
        by: row.given_by,
        at: row.given_at,
        clears_at: row.clears_at,
    };
    Ok(rows.into_iter().map(read).collect())
}
