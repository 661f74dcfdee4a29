//! The whole journal, for those who answer for it: its lines signed as the books have them, and what stands on each kind of account.

use super::store::{EntryRow, TxnRow};
use super::transaction::Kind;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::{ContractId, EntryId, TxnId};
use crate::primitives::{Currency, Cursor, Instant, Limit, Minor, Money, Slice};
use crate::schema::{ledger_accounts, ledger_entries, ledger_txns};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde::Serialize;

/// One line of the journal, signed as the books have it: debit above zero, credit below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The line.
    pub id: EntryId,
    /// The transaction it belongs to.
    pub txn_id: TxnId,
    /// What happened.
    pub kind: Kind,
    /// To what.
    pub reference: String,
    /// The account's name in the books.
    pub account: String,
    /// To the debit above zero, to the credit below.
    pub amount: Money,
    /// What stood there afterwards, signed alike.
    pub balance_after: Money,
    /// The deal, if it belongs to one.
    pub contract_id: Option<ContractId>,
    /// When.
    pub at: Instant,
}

/// The lines of the journal, newest first: of one account and its sub-accounts, or of all.
pub fn list_lines(conn: &mut Conn, account: Option<&str>, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Line>, DbError> {
    let mut rows = ledger_entries::table.inner_join(ledger_txns::table).into_boxed();
    if let Some(account) = account {
        let parts: Vec<String> = (0..64).map(|part| format!("{account}/{part:02}")).chain([account.to_owned()]).collect();
        rows = rows.filter(ledger_entries::account.eq_any(parts));
    }
    if let Some(before) = after.and_then(|cursor| cursor.id.parse::<EntryId>().ok()) {
        rows = rows.filter(ledger_entries::id.lt(before));
    }
    let rows = rows.order(ledger_entries::id.desc()).limit(limit.rows_and_one());
    let found: Vec<(EntryRow, TxnRow)> = rows.select((EntryRow::as_select(), TxnRow::as_select())).load(conn)?;
    let line = |(entry, txn): (EntryRow, TxnRow)| Line {
        id: entry.id,
        txn_id: txn.id,
        kind: txn.kind,
        reference: txn.reference,
        account: entry.account,
        amount: Money::new(entry.amount, entry.currency),
        balance_after: Money::new(entry.balance_after, entry.currency),
        contract_id: txn.contract_id,
        at: txn.created_at,
    };
    let found = found.into_iter().map(line).collect();
    Ok(Slice::cut(found, limit, |last: &Line| Cursor { key: last.at.0, id: last.id.to_string() }))
}

/// The kinds of accounts, by the beginning of their names, in the order in which money meets them.
const KINDS: [&str; 17] = [
    "clearing:",
    "wallet:",
    "pool:",
    "escrow:",
    "fee_hold:",
    "frozen:",
    "pending:",
    "available:",
    "on_hold:",
    "transit:",
    "debt:",
    "fees:merchant",
    "fees:creator",
    "cost:provider",
    "cost:chargeback",
    "provider_dispute:",
    "suspense:",
];

/// What stands on all accounts of one kind, added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The name before the owner: `wallet`, `escrow`, `fees:creator`.
    pub name: &'static str,
    /// Debit above zero, credit below.
    pub balance: Money,
}

/// The books on one page: every kind of account with what stands on it, a line a currency; what is empty is left out.
pub fn list_totals(conn: &mut Conn) -> Result<Vec<Total>, DbError> {
    let cases: Vec<String> = KINDS.iter().map(|kind| format!("WHEN account LIKE '{kind}%' THEN '{kind}'")).collect();
    let kind = sql::<Text>(&format!("CASE {} ELSE '' END", cases.join(" ")));
    let columns = (kind, sql::<Text>("currency"), sql::<BigInt>("CAST(COALESCE(SUM(balance), 0) AS BIGINT)"));
    let sums: Vec<(String, Currency, Minor)> = ledger_accounts::table.group_by(sql::<Text>("1, 2")).select(columns).load(conn)?;
    let mut totals = Vec::new();
    for kind in KINDS {
        let mut own: Vec<_> = sums.iter().filter(|(known, _, amount)| known == kind && !amount.is_zero()).collect();
        own.sort_by_key(|(_, currency, _)| *currency);
        totals.extend(
            own.iter().map(|(_, currency, amount)| Total { name: kind.trim_end_matches(':'), balance: Money::new(*amount, *currency) }),
        );
    }
    Ok(totals)
}
