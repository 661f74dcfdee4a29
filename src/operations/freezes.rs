//! Contracts whose money stands still: because the provider and the books do not agree on a call, or because a payment of theirs is in a case.

use super::model::OperationState;
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::ContractId;
use crate::schema::{freezes, operations};
use diesel::prelude::*;

/// No money of the contract moves from now on, because of the subject.
pub fn freeze(tx: &mut Tx<'_>, at: Instant, contract: ContractId, subject: &str) -> Result<(), DbError> {
    let row = (freezes::contract_id.eq(contract), freezes::subject.eq(subject), freezes::since.eq(at));
    each!(&mut **tx, c => diesel::insert_into(freezes::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// The subject does not hold it any more.
pub fn thaw(tx: &mut Tx<'_>, at: Instant, contract: ContractId, subject: &str) -> Result<(), DbError> {
    let row = freezes::table.find((contract, subject)).filter(freezes::ended_at.is_null());
    diesel::update(row).set(freezes::ended_at.eq(Some(at))).execute(&mut **tx)?;
    Ok(())
}

/// A payment of the contract is in a case.
pub fn has_case(conn: &mut Conn, contract: ContractId) -> Result<bool, DbError> {
    let held = freezes::table.filter(freezes::contract_id.eq(contract)).filter(freezes::ended_at.is_null());
    Ok(held.count().get_result::<i64>(conn)? > 0)
}

/// Its money stays where it is: a case runs, or something that was asked of the provider for it turned out to be something else.
pub fn is_frozen(conn: &mut Conn, contract: ContractId) -> Result<bool, DbError> {
    if has_case(conn, contract)? {
        return Ok(true);
    }
    let rows = operations::table.filter(operations::contract_id.eq(contract)).filter(operations::state.eq(OperationState::Unknown));
    Ok(rows.filter(operations::next_at.eq(Instant(i64::MAX))).count().get_result::<i64>(conn)? > 0)
}
