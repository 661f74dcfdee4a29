//! Contracts whose money stands still: because the provider and the books do not agree on a call, or because a payment of theirs is in a case.

use super::model::OperationState;
use crate::each;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, OperationId};
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

/// A contract whose money stands still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Whose money it is.
    pub contract: ContractId,
    /// What holds it.
    pub by: Holds,
    /// Since when.
    pub since: Instant,
}

/// What holds a contract's money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// A case about a payment, by its id.
    Case(String),
    /// A call to the provider that turned out to be something else.
    Call(OperationId),
}

/// The contracts whose money stands still, the longest first, with each thing that holds them; at most so many.
pub fn list_frozen(conn: &mut Conn, limit: i64) -> Result<Vec<Frozen>, DbError> {
    let cases = freezes::table.filter(freezes::ended_at.is_null()).order(freezes::since);
    let cases: Vec<(ContractId, String, Instant)> =
        cases.select((freezes::contract_id, freezes::subject, freezes::since)).at_most(limit).load(conn)?;
    let calls = operations::table.filter(operations::state.eq(OperationState::Unknown)).filter(operations::next_at.eq(Instant(i64::MAX)));
    let calls = calls.filter(operations::contract_id.is_not_null()).order(operations::created_at);
    let calls: Vec<(Option<ContractId>, OperationId, Option<Instant>, Instant)> =
        calls.select((operations::contract_id, operations::id, operations::last_at, operations::created_at)).at_most(limit).load(conn)?;
    let of_cases = cases.into_iter().map(|(contract, case, since)| Frozen { contract, by: Holds::Case(case), since });
    let of_calls = calls.into_iter().filter_map(|(contract, call, last, made)| {
        Some(Frozen { contract: contract?, by: Holds::Call(call), since: last.unwrap_or(made) })
    });
    let mut found: Vec<Frozen> = of_cases.chain(of_calls).collect();
    found.sort_by_key(|one| one.since);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}
