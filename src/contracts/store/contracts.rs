//! The rows of contracts.

use crate::contracts::model::{Contract, ContractState};
use crate::failure::Failure;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::{
    BasisPoints, Currency, Cursor, Days, Instant, Limit, Minor, Slice,
    id::{BidId, BriefId, ContractId, CreatorId, OrgId, UserId},
};
use crate::schema::contracts;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = contracts, treat_none_as_default_value = false)]
struct Row {
    id: ContractId,
    brief_id: BriefId,
    bid_id: BidId,
    org_id: OrgId,
    creator_id: CreatorId,
    awarded_by: UserId,
    state: ContractState,
    version: i64,
    title: String,
    currency: Currency,
    price: Minor,
    merchant_bps: BasisPoints,
    creator_bps: BasisPoints,
    rounds: i32,
    review_days: Days,
    start_hours: Option<i32>,
    fund_until: Instant,
    created_at: Instant,
    ended_at: Option<Instant>,
}

impl From<Row> for Contract {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            brief: row.brief_id,
            bid: row.bid_id,
            org: row.org_id,
            creator: row.creator_id,
            awarded_by: row.awarded_by,
            state: row.state,
            version: row.version,
            title: row.title,
            currency: row.currency,
            price: row.price,
            merchant_bps: row.merchant_bps,
            creator_bps: row.creator_bps,
            rounds: row.rounds,
            review_days: row.review_days,
            start_hours: row.start_hours,
            fund_until: row.fund_until,
            created_at: row.created_at,
            ended_at: row.ended_at,
        }
    }
}

impl From<&Contract> for Row {
    fn from(contract: &Contract) -> Self {
        Self {
            id: contract.id,
            brief_id: contract.brief,
            bid_id: contract.bid,
            org_id: contract.org,
            creator_id: contract.creator,
            awarded_by: contract.awarded_by,
            state: contract.state,
            version: contract.version,
            title: contract.title.clone(),
            currency: contract.currency,
            price: contract.price,
            merchant_bps: contract.merchant_bps,
            creator_bps: contract.creator_bps,
            rounds: contract.rounds,
            review_days: contract.review_days,
            start_hours: contract.start_hours,
            fund_until: contract.fund_until,
            created_at: contract.created_at,
            ended_at: contract.ended_at,
        }
    }
}

/// The contract, if there is one.
pub fn find(conn: &mut Conn, id: ContractId) -> Result<Option<Contract>, DbError> {
    Ok(contracts::table.find(id).select(Row::as_select()).first(conn).optional()?.map(Contract::from))
}

/// The contract, or not found.
pub fn get(conn: &mut Conn, id: ContractId) -> Result<Contract, DbError> {
    find(conn, id)?.ok_or(DbError::NotFound)
}

/// A new contract.
pub(crate) fn insert(tx: &mut Tx<'_>, contract: &Contract) -> Result<(), DbError> {
    diesel::insert_into(contracts::table).values(Row::from(contract)).execute(&mut **tx)?;
    Ok(())
}

/// Moves the contract to a state. Another transaction that moved it meanwhile makes this one start again.
pub(crate) fn advance(tx: &mut Tx<'_>, seen: &Contract, state: ContractState, ended_at: Option<Instant>) -> Result<(), Failure> {
    let row = contracts::table.find(seen.id).filter(contracts::version.eq(seen.version)).filter(contracts::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((contracts::state.eq(state), contracts::ended_at.eq(ended_at), contracts::version.eq(contracts::version + 1)))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}

/// Holds the contract as it was seen until the transaction ends, so that what is counted over it stays true.
pub fn hold(tx: &mut Tx<'_>, seen: &Contract) -> Result<(), Failure> {
    let row = contracts::table.find(seen.id).filter(contracts::version.eq(seen.version));
    let rows = diesel::update(row).set(contracts::version.eq(contracts::version)).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}

/// Guards what was counted over the contract's milestones: two that end at once cannot both miss that they were the last.
pub(crate) fn touch(tx: &mut Tx<'_>, seen: &Contract) -> Result<(), Failure> {
    advance(tx, seen, seen.state, seen.ended_at)
}

/// Whose contracts are listed.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Of these organisations and creators.
    Sides(&'a [OrgId], &'a [CreatorId]),
    /// Everybody's: for admins.
    All,
}

/// Contracts in some states, newest first.
pub fn list(
    conn: &mut Conn,
    whose: Whose<'_>,
    states: &[ContractState],
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Contract>, DbError> {
    let mut query = contracts::table.into_boxed().filter(contracts::state.eq_any(states));
    if let Whose::Sides(orgs, creators) = whose {
        query = query.filter(contracts::org_id.eq_any(orgs).or(contracts::creator_id.eq_any(creators)));
    }
    if let Some((at, id)) = after.and_then(place) {
        query = query.filter(contracts::created_at.lt(at).or(contracts::created_at.eq(at).and(contracts::id.lt(id))));
    }
    let rows: Vec<Row> = query
        .order((contracts::created_at.desc(), contracts::id.desc()))
        .limit(limit.rows_and_one())
        .select(Row::as_select())
        .load(conn)?;
    Ok(cut(rows, limit))
}

fn place(cursor: &Cursor) -> Option<(Instant, ContractId)> {
    Some((Instant(cursor.key), cursor.id.parse().ok()?))
}

fn cut(rows: Vec<Row>, limit: Limit) -> Slice<Contract> {
    Slice::cut(rows, limit, |row| Cursor { key: row.created_at.0, id: row.id.to_string() }).map(Contract::from)
}
