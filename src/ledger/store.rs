//! The rows of the books.

use super::account::{Bucket, Payee, Side};
use super::transaction::{Entry, Fact, Kind};
use crate::audit;
use crate::each;
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::primitives::id::{ContractId, CreatorId, EntryId, Identity as _, MilestoneId, OrgId, TxnId};
use crate::primitives::{Currency, Instant, Minor};
use crate::schema::{briefs, contracts, ledger_accounts, ledger_entries, ledger_heads, ledger_txns, milestones, payouts};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::upsert::excluded;

#[derive(Insertable)]
#[diesel(table_name = ledger_accounts, treat_none_as_default_value = false)]
struct NewAccount {
    account: String,
    currency: Currency,
    side: Side,
    bounded: bool,
    balance: Minor,
    version: i64,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_entries, treat_none_as_default_value = false)]
pub(super) struct EntryRow {
    pub(super) id: EntryId,
    pub(super) txn_id: TxnId,
    pub(super) account: String,
    pub(super) currency: Currency,
    pub(super) amount: Minor,
    pub(super) acct_version: i64,
    pub(super) balance_after: Minor,
}

impl EntryRow {
    pub(super) fn new(id: EntryId, txn_id: TxnId, entry: &Entry, acct_version: i64, balance_after: Minor) -> Self {
        let (account, currency, amount) = (entry.account.to_string(), entry.currency, entry.amount);
        Self { id, txn_id, account, currency, amount, acct_version, balance_after }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_txns, treat_none_as_default_value = false)]
pub(super) struct TxnRow {
    pub(super) id: TxnId,
    pub(super) bucket: i32,
    pub(super) seq: i64,
    pub(super) kind: Kind,
    pub(super) reference: String,
    pub(super) contract_id: Option<ContractId>,
    pub(super) milestone_id: Option<MilestoneId>,
    pub(super) prev_hash: String,
    pub(super) hash: String,
    pub(super) created_at: Instant,
}

impl TxnRow {
    /// The row that comes next in its chain; `lines` in the order of their accounts' names, then currencies.
    pub(super) fn new(id: TxnId, fact: &Fact, (seq, prev_hash): (i64, String), created_at: Instant, lines: &[EntryRow]) -> Self {
        let mut row = Self {
            id,
            bucket: fact.bucket.number(),
            seq,
            kind: fact.kind,
            reference: fact.reference.clone(),
            contract_id: fact.contract,
            milestone_id: fact.milestone,
            prev_hash,
            hash: String::new(),
            created_at,
        };
        row.hash = row.digest(&row.prev_hash, lines);
        row
    }

    /// What its hash must be: over the hash before it, its own fields and those of its lines in the order of account and currency.
    pub(super) fn digest(&self, prev_hash: &str, lines: &[EntryRow]) -> String {
        let or_none = |id: Option<String>| id.unwrap_or_default();
        let mut fields = vec![
            self.bucket.to_string(),
            self.seq.to_string(),
            self.id.to_string(),
            self.kind.to_string(),
            self.reference.clone(),
            or_none(self.contract_id.map(|id| id.to_string())),
            or_none(self.milestone_id.map(|id| id.to_string())),
            self.created_at.0.to_string(),
        ];
        for line in lines {
            fields.push(line.id.to_string());
            fields.push(line.account.clone());
            fields.push(line.currency.to_string());
            fields.extend([line.amount.0, line.acct_version, line.balance_after.0].map(|number| number.to_string()));
        }
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        audit::digest(prev_hash, &fields)
    }
}

/// Moves a balance; returns it and its new version. `None` if a bounded account that never had anything would lose something: its row is never
/// offered to the database, because both check a row that is to be inserted before they see that it is there.
pub(super) fn move_balance(tx: &mut Tx<'_>, entry: &Entry) -> Result<Option<(Minor, i64)>, DbError> {
    let loses = match entry.account.side() {
        Side::Dr => entry.amount.0 < 0,
        Side::Cr => entry.amount.0 > 0,
    };
    if entry.account.is_bounded() && loses {
        let row = ledger_accounts::table.find((entry.account.to_string(), entry.currency));
        let moved = (ledger_accounts::balance.eq(ledger_accounts::balance + entry.amount.0), next_version());
        let returned = diesel::update(row).set(moved).returning((ledger_accounts::balance, ledger_accounts::version));
        return Ok(returned.get_result(&mut **tx).optional()?);
    }
    let new = NewAccount {
        account: entry.account.to_string(),
        currency: entry.currency,
        side: entry.account.side(),
        bounded: entry.account.is_bounded(),
        balance: entry.amount,
        version: 1,
    };
    let upserted = each!(&mut **tx, c => diesel::insert_into(ledger_accounts::table)
        .values(&new)
        .on_conflict((ledger_accounts::account, ledger_accounts::currency))
        .do_update()
        .set((ledger_accounts::balance.eq(ledger_accounts::balance + excluded(ledger_accounts::balance)), next_version()))
        .returning((ledger_accounts::balance, ledger_accounts::version))
        .get_result(c))?;
    Ok(Some(upserted))
}

type NextVersion = diesel::dsl::Eq<ledger_accounts::version, diesel::helper_types::Add<ledger_accounts::version, i64>>;

fn next_version() -> NextVersion {
    ledger_accounts::version.eq(ledger_accounts::version + 1i64)
}

/// Writes the lines; the transaction's row comes after them, so that the database can check their sum.
pub(super) fn insert_entries(tx: &mut Tx<'_>, lines: &[EntryRow]) -> Result<(), DbError> {
    each!(&mut **tx, c => diesel::insert_into(ledger_entries::table).values(lines).execute(c))?;
    Ok(())
}

/// Takes the next place in a chain; returns it and the hash before it.
pub(super) fn next_in_chain(tx: &mut Tx<'_>, bucket: Bucket) -> Result<(i64, String), DbError> {
    let head = diesel::update(ledger_heads::table.find(bucket.number())).set(ledger_heads::seq.eq(ledger_heads::seq + 1));
    Ok(head.returning((ledger_heads::seq, ledger_heads::hash)).get_result(&mut **tx)?)
}

/// Writes the transaction's row, which seals its lines.
pub(super) fn insert_txn(tx: &mut Tx<'_>, row: &TxnRow) -> Result<(), DbError> {
    diesel::insert_into(ledger_txns::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The chain now ends with this hash.
pub(super) fn set_head(tx: &mut Tx<'_>, bucket: Bucket, hash: &str) -> Result<(), DbError> {
    diesel::update(ledger_heads::table.find(bucket.number())).set(ledger_heads::hash.eq(hash)).execute(&mut **tx)?;
    Ok(())
}

/// The signed balance of one account; zero if it never moved.
pub(super) fn find_balance(conn: &mut Conn, account: &str, currency: Currency) -> Result<Minor, DbError> {
    let found = ledger_accounts::table.find((account, currency)).select(ledger_accounts::balance).get_result(conn).optional()?;
    Ok(found.unwrap_or_default())
}

/// When an account first moved.
pub(super) fn find_first_moved_at(conn: &mut Conn, account: &str, currency: Currency) -> Result<Option<Instant>, DbError> {
    let first = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_entries::account.eq(account));
    let first = first.filter(ledger_entries::currency.eq(currency)).filter(ledger_entries::acct_version.eq(1));
    Ok(first.select(ledger_txns::created_at).first(conn).optional()?)
}

/// The signed balances of some accounts, by currency.
pub(super) fn list_of_accounts(conn: &mut Conn, accounts: &[String]) -> Result<Vec<(Currency, Minor)>, DbError> {
    let rows = ledger_accounts::table.filter(ledger_accounts::account.eq_any(accounts));
    Ok(rows.select((ledger_accounts::currency, ledger_accounts::balance)).load(conn)?)
}

/// Sums stay whole numbers on both databases.
fn summed(column: &str) -> SqlLiteral<BigInt> {
    sql::<BigInt>(&format!("CAST(COALESCE(SUM({column}), 0) AS BIGINT)"))
}

/// What stands on the accounts `{prefix}{milestone}` of an organisation's deals, by currency, signed.
pub(super) fn list_of_milestones(conn: &mut Conn, prefix: &'static str, org: OrgId) -> Result<Vec<(Currency, Minor)>, DbError> {
    let named = ledger_accounts::account.eq(prefix.into_sql::<Text>().concat(milestones::id));
    let rows = contracts::table.inner_join(milestones::table).inner_join(ledger_accounts::table.on(named));
    let rows = rows.filter(contracts::org_id.eq(org)).filter(ledger_accounts::balance.ne(0));
    let sums = rows.group_by(ledger_accounts::currency).select((ledger_accounts::currency, summed("ledger_accounts.balance")));
    Ok(sums.load(conn)?)
}

/// What is held for a creator's work, by currency, signed.
pub(super) fn list_held_for(conn: &mut Conn, creator: CreatorId) -> Result<Vec<(Currency, Minor)>, DbError> {
    let named = ledger_accounts::account.eq("escrow:".into_sql::<Text>().concat(milestones::id));
    let rows = contracts::table.inner_join(milestones::table).inner_join(ledger_accounts::table.on(named));
    let rows = rows.filter(contracts::creator_id.eq(creator)).filter(ledger_accounts::balance.ne(0));
    let sums = rows.group_by(ledger_accounts::currency).select((ledger_accounts::currency, summed("ledger_accounts.balance")));
    Ok(sums.load(conn)?)
}

/// What stands on the accounts `{prefix}{brief}` of an organisation's briefs, by currency, signed.
pub(super) fn list_of_pools(conn: &mut Conn, prefix: &'static str, org: OrgId) -> Result<Vec<(Currency, Minor)>, DbError> {
    let named = ledger_accounts::account.eq(prefix.into_sql::<Text>().concat(briefs::id));
    let rows = briefs::table.inner_join(ledger_accounts::table.on(named)).filter(briefs::org_id.eq(org));
    let sums = rows.group_by(ledger_accounts::currency).select((ledger_accounts::currency, summed("ledger_accounts.balance")));
    Ok(sums.load(conn)?)
}

/// What is frozen by disputes of an organisation's deals, by currency, signed.
pub(super) fn list_of_frozen(conn: &mut Conn, org: OrgId) -> Result<Vec<(Currency, Minor)>, DbError> {
    let deals = contracts::table.filter(contracts::org_id.eq(org)).select(contracts::id.nullable());
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_txns::contract_id.eq_any(deals));
    let rows = rows.filter(ledger_entries::account.like("frozen:%"));
    let sums = rows.group_by(ledger_entries::currency).select((ledger_entries::currency, summed("ledger_entries.amount")));
    Ok(sums.load(conn)?)
}

/// What somebody's payouts carry now, by currency, signed.
pub(super) fn list_of_transit(conn: &mut Conn, payee: Payee) -> Result<Vec<(Currency, Minor)>, DbError> {
    let named = ledger_accounts::account.eq("transit:".into_sql::<Text>().concat(payouts::id));
    let rows = payouts::table
        .inner_join(ledger_accounts::table.on(named))
        .filter(payouts::creator_id.eq(payee.creator()).or(payouts::org_id.eq(payee.org())));
    let sums = rows.group_by(ledger_accounts::currency).select((ledger_accounts::currency, summed("ledger_accounts.balance")));
    Ok(sums.load(conn)?)
}

/// What somebody's payouts brought outside, by currency.
pub(super) fn list_paid_out(conn: &mut Conn, payee: Payee) -> Result<Vec<(Currency, Minor)>, DbError> {
    let rows = payouts::table
        .filter(payouts::creator_id.eq(payee.creator()).or(payouts::org_id.eq(payee.org())))
        .filter(payouts::state.eq("paid"));
    let sums = rows.group_by(payouts::currency).select((payouts::currency, summed("payouts.amount - payouts.debt_paid")));
    Ok(sums.load(conn)?)
}

/// What transactions of some kinds moved on an account, by currency, signed.
pub(super) fn list_moved(conn: &mut Conn, account: &str, kinds: &[Kind]) -> Result<Vec<(Currency, Minor)>, DbError> {
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_entries::account.eq(account));
    let rows = rows.filter(ledger_txns::kind.eq_any(kinds));
    let sums = rows.group_by(ledger_entries::currency).select((ledger_entries::currency, summed("ledger_entries.amount")));
    Ok(sums.load(conn)?)
}

/// What a transaction moved for a milestone: which, what kind, which account, and the amount, signed.
pub(super) type Moved = (Option<MilestoneId>, Kind, String, Minor);

/// What transactions moved for milestones.
pub(super) fn list_moved_for(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<Moved>, DbError> {
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_txns::milestone_id.assume_not_null().among(ids));
    let lines = rows.select((ledger_txns::milestone_id, ledger_txns::kind, ledger_entries::account, ledger_entries::amount));
    Ok(lines.at_most(50_000).load(conn)?)
}

/// A line on an account of creators' fees.
#[derive(Debug, Clone)]
pub(super) struct FeeLine {
    pub(super) milestone: MilestoneId,
    pub(super) kind: Kind,
    pub(super) reference: String,
    /// Below zero where it is un-earned.
    pub(super) earned: Minor,
}

/// What transactions of these milestones earned of creators' fees, each milestone's in the order of the journal.
pub(super) fn list_fees_of(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<FeeLine>, DbError> {
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_txns::milestone_id.assume_not_null().among(ids));
    let rows = rows.filter(ledger_entries::account.like("fees:creator/%")).order((ledger_txns::bucket, ledger_txns::seq));
    let found: Vec<(Option<MilestoneId>, Kind, String, Minor)> = rows
        .select((ledger_txns::milestone_id, ledger_txns::kind, ledger_txns::reference, ledger_entries::amount))
        .at_most(50_000)
        .load(conn)?;
    // A credit is below zero in the journal.
    let line = |(milestone, kind, reference, amount): (Option<MilestoneId>, Kind, String, Minor)| {
        Some(FeeLine { milestone: milestone?, kind, reference, earned: Minor(amount.0.saturating_neg()) })
    };
    Ok(found.into_iter().filter_map(line).collect())
}

/// What cleared on these milestones, by the reference of its transaction; the shares of agencies, which leave other accounts, are not among it.
pub(super) fn list_cleared_of(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<(String, Minor)>, DbError> {
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_txns::milestone_id.assume_not_null().among(ids));
    let rows = rows.filter(ledger_txns::kind.eq(Kind::Clear)).filter(ledger_entries::account.like("pending:%"));
    Ok(rows.order(ledger_txns::id).select((ledger_txns::reference, ledger_entries::amount)).at_most(50_000).load(conn)?)
}

/// The lines of some accounts in all currencies, newest first, with their transactions; those after a moment and line.
pub(super) fn list_lines(
    conn: &mut Conn,
    accounts: &[String],
    after: Option<(Instant, EntryId)>,
    limit: i64,
) -> Result<Vec<(EntryRow, TxnRow)>, DbError> {
    let (at, id) = after.unzip();
    let (at, id) = (at.unwrap_or(Instant(i64::MAX)), id.unwrap_or_else(EntryId::nobody));
    let older = ledger_txns::created_at.lt(at).or(ledger_txns::created_at.eq(at).and(ledger_entries::id.lt(id)));
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_entries::account.eq_any(accounts)).filter(older);
    Ok(rows.order((ledger_txns::created_at.desc(), ledger_entries::id.desc())).at_most(limit).load(conn)?)
}

/// The lines of an account before a version, newest first, with their transactions.
pub(super) fn list_entries(
    conn: &mut Conn,
    (account, currency): (&str, Currency),
    between: Option<(Instant, Instant)>,
    before_version: i64,
    limit: i64,
) -> Result<Vec<(EntryRow, TxnRow)>, DbError> {
    let (from, until) = between.unwrap_or((Instant(i64::MIN), Instant(i64::MAX)));
    let rows = ledger_entries::table.inner_join(ledger_txns::table).filter(ledger_entries::account.eq(account));
    let rows = rows.filter(ledger_entries::currency.eq(currency)).filter(ledger_entries::acct_version.lt(before_version));
    let rows = rows.filter(ledger_txns::created_at.ge(from)).filter(ledger_txns::created_at.lt(until));
    Ok(rows.order(ledger_entries::acct_version.desc()).at_most(limit).load(conn)?)
}

/// A transaction of this kind and reference is in the journal.
pub(super) fn has_fact(conn: &mut Conn, kind: Kind, reference: &str) -> Result<bool, DbError> {
    let rows = ledger_txns::table.filter(ledger_txns::kind.eq(kind)).filter(ledger_txns::reference.eq(reference));
    Ok(rows.count().get_result::<i64>(conn)? > 0)
}
