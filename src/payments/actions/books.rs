//! What a comparison with the provider writes into the books, and what stops money.

use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger::{self, postings};
use crate::notices;
use crate::operations::{self, Fuse, Operation, OperationState};
use crate::payments::model::Till;
use crate::platform::db::Tx;
use crate::platform::gateway::Taking;
use crate::primitives::Money;

/// Marks that an operation and its movement agree, once, and books what the provider took for it (M1f).
pub(in crate::payments) fn agree_on(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    taking: Option<&Taking>,
    till: &Till,
) -> Result<(), Failure> {
    if !operations::mark_matched(tx, operation.id, act.at)? {
        return Ok(());
    }
    let fee = taking.map(|taking| Money::new(taking.fee, taking.money.currency)).filter(|fee| fee.amount.is_positive());
    if let Some(fee) = fee {
        ledger::post(tx, act, &postings::provider_cost(till.provider, operation.id, fee)?)?;
    }
    Ok(())
}

/// Blows a fuse and tells those who look after money, once.
pub fn blow(tx: &mut Tx<'_>, act: &Act, fuse: Fuse, reason: &str) -> Result<(), Failure> {
    if operations::blow(tx, act, fuse, reason)? { notices::tell_finance(tx, act, &fuse.to_string(), reason) } else { Ok(()) }
}

/// Operations that only a person can help, of which nobody was told yet.
pub(in crate::payments) fn alarm_about(tx: &mut Tx<'_>, act: &Act, operation: &Operation) -> Result<(), Failure> {
    if operation.state == OperationState::Unknown && operations::mark_alarmed(tx, operation.id, act.at)? {
        notices::tell_finance(tx, act, &operation.id.to_string(), operation.failure_code.as_deref().unwrap_or_default())?;
    }
    Ok(())
}
