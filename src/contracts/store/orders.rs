//! The rows of change orders.

use crate::contracts::model::{ChangeOrder, Contract, OrderState, Party};
use crate::contracts::terms::Terms;
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::primitives::id::{ChangeOrderId, ContractId, MilestoneId, UserId};
use crate::primitives::{Days, Instant, Minor};
use crate::schema::{change_orders, contracts};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = change_orders)]
struct Row {
    id: ChangeOrderId,
    contract_id: ContractId,
    state: OrderState,
    title: String,
    price: Minor,
    days: Days,
    body: String,
    asked_by: UserId,
    asked_party: Party,
    asked_at: Instant,
    answer_by: Instant,
    answered_by: Option<UserId>,
    answered_at: Option<Instant>,
    milestone_id: Option<MilestoneId>,
    sha256: Option<String>,
}

impl From<Row> for ChangeOrder {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            contract: row.contract_id,
            state: row.state,
            title: row.title,
            price: row.price,
            days: row.days,
            text: row.body,
            asked_by: row.asked_by,
            asked_party: row.asked_party,
            asked_at: row.asked_at,
            answer_by: row.answer_by,
            answered_by: row.answered_by,
            answered_at: row.answered_at,
            milestone: row.milestone_id,
            sha256: row.sha256,
        }
    }
}

/// The change order, or not found.
pub(crate) fn get(conn: &mut Conn, id: ChangeOrderId) -> Result<ChangeOrder, DbError> {
    Ok(change_orders::table.find(id).select(Row::as_select()).get_result(conn).map(ChangeOrder::from)?)
}

/// The change orders of a contract, oldest first.
pub fn list(conn: &mut Conn, contract: ContractId) -> Result<Vec<ChangeOrder>, DbError> {
    let own = change_orders::table.filter(change_orders::contract_id.eq(contract)).order((change_orders::asked_at, change_orders::id));
    let rows: Vec<Row> = own.select(Row::as_select()).at_most(500).load(conn)?;
    Ok(rows.into_iter().map(ChangeOrder::from).collect())
}

/// The change orders of many contracts that wait for their answers.
pub fn list_open_of_contracts(conn: &mut Conn, ids: &[ContractId]) -> Result<Vec<ChangeOrder>, DbError> {
    let open = change_orders::table.filter(change_orders::contract_id.among(ids));
    let open = open.filter(change_orders::state.eq(OrderState::Proposed)).order((change_orders::answer_by, change_orders::id));
    let rows: Vec<Row> = open.select(Row::as_select()).at_most(2_000).load(conn)?;
    Ok(rows.into_iter().map(ChangeOrder::from).collect())
}

/// The words of a change order that was agreed to.
pub fn find_terms(conn: &mut Conn, id: ChangeOrderId) -> Result<Option<Terms>, DbError> {
    let words = (change_orders::text_zh, change_orders::text_en, change_orders::sha256);
    let row: Option<(Option<String>, Option<String>, Option<String>)> =
        change_orders::table.find(id).select(words).get_result(conn).optional()?;
    Ok(row.and_then(|(zh, en, sha256)| Some(Terms { zh: zh?, en: en?, sha256: sha256? })))
}

/// A new change order.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &ChangeOrder) -> Result<(), DbError> {
    diesel::insert_into(change_orders::table)
        .values((
            (change_orders::id.eq(new.id), change_orders::contract_id.eq(new.contract), change_orders::state.eq(new.state)),
            (change_orders::title.eq(&new.title), change_orders::price.eq(new.price), change_orders::days.eq(new.days)),
            (change_orders::body.eq(&new.text), change_orders::asked_by.eq(new.asked_by)),
            (change_orders::asked_party.eq(new.asked_party), change_orders::asked_at.eq(new.asked_at)),
            change_orders::answer_by.eq(new.answer_by),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What came of a change order.
pub(crate) struct Outcome<'a> {
    pub(crate) state: OrderState,
    pub(crate) by: Option<UserId>,
    pub(crate) at: Instant,
    /// Once agreed: the milestone and the words.
    pub(crate) made: Option<(MilestoneId, &'a Terms)>,
}

/// Ends it, if it still waits.
pub(crate) fn answer(tx: &mut Tx<'_>, id: ChangeOrderId, outcome: &Outcome<'_>) -> Result<(), Failure> {
    let row = change_orders::table.find(id).filter(change_orders::state.eq(OrderState::Proposed));
    let terms = outcome.made.as_ref().map(|(_, terms)| *terms);
    let rows = diesel::update(row)
        .set((
            (change_orders::state.eq(outcome.state), change_orders::answered_by.eq(outcome.by)),
            (change_orders::answered_at.eq(Some(outcome.at)), change_orders::milestone_id.eq(outcome.made.as_ref().map(|(id, _)| *id))),
            (change_orders::text_zh.eq(terms.map(|terms| &terms.zh)), change_orders::text_en.eq(terms.map(|terms| &terms.en))),
            change_orders::sha256.eq(terms.map(|terms| &terms.sha256)),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

/// The contract costs so much more. Another transaction that moved it meanwhile makes this one start again.
pub(crate) fn add_price(tx: &mut Tx<'_>, seen: &Contract, more: Minor) -> Result<(), Failure> {
    let row = contracts::table.find(seen.id).filter(contracts::version.eq(seen.version)).filter(contracts::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((contracts::price.eq(seen.price.plus(more)?), contracts::version.eq(contracts::version + 1)))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}
