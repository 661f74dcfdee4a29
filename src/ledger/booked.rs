//! The journal as it may be shown to who is concerned: what was booked, without anybody's running balances.

use super::account::Provider;
use super::store::{EntryRow, TxnRow};
use super::transaction::Kind;
use crate::platform::db::{AtMost, Conn, DbError};
use crate::primitives::id::{ContractId, TxnId};
use crate::primitives::{Currency, Minor};
use crate::schema::{ledger_entries, ledger_heads, ledger_txns};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use std::collections::HashMap;

/// A line of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedLine {
    /// The account's name in the books.
    pub account: String,
    /// ISO 4217.
    pub currency: String,
    /// Minor units: debit above zero, credit below.
    pub amount: i64,
}

/// A transaction as it stands in the journal, with the lines in the order of account and currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Its id.
    pub id: String,
    /// Its chain.
    pub bucket: i32,
    /// Its number there.
    pub seq: i64,
    /// What happened.
    pub kind: String,
    /// To what.
    pub reference: String,
    /// The deal, or nothing.
    pub contract: String,
    /// The milestone, or nothing.
    pub milestone: String,
    /// When, microseconds.
    pub at: i64,
    /// What its chain has at this place.
    pub hash: String,
    /// What moved.
    pub lines: Vec<BookedLine>,
}

impl Booked {
    fn of(row: TxnRow, mut lines: Vec<EntryRow>) -> Self {
        lines.sort_by(|a, b| a.account.cmp(&b.account).then(a.currency.cmp(&b.currency)));
        let line = |row: EntryRow| BookedLine { account: row.account, currency: row.currency.to_string(), amount: row.amount.0 };
        Self {
            id: row.id.to_string(),
            bucket: row.bucket,
            seq: row.seq,
            kind: row.kind.to_string(),
            reference: row.reference,
            contract: row.contract_id.map(|id| id.to_string()).unwrap_or_default(),
            milestone: row.milestone_id.map(|id| id.to_string()).unwrap_or_default(),
            at: row.created_at.0,
            hash: row.hash,
            lines: lines.into_iter().map(line).collect(),
        }
    }
}

/// Where each chain ends: bucket and number of its last transaction.
pub fn chain_ends(conn: &mut Conn) -> Result<Vec<(i32, i64)>, DbError> {
    Ok(ledger_heads::table.order(ledger_heads::bucket).select((ledger_heads::bucket, ledger_heads::seq)).load(conn)?)
}

/// What transactions of some kinds moved on all our accounts at a provider, by currency: debits above zero.
pub fn sums_at_provider(conn: &mut Conn, provider: Provider, kinds: &[Kind]) -> Result<Vec<(Currency, Minor)>, DbError> {
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_entries::account.like(format!("clearing:{provider}/%")));
    let sum = sql::<BigInt>("CAST(COALESCE(SUM(ledger_entries.amount), 0) AS BIGINT)");
    let rows = rows.filter(ledger_txns::kind.eq_any(kinds)).group_by(ledger_entries::currency);
    Ok(rows.select((ledger_entries::currency, sum)).load(conn)?)
}

/// The transactions of a chain after a number and up to another.
pub fn list_booked(conn: &mut Conn, bucket: i32, (after, until): (i64, i64)) -> Result<Vec<Booked>, DbError> {
    let rows = ledger_txns::table.filter(ledger_txns::bucket.eq(bucket)).filter(ledger_txns::seq.gt(after).and(ledger_txns::seq.le(until)));
    let rows: Vec<TxnRow> = rows.order(ledger_txns::seq).load(conn)?;
    with_lines(conn, rows)
}

/// The transactions of a deal, oldest first.
pub fn list_booked_of(conn: &mut Conn, contract: ContractId) -> Result<Vec<Booked>, DbError> {
    const MOST: i64 = 2_000;
    let rows = ledger_txns::table.filter(ledger_txns::contract_id.eq(contract)).order((ledger_txns::created_at, ledger_txns::seq));
    let rows: Vec<TxnRow> = rows.at_most(MOST).load(conn)?;
    with_lines(conn, rows)
}

fn with_lines(conn: &mut Conn, rows: Vec<TxnRow>) -> Result<Vec<Booked>, DbError> {
    let ids: Vec<TxnId> = rows.iter().map(|row| row.id).collect();
    let mut lines: HashMap<TxnId, Vec<EntryRow>> = HashMap::new();
    for piece in ids.chunks(500) {
        let found: Vec<EntryRow> = ledger_entries::table.filter(ledger_entries::txn_id.eq_any(piece.to_vec())).load(conn)?;
        for line in found {
            lines.entry(line.txn_id).or_default().push(line);
        }
    }
    Ok(rows.into_iter().map(|row| (lines.remove(&row.id).unwrap_or_default(), row)).map(|(lines, row)| Booked::of(row, lines)).collect())
}
