//! The rows of chargebacks.

use super::model::{Chargeback, ChargebackState};
use crate::each;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{ChargebackId, CheckoutId, ContractId, OrgId};
use crate::primitives::{Currency, Cursor, Instant, Limit, Minor, Money, Slice};
use crate::schema::chargebacks;
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = chargebacks, treat_none_as_default_value = false)]
struct Row {
    id: ChargebackId,
    provider_ref: String,
    checkout_id: CheckoutId,
    org_id: OrgId,
    contract_id: Option<ContractId>,
    amount: Minor,
    currency: Currency,
    reason: String,
    state: ChargebackState,
    version: i64,
    opened_at: Instant,
    due_at: Option<Instant>,
    taken_at: Option<Instant>,
    send_at: Instant,
    sent_at: Option<Instant>,
    evidence: String,
    borne_by_org: Minor,
    borne_by_creator: Minor,
    looked_at: Instant,
    ended_at: Option<Instant>,
}

impl From<Row> for Chargeback {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            provider_ref: row.provider_ref,
            checkout: row.checkout_id,
            org: row.org_id,
            contract: row.contract_id,
            money: Money::new(row.amount, row.currency),
            reason: row.reason,
            state: row.state,
            version: row.version,
            opened_at: row.opened_at,
            due_at: row.due_at,
            taken_at: row.taken_at,
            send_at: row.send_at,
            sent_at: row.sent_at,
            evidence: row.evidence,
            borne_by_org: row.borne_by_org,
            borne_by_creator: row.borne_by_creator,
            looked_at: row.looked_at,
            ended_at: row.ended_at,
        }
    }
}

impl From<&Chargeback> for Row {
    fn from(one: &Chargeback) -> Self {
        Self {
            id: one.id,
            provider_ref: one.provider_ref.clone(),
            checkout_id: one.checkout,
            org_id: one.org,
            contract_id: one.contract,
            amount: one.money.amount,
            currency: one.money.currency,
            reason: one.reason.clone(),
            state: one.state,
            version: one.version,
            opened_at: one.opened_at,
            due_at: one.due_at,
            taken_at: one.taken_at,
            send_at: one.send_at,
            sent_at: one.sent_at,
            evidence: one.evidence.clone(),
            borne_by_org: one.borne_by_org,
            borne_by_creator: one.borne_by_creator,
            looked_at: one.looked_at,
            ended_at: one.ended_at,
        }
    }
}

/// Keeps a new one; `false` if the provider's case is here already.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Chargeback) -> Result<bool, DbError> {
    let row = Row::from(new);
    Ok(each!(&mut **tx, c => diesel::insert_into(chargebacks::table).values(&row).on_conflict_do_nothing().execute(c))? == 1)
}

pub(super) fn find(conn: &mut Conn, id: ChargebackId) -> Result<Option<Chargeback>, DbError> {
    Ok(chargebacks::table.find(id).get_result::<Row>(conn).optional()?.map(Chargeback::from))
}

/// The one that the provider calls so.
pub(super) fn find_by_ref(conn: &mut Conn, name: &str) -> Result<Option<Chargeback>, DbError> {
    let row = chargebacks::table.filter(chargebacks::provider_ref.eq(name));
    Ok(row.first::<Row>(conn).optional()?.map(Chargeback::from))
}

/// Writes one as it is now. Refusals: `version.stale` if it is not as it was seen.
pub(super) fn write(tx: &mut Tx<'_>, seen: &Chargeback, now: &Chargeback) -> Result<(), Failure> {
    let row = chargebacks::table.find(seen.id).filter(chargebacks::version.eq(seen.version)).filter(chargebacks::state.eq(seen.state));
    let set = (
        chargebacks::state.eq(now.state),
        chargebacks::version.eq(chargebacks::version + 1i64),
        chargebacks::due_at.eq(now.due_at),
        chargebacks::taken_at.eq(now.taken_at),
        chargebacks::send_at.eq(now.send_at),
        chargebacks::sent_at.eq(now.sent_at),
        chargebacks::evidence.eq(&now.evidence),
        chargebacks::borne_by_org.eq(now.borne_by_org),
        chargebacks::borne_by_creator.eq(now.borne_by_creator),
        chargebacks::ended_at.eq(now.ended_at),
    );
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// The provider was asked about it.
pub(super) fn touch(tx: &mut Tx<'_>, id: ChargebackId, at: Instant) -> Result<(), DbError> {
    diesel::update(chargebacks::table.find(id)).set(chargebacks::looked_at.eq(at)).execute(&mut **tx)?;
    Ok(())
}

const OPEN: [ChargebackState; 2] = [ChargebackState::Opened, ChargebackState::EvidenceSent];

/// Open ones of which nothing was heard since then, the longest first.
pub(super) fn list_quiet(conn: &mut Conn, since: Instant, limit: i64) -> Result<Vec<Chargeback>, DbError> {
    let rows = chargebacks::table.filter(chargebacks::state.eq_any(OPEN)).filter(chargebacks::looked_at.le(since));
    Ok(rows.order(chargebacks::looked_at).at_most(limit).load::<Row>(conn)?.into_iter().map(Chargeback::from).collect())
}

/// Those whose evidence is to go out by now.
pub(super) fn list_to_send(conn: &mut Conn, now: Instant, limit: i64) -> Result<Vec<Chargeback>, DbError> {
    let rows = chargebacks::table.filter(chargebacks::state.eq(ChargebackState::Opened)).filter(chargebacks::send_at.le(now));
    Ok(rows.order(chargebacks::send_at).at_most(limit).load::<Row>(conn)?.into_iter().map(Chargeback::from).collect())
}

/// Since when those are open whose evidence has not gone out, the oldest first.
pub fn list_open_since(conn: &mut Conn, limit: i64) -> Result<Vec<Instant>, DbError> {
    let rows = chargebacks::table.filter(chargebacks::state.eq(ChargebackState::Opened)).order(chargebacks::opened_at).limit(limit);
    Ok(rows.select(chargebacks::opened_at).load(conn)?)
}

/// Until when the provider takes evidence, of those whose evidence has not gone out: the first instant.
pub fn next_due(conn: &mut Conn) -> Result<Option<Instant>, DbError> {
    let rows = chargebacks::table.filter(chargebacks::state.eq(ChargebackState::Opened)).filter(chargebacks::due_at.is_not_null());
    let found: Option<Option<Instant>> = rows.order(chargebacks::due_at).select(chargebacks::due_at).first(conn).optional()?;
    Ok(found.flatten())
}

/// Those of a deal, the newest first.
pub fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Chargeback>, DbError> {
    let rows = chargebacks::table.filter(chargebacks::contract_id.eq(Some(id))).order(chargebacks::id.desc()).limit(100);
    Ok(rows.load::<Row>(conn)?.into_iter().map(Chargeback::from).collect())
}

/// All of them, or the open ones; the newest first.
pub(super) fn list(conn: &mut Conn, open: bool, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Chargeback>, DbError> {
    let mut rows = chargebacks::table.into_boxed();
    if open {
        rows = rows.filter(chargebacks::state.eq_any(OPEN));
    }
    if let Some(id) = after.and_then(|cursor| cursor.id.parse::<ChargebackId>().ok()) {
        rows = rows.filter(chargebacks::id.lt(id));
    }
    let found = rows.order(chargebacks::id.desc()).at_most(limit.rows_and_one()).load::<Row>(conn)?;
    let found = found.into_iter().map(Chargeback::from).collect();
    Ok(Slice::cut(found, limit, |last: &Chargeback| Cursor { key: last.opened_at.0, id: last.id.to_string() }))
}
