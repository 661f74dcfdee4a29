//! The rows of samples.

use super::model::{Address, Rate, Sample, SampleState, Shipment};
use crate::contracts::{ContractState, MilestoneState};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, CreatorId, OrgId};
use crate::schema::{contracts, milestones, samples};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = samples, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Row {
    contract_id: ContractId,
    state: SampleState,
    version: i64,
    recipient: String,
    phone: String,
    address: String,
    addressed_at: Option<Instant>,
    ship_due_at: Option<Instant>,
    carrier: String,
    tracking: String,
    shipped_at: Option<Instant>,
    in_time: Option<bool>,
    receipt_due_at: Option<Instant>,
    answered_at: Option<Instant>,
    note: String,
}

impl From<Row> for Sample {
    fn from(row: Row) -> Self {
        let address = Address { name: row.recipient, phone: row.phone, lines: row.address };
        Self {
            contract: row.contract_id,
            state: row.state,
            version: row.version,
            address: Some(address).filter(|address| !address.lines.is_empty()),
            addressed_at: row.addressed_at,
            ship_due_at: row.ship_due_at,
            shipment: row.shipped_at.map(|_| Shipment { carrier: row.carrier, tracking: row.tracking }),
            shipped_at: row.shipped_at,
            in_time: row.in_time,
            receipt_due_at: row.receipt_due_at,
            answered_at: row.answered_at,
            note: row.note,
        }
    }
}

impl From<&Sample> for Row {
    fn from(sample: &Sample) -> Self {
        let address = sample.address.clone().unwrap_or(Address { name: String::new(), phone: String::new(), lines: String::new() });
        let shipment = sample.shipment.clone().unwrap_or(Shipment { carrier: String::new(), tracking: String::new() });
        Self {
            contract_id: sample.contract,
            state: sample.state,
            version: sample.version,
            recipient: address.name,
            phone: address.phone,
            address: address.lines,
            addressed_at: sample.addressed_at,
            ship_due_at: sample.ship_due_at,
            carrier: shipment.carrier,
            tracking: shipment.tracking,
            shipped_at: sample.shipped_at,
            in_time: sample.in_time,
            receipt_due_at: sample.receipt_due_at,
            answered_at: sample.answered_at,
            note: sample.note.clone(),
        }
    }
}

/// The sample of a deal, if somebody did something about it.
pub(super) fn find(conn: &mut Conn, id: ContractId) -> Result<Option<Sample>, DbError> {
    Ok(samples::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Sample::from))
}

/// What the rules made of it, if it still is what was seen.
pub(super) fn write(tx: &mut Tx<'_>, seen: &Sample, sample: &Sample) -> Result<(), Failure> {
    let row = Row::from(sample);
    if seen.version == 0 {
        return match diesel::insert_into(samples::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
            Ok(_) => Ok(()),
            Err(DbError::Unique(_)) => Err(VERSION_STALE.into()),
            Err(other) => Err(other.into()),
        };
    }
    let there = samples::table.find(seen.contract).filter(samples::version.eq(seen.version));
    let rows = diesel::update(there).set(&row).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

const OVER: [ContractState; 3] = [ContractState::Completed, ContractState::Cancelled, ContractState::Expired];

/// Deals that have ended and still know an address.
pub(super) fn list_needless(conn: &mut Conn, limit: i64) -> Result<Vec<ContractId>, DbError> {
    let known = samples::table.inner_join(contracts::table).filter(samples::address.ne(""));
    Ok(known.filter(contracts::state.eq_any(OVER)).select(samples::contract_id).at_most(limit).load(conn)?)
}

/// The address is gone.
pub(super) fn erase(tx: &mut Tx<'_>, id: ContractId) -> Result<(), DbError> {
    let empty = (samples::recipient.eq(""), samples::phone.eq(""), samples::address.eq(""), samples::version.eq(samples::version + 1));
    diesel::update(samples::table.find(id)).set(empty).execute(&mut **tx)?;
    Ok(())
}

/// Of what a creator received and what has been decided since: how much became content that was accepted, or that a dispute found
/// to be worth half of its price at least.
pub(super) fn rate_of_creator(conn: &mut Conn, id: CreatorId) -> Result<Rate, DbError> {
    let received = samples::table.inner_join(contracts::table.inner_join(milestones::table)).filter(contracts::creator_id.eq(id));
    let decided = received.filter(samples::state.eq(SampleState::Received)).filter(milestones::position.eq(1));
    let ends: Vec<(MilestoneState, bool)> = decided
        .filter(milestones::state.eq_any([MilestoneState::Approved, MilestoneState::Settled, MilestoneState::Cancelled]))
        .select((milestones::state, milestones::kept_locked))
        .at_most(1_000)
        .load(conn)?;
    let done = ends.iter().filter(|(state, kept_locked)| *state != MilestoneState::Cancelled && !kept_locked).count();
    Ok(Rate { done: i64::try_from(done).unwrap_or(0), of: i64::try_from(ends.len()).unwrap_or(0) })
}

/// Of the addresses that a merchant was given and whose time is over: how many parcels left in time.
pub(super) fn rate_of_org(conn: &mut Conn, id: OrgId, now: Instant) -> Result<Rate, DbError> {
    let asked = samples::table.inner_join(contracts::table).filter(contracts::org_id.eq(id)).filter(samples::addressed_at.is_not_null());
    let decided = asked.filter(samples::in_time.is_not_null().or(samples::ship_due_at.lt(now)));
    let all: Vec<Option<bool>> = decided.select(samples::in_time).at_most(1_000).load(conn)?;
    let done = all.iter().filter(|in_time| **in_time == Some(true)).count();
    Ok(Rate { done: i64::try_from(done).unwrap_or(0), of: i64::try_from(all.len()).unwrap_or(0) })
}
