//! What the verification reads, a step at a time.

use crate::ledger::account::Side;
use crate::ledger::store::{EntryRow, TxnRow};
use crate::ledger::transaction::Kind;
use crate::platform::db::{AtMost, Conn, DbError};
use crate::primitives::id::{BriefId, DisputeId, MilestoneId, TxnId};
use crate::primitives::{BasisPoints, Currency, Minor};
use crate::schema::{
    audit_lines, brief_funds, briefs, contracts, disputes, ledger_accounts, ledger_entries, ledger_heads, ledger_txns, milestones,
};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

#[derive(Queryable)]
pub(super) struct AccountRow {
    pub(super) account: String,
    pub(super) currency: Currency,
    pub(super) side: Side,
    pub(super) bounded: bool,
    pub(super) balance: Minor,
    pub(super) version: i64,
}

#[derive(Queryable)]
pub(super) struct MilestoneRow {
    pub(super) id: MilestoneId,
    pub(super) state: String,
    pub(super) price: Minor,
    pub(super) merchant_fee: Minor,
    pub(super) currency: Currency,
    pub(super) part_price: Minor,
    pub(super) part_fee: Minor,
}

#[derive(Queryable)]
pub(super) struct PoolRow {
    pub(super) id: BriefId,
    pub(super) state: String,
}

#[derive(Queryable)]
pub(super) struct DisputeRow {
    pub(super) id: DisputeId,
    pub(super) milestone: MilestoneId,
    pub(super) amount: Minor,
    pub(super) is_open: bool,
}

/// The disputes about these milestones.
pub(super) fn list_disputes(conn: &mut Conn, milestones: &[MilestoneId]) -> Result<Vec<DisputeRow>, DbError> {
    let rows = disputes::table.filter(disputes::milestone_id.eq_any(milestones.to_vec()));
    Ok(rows.select((disputes::id, disputes::milestone_id, disputes::amount, disputes::ended_at.is_null())).load(conn)?)
}

/// Transactions, lines and milestones there are: what the progress counts to.
pub(super) fn count_all(conn: &mut Conn) -> Result<u64, DbError> {
    let txns: i64 = ledger_txns::table.count().get_result(conn)?;
    let entries: i64 = ledger_entries::table.count().get_result(conn)?;
    let milestones: i64 = milestones::table.count().get_result(conn)?;
    Ok(u64::try_from(txns.saturating_add(entries).saturating_add(milestones)).unwrap_or_default())
}

pub(super) fn list_txns(conn: &mut Conn, bucket: i32, after: i64, limit: i64) -> Result<Vec<TxnRow>, DbError> {
    let rows = ledger_txns::table.filter(ledger_txns::bucket.eq(bucket)).filter(ledger_txns::seq.gt(after));
    Ok(rows.order(ledger_txns::seq).at_most(limit).load(conn)?)
}

pub(super) fn list_entries_of(conn: &mut Conn, txns: &[TxnId]) -> Result<Vec<EntryRow>, DbError> {
    Ok(ledger_entries::table.filter(ledger_entries::txn_id.eq_any(txns)).load(conn)?)
}

/// Which of these transactions the audit log names.
pub(super) fn list_noted(conn: &mut Conn, txns: &[TxnId]) -> Result<Vec<String>, DbError> {
    let objects: Vec<String> = txns.iter().map(ToString::to_string).collect();
    let rows = audit_lines::table.filter(audit_lines::object.eq_any(objects)).filter(audit_lines::action.like("ledger.%"));
    Ok(rows.select(audit_lines::object).load(conn)?)
}

pub(super) fn find_head(conn: &mut Conn, bucket: i32) -> Result<(i64, String), DbError> {
    Ok(ledger_heads::table.find(bucket).select((ledger_heads::seq, ledger_heads::hash)).get_result(conn)?)
}

/// Where a transaction stands: its chain and its number there.
pub(super) fn find_place(conn: &mut Conn, txn: TxnId) -> Result<Option<(i32, i64)>, DbError> {
    Ok(ledger_txns::table.find(txn).select((ledger_txns::bucket, ledger_txns::seq)).get_result(conn).optional()?)
}

pub(super) fn list_accounts(conn: &mut Conn, (account, currency): &(String, String), limit: i64) -> Result<Vec<AccountRow>, DbError> {
    let after = sql::<Bool>("(account, currency) > (").bind::<Text, _>(account).sql(", ").bind::<Text, _>(currency).sql(")");
    let rows = ledger_accounts::table.filter(after).order((ledger_accounts::account, ledger_accounts::currency));
    Ok(rows.at_most(limit).load(conn)?)
}

pub(super) fn list_entries_after(
    conn: &mut Conn,
    (account, currency, version): &(String, String, i64),
    limit: i64,
) -> Result<Vec<EntryRow>, DbError> {
    let after = sql::<Bool>("(account, currency, acct_version) > (").bind::<Text, _>(account).sql(", ").bind::<Text, _>(currency);
    let after = after.sql(", ").bind::<BigInt, _>(version).sql(")");
    let rows = ledger_entries::table.filter(after);
    let rows = rows.order((ledger_entries::account, ledger_entries::currency, ledger_entries::acct_version));
    Ok(rows.at_most(limit).load(conn)?)
}

pub(super) fn list_milestones(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<MilestoneRow>, DbError> {
    let rows = milestones::table.inner_join(contracts::table).filter(sql::<Bool>("milestones.id > ").bind::<Text, _>(after));
    let money = (milestones::price, milestones::merchant_fee, contracts::currency, milestones::part_price, milestones::part_fee);
    let columns = (milestones::id, milestones::state, money.0, money.1, money.2, money.3, money.4);
    Ok(rows.order(milestones::id).select(columns).at_most(limit).load(conn)?)
}

/// Briefs of kinds that set money aside.
pub(super) fn list_pools(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<PoolRow>, DbError> {
    let rows = brief_funds::table.inner_join(briefs::table).filter(sql::<Bool>("briefs.id > ").bind::<Text, _>(after));
    Ok(rows.order(briefs::id).select((briefs::id, briefs::state)).at_most(limit).load(conn)?)
}

pub(super) fn list_named(conn: &mut Conn, names: &[String]) -> Result<Vec<AccountRow>, DbError> {
    Ok(ledger_accounts::table.filter(ledger_accounts::account.eq_any(names)).load(conn)?)
}

/// A funding: of which milestone, in which chain, its number there, and what left a wallet or a pool (debit, above zero).
pub(super) type Funding = (Option<MilestoneId>, i32, i64, Minor);

/// The fundings of some milestones.
pub(super) fn list_fundings(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<Funding>, DbError> {
    let rows = ledger_txns::table.inner_join(ledger_entries::table).filter(ledger_txns::milestone_id.eq_any(ids.iter().map(Some)));
    let rows = rows.filter(ledger_txns::kind.eq_any([Kind::Fund, Kind::PoolHire, Kind::Prize])).filter(ledger_entries::amount.gt(0));
    let columns = (ledger_txns::milestone_id, ledger_txns::bucket, ledger_txns::seq, ledger_entries::amount);
    Ok(rows.order((ledger_txns::bucket, ledger_txns::seq)).select(columns).load(conn)?)
}

/// What cleared on a contract.
#[derive(Queryable)]
pub(super) struct ClearedRow {
    pub(super) id: TxnId,
    pub(super) bucket: i32,
    pub(super) seq: i64,
    pub(super) reference: String,
    /// Of the agency through which the contract came.
    pub(super) bps: Option<BasisPoints>,
    /// Above zero.
    pub(super) amount: Minor,
}

/// What left a creator's account by clearing: what was clearing, and an agency's share.
pub(super) fn list_cleared(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<ClearedRow>, DbError> {
    let rows = ledger_txns::table.inner_join(ledger_entries::table);
    let rows = rows.inner_join(contracts::table.on(ledger_txns::contract_id.eq(contracts::id.nullable())));
    let rows = rows.filter(ledger_txns::kind.eq(Kind::Clear)).filter(ledger_entries::amount.gt(0));
    let rows = rows.filter(sql::<Bool>("ledger_txns.id > ").bind::<Text, _>(after));
    let txn = (ledger_txns::id, ledger_txns::bucket, ledger_txns::seq, ledger_txns::reference);
    let columns = (txn.0, txn.1, txn.2, txn.3, contracts::agency_bps, ledger_entries::amount);
    Ok(rows.order(ledger_txns::id).select(columns).at_most(limit).load(conn)?)
}

/// What transactions of these names moved to agencies, signed.
pub(super) fn list_shares(conn: &mut Conn, references: &[String]) -> Result<Vec<(String, Minor)>, DbError> {
    let rows = ledger_txns::table.inner_join(ledger_entries::table).filter(ledger_txns::reference.eq_any(references.to_vec()));
    let rows = rows.filter(ledger_txns::kind.eq(Kind::Clear)).filter(ledger_entries::account.like("available:org_%"));
    Ok(rows.select((ledger_txns::reference, ledger_entries::amount)).load(conn)?)
}
