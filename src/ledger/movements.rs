//! Statements: what moved an account, newest first, each line with the balance after it.

use super::account::{Account, Side};
use super::balances::on_own_side;
use super::store::{self, EntryRow, TxnRow};
use super::transaction::Kind;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::{ContractId, EntryId, MilestoneId, TxnId};
use crate::primitives::{Currency, Cursor, Instant, Limit, Money, Slice};
use serde::Serialize;

/// One line of a statement, on the account's own side: above zero is a gain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Movement {
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
    /// What was gained (above zero) or lost.
    pub amount: Money,
    /// What stood there afterwards.
    pub balance_after: Money,
    /// The deal, if it belongs to one.
    pub contract_id: Option<ContractId>,
    /// The milestone, if it belongs to one.
    pub milestone_id: Option<MilestoneId>,
    /// When.
    pub at: Instant,
    /// The how-manieth movement of this account and currency.
    #[serde(skip)]
    pub version: i64,
}

/// Which movements: of one account in one currency, in a span of time (from, until, the end not included) or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whose.
    pub account: Account,
    /// Of which currency.
    pub currency: Currency,
    /// Only these; from the first to before the second.
    pub between: Option<(Instant, Instant)>,
}

/// The movements of a statement, newest first, a slice at a time.
pub fn list_movements(conn: &mut Conn, of: &Statement, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Movement>, DbError> {
    let account = of.account.to_string();
    let before_version = after.map_or(i64::MAX, |cursor| cursor.key);
    let rows = store::list_entries(conn, (&account, of.currency), of.between, before_version, limit.rows_and_one())?;
    let rows = rows.into_iter().map(|row| movement(of.account.side(), row)).collect();
    Ok(Slice::cut(rows, limit, |last: &Movement| Cursor { key: last.version, id: last.id.to_string() }))
}

/// The movements of several accounts in all currencies, newest first, a slice at a time.
pub fn list_of_accounts(conn: &mut Conn, accounts: &[Account], after: Option<&Cursor>, limit: Limit) -> Result<Slice<Movement>, DbError> {
    let names: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    let place = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.parse().ok()?)));
    let rows = store::list_lines(conn, &names, place, limit.rows_and_one())?;
    let side = |name: &str| accounts.iter().zip(&names).find(|(_, known)| *known == name).map_or(Side::Cr, |(account, _)| account.side());
    let rows = rows.into_iter().map(|row| movement(side(&row.0.account), row)).collect();
    Ok(Slice::cut(rows, limit, |last: &Movement| Cursor { key: last.at.0, id: last.id.to_string() }))
}

fn movement(side: Side, (entry, txn): (EntryRow, TxnRow)) -> Movement {
    Movement {
        id: entry.id,
        txn_id: txn.id,
        kind: txn.kind,
        reference: txn.reference,
        account: entry.account,
        amount: Money::new(on_own_side(side, entry.amount), entry.currency),
        balance_after: Money::new(on_own_side(side, entry.balance_after), entry.currency),
        contract_id: txn.contract_id,
        milestone_id: txn.milestone_id,
        at: txn.created_at,
        version: entry.acct_version,
    }
}
