//! Writing in the books.

use super::store::{self, EntryRow, TxnRow};
use super::transaction::{Fact, Transaction};
use crate::audit::{self, Act};
use crate::failure::{BALANCE_INSUFFICIENT, Failure, Refusal};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::id::{EntryId, TxnId};

/// The same fact was booked before.
pub(super) const REPEATED: Refusal = Refusal::conflict("ledger.repeated");

/// Books a transaction: balances move, its lines and its place in the chain are written, and the audit log says who did it.
///
/// Accounts are touched in the order of their names, so two postings cannot wait for each other in a circle.
/// Refusals: `balance.insufficient` if a bounded account would change sign, `ledger.repeated` if kind and reference are in the books already
/// (a guarded transition before the posting makes that a race lost, never a way of working).
pub fn post(tx: &mut Tx<'_>, act: &Act, transaction: &Transaction) -> Result<TxnId, Failure> {
    let id = TxnId::random();
    let mut lines = Vec::with_capacity(transaction.entries().len());
    for entry in transaction.entries() {
        let (balance_after, acct_version) = store::move_balance(tx, entry)?.ok_or(BALANCE_INSUFFICIENT)?;
        lines.push(EntryRow::new(EntryId::random(), id, entry, acct_version, balance_after));
    }
    store::insert_entries(tx, &lines)?;
    let fact = transaction.fact();
    let (seq, prev_hash) = store::next_in_chain(tx, fact.bucket)?;
    let row = TxnRow::new(id, fact, (seq, prev_hash), act.at, &lines);
    store::insert_txn(tx, &row).map_err(|error| match error {
        DbError::Unique(index) if index.contains("ledger_txns_fact_key") || index.contains("reference") => Failure::Refused(REPEATED),
        other => other.into(),
    })?;
    store::set_head(tx, fact.bucket, &row.hash)?;
    audit::note(tx, act, &format!("ledger.{}", fact.kind), &id, "")?;
    Ok(id)
}

/// The fact is in the books.
pub fn is_posted(conn: &mut Conn, fact: &Fact) -> Result<bool, DbError> {
    store::has_fact(conn, fact.kind, &fact.reference)
}
