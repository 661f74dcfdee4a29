//! The rows of contracts.

use crate::agencies::Split;
use crate::briefs::{BriefKind, BriefState};
use crate::contracts::model::{Airtime, Contract, ContractState, MilestoneState};
use crate::failure::Failure;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    BasisPoints, Currency, Cursor, Days, Instant, Limit, Minor, Slice,
    id::{BidId, BriefId, ContractId, CreatorId, OrgId, UserId},
};
use crate::schema::{briefs, contracts, milestones};
use diesel::prelude::*;

const RUNNING: [ContractState; 2] = [ContractState::PendingFunding, ContractState::Active];
/// What ends when its brief is stopped.
const OPEN: [MilestoneState; 5] = [
    MilestoneState::Planned,
    MilestoneState::Funded,
    MilestoneState::InProgress,
    MilestoneState::Submitted,
    MilestoneState::ChangesRequested,
];

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
    kind: BriefKind,
    live_at: Option<Instant>,
    live_minutes: Option<i32>,
    fund_until: Instant,
    created_at: Instant,
    ended_at: Option<Instant>,
    agency_id: Option<OrgId>,
    agency_bps: Option<BasisPoints>,
}

impl From<Row> for Contract {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            brief: row.brief_id,
            bid: row.bid_id,
            org: row.org_id,
            creator: row.creator_id,
            agency: row.agency_id.zip(row.agency_bps).map(|(agency, bps)| Split { agency, bps }),
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
            kind: row.kind,
            airtime: row.live_at.zip(row.live_minutes).map(|(at, minutes)| Airtime { at, minutes }),
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
            kind: contract.kind,
            live_at: contract.airtime.map(|airtime| airtime.at),
            live_minutes: contract.airtime.map(|airtime| airtime.minutes),
            fund_until: contract.fund_until,
            created_at: contract.created_at,
            ended_at: contract.ended_at,
            agency_id: contract.agency.map(|split| split.agency),
            agency_bps: contract.agency.map(|split| split.bps),
        }
    }
}

/// The contract, if there is one.
pub fn find(conn: &mut Conn, id: ContractId) -> Result<Option<Contract>, DbError> {
    Ok(contracts::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Contract::from))
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

/// The contracts of a brief that have not ended.
pub(crate) fn list_running_of_brief(conn: &mut Conn, id: BriefId) -> Result<Vec<Contract>, DbError> {
    let running = contracts::table.filter(contracts::brief_id.eq(id)).filter(contracts::state.eq_any(RUNNING));
    let rows: Vec<Row> = running.order(contracts::id).select(Row::as_select()).at_most(200).load(conn)?;
    Ok(rows.into_iter().map(Contract::from).collect())
}

/// Running contracts of stopped briefs with a part that could end.
pub(crate) fn list_stoppable(conn: &mut Conn, limit: i64) -> Result<Vec<ContractId>, DbError> {
    let running = contracts::table.inner_join(briefs::table).inner_join(milestones::table).filter(contracts::state.eq_any(RUNNING));
    let stopped = running.filter(briefs::state.eq(BriefState::Stopped)).filter(milestones::state.eq_any(OPEN));
    Ok(stopped.select(contracts::id).distinct().order(contracts::id).at_most(limit).load(conn)?)
}

/// Whose contracts are listed.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Of these organisations and creators.
    Sides(&'a [OrgId], &'a [CreatorId]),
    /// Through this agency, of these creators.
    Through(OrgId, &'a [CreatorId]),
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
    query = match whose {
        Whose::Sides(orgs, creators) => query.filter(contracts::org_id.eq_any(orgs).or(contracts::creator_id.eq_any(creators))),
        Whose::Through(agency, creators) => query.filter(contracts::agency_id.eq(agency).and(contracts::creator_id.eq_any(creators))),
        Whose::All => query,
    };
    if let Some((at, id)) = after.and_then(place) {
        query = query.filter(contracts::created_at.lt(at).or(contracts::created_at.eq(at).and(contracts::id.lt(id))));
    }
    let rows: Vec<Row> = query
        .order((contracts::created_at.desc(), contracts::id.desc()))
        .select(Row::as_select())
        .at_most(limit.rows_and_one())
        .load(conn)?;
    Ok(cut(rows, limit))
}

fn place(cursor: &Cursor) -> Option<(Instant, ContractId)> {
    Some((Instant(cursor.key), cursor.id.parse().ok()?))
}

fn cut(rows: Vec<Row>, limit: Limit) -> Slice<Contract> {
    Slice::cut(rows, limit, |row| Cursor { key: row.created_at.0, id: row.id.to_string() }).map(Contract::from)
}
