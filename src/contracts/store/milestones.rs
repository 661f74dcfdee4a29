//! The rows of milestones. Their state changes along the table only: [`advance`] takes a [`Next`] and nothing else.

use crate::contracts::model::{Milestone, MilestoneState, Parts};
use crate::contracts::rules::Next;
use crate::each;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Days, Instant, Minor,
    id::{ContractId, MilestoneId},
};
use crate::schema::milestones;
use diesel::prelude::*;

/// The note of a ruling that left the creator less than half.
pub(crate) const LOST: &str = "creator_lost";

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = milestones, treat_none_as_default_value = false)]
struct Row {
    id: MilestoneId,
    contract_id: ContractId,
    position: i32,
    title: String,
    state: MilestoneState,
    version: i64,
    price: Minor,
    merchant_fee: Minor,
    days: Days,
    rounds_left: i32,
    times_submitted: i32,
    times_changed: i32,
    funded_at: Option<Instant>,
    started_at: Option<Instant>,
    due_at: Option<Instant>,
    submitted_at: Option<Instant>,
    review_due_at: Option<Instant>,
    clears_at: Option<Instant>,
    ended_at: Option<Instant>,
    disputed_from: Option<MilestoneState>,
    disputed_at: Option<Instant>,
    part_price: Minor,
    part_fee: Minor,
    apart_price: Minor,
    apart_net: Minor,
    kept_locked: bool,
}

impl From<Row> for Milestone {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            contract: row.contract_id,
            position: row.position,
            title: row.title,
            state: row.state,
            version: row.version,
            price: row.price,
            merchant_fee: row.merchant_fee,
            days: row.days,
            rounds_left: row.rounds_left,
            times_submitted: row.times_submitted,
            times_changed: row.times_changed,
            funded_at: row.funded_at,
            started_at: row.started_at,
            due_at: row.due_at,
            submitted_at: row.submitted_at,
            review_due_at: row.review_due_at,
            clears_at: row.clears_at,
            ended_at: row.ended_at,
            disputed_from: row.disputed_from,
            disputed_at: row.disputed_at,
            parts: Parts { price: row.part_price, fee: row.part_fee, apart_price: row.apart_price, apart_net: row.apart_net },
            kept_locked: row.kept_locked,
        }
    }
}

impl From<&Milestone> for Row {
    fn from(milestone: &Milestone) -> Self {
        Self {
            id: milestone.id,
            contract_id: milestone.contract,
            position: milestone.position,
            title: milestone.title.clone(),
            state: milestone.state,
            version: milestone.version,
            price: milestone.price,
            merchant_fee: milestone.merchant_fee,
            days: milestone.days,
            rounds_left: milestone.rounds_left,
            times_submitted: milestone.times_submitted,
            times_changed: milestone.times_changed,
            funded_at: milestone.funded_at,
            started_at: milestone.started_at,
            due_at: milestone.due_at,
            submitted_at: milestone.submitted_at,
            review_due_at: milestone.review_due_at,
            clears_at: milestone.clears_at,
            ended_at: milestone.ended_at,
            disputed_from: milestone.disputed_from,
            disputed_at: milestone.disputed_at,
            part_price: milestone.parts.price,
            part_fee: milestone.parts.fee,
            apart_price: milestone.parts.apart_price,
            apart_net: milestone.parts.apart_net,
            kept_locked: milestone.kept_locked,
        }
    }
}

/// The milestone, if there is one.
pub fn find_milestone(conn: &mut Conn, id: MilestoneId) -> Result<Option<Milestone>, DbError> {
    Ok(milestones::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Milestone::from))
}

/// The milestone, or not found.
pub fn get_milestone(conn: &mut Conn, id: MilestoneId) -> Result<Milestone, DbError> {
    find_milestone(conn, id)?.ok_or(DbError::NotFound)
}

/// The milestones of a new contract.
pub(crate) fn insert_all(tx: &mut Tx<'_>, all: &[Milestone]) -> Result<(), DbError> {
    let rows: Vec<Row> = all.iter().map(Row::from).collect();
    each!(&mut **tx, c => diesel::insert_into(milestones::table).values(&rows).execute(c))?;
    Ok(())
}

/// Writes what the table allowed, if the milestone still is what was seen: exactly one row, or `version.stale`.
pub(crate) fn advance(tx: &mut Tx<'_>, next: &Next) -> Result<(), Failure> {
    let (seen, after) = (next.before(), next.after());
    let row = milestones::table.find(seen.id).filter(milestones::version.eq(seen.version)).filter(milestones::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((
            (milestones::state.eq(after.state), milestones::version.eq(after.version), milestones::rounds_left.eq(after.rounds_left)),
            (milestones::times_submitted.eq(after.times_submitted), milestones::times_changed.eq(after.times_changed)),
            (milestones::funded_at.eq(after.funded_at), milestones::started_at.eq(after.started_at), milestones::due_at.eq(after.due_at)),
            (milestones::submitted_at.eq(after.submitted_at), milestones::review_due_at.eq(after.review_due_at)),
            (milestones::clears_at.eq(after.clears_at), milestones::ended_at.eq(after.ended_at)),
            (milestones::disputed_from.eq(after.disputed_from), milestones::disputed_at.eq(after.disputed_at)),
            (milestones::part_price.eq(after.parts.price), milestones::part_fee.eq(after.parts.fee)),
            (milestones::apart_price.eq(after.parts.apart_price), milestones::apart_net.eq(after.parts.apart_net)),
            milestones::kept_locked.eq(after.kept_locked),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// Holds the milestone as it was seen until the transaction ends, so that nothing ends it meanwhile.
pub(crate) fn hold(tx: &mut Tx<'_>, seen: &Milestone) -> Result<(), Failure> {
    let row = milestones::table.find(seen.id).filter(milestones::version.eq(seen.version)).filter(milestones::state.eq(seen.state));
    let rows = diesel::update(row).set(milestones::version.eq(milestones::version)).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// The milestones of a contract in their order.
pub fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Milestone>, DbError> {
    list_of_contracts(conn, &[id])
}

/// The milestones of many contracts, by contract and in their order.
pub fn list_of_contracts(conn: &mut Conn, ids: &[ContractId]) -> Result<Vec<Milestone>, DbError> {
    let rows: Vec<Row> = milestones::table
        .filter(milestones::contract_id.among(ids))
        .order((milestones::contract_id, milestones::position))
        .select(Row::as_select())
        .at_most(2_000)
        .load(conn)?;
    Ok(rows.into_iter().map(Milestone::from).collect())
}

/// The states of all milestones of a contract.
pub(crate) fn states_of(conn: &mut Conn, id: ContractId) -> Result<Vec<MilestoneState>, DbError> {
    Ok(milestones::table.filter(milestones::contract_id.eq(id)).select(milestones::state).at_most(100).load(conn)?)
}
