//! The rows of checkouts and withdrawals.

use super::model::{Checkout, CheckoutState, Purpose, Unexplained, UnexplainedState, Withdrawal, WithdrawalState};
use crate::each;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{CheckoutId, ContractId, MilestoneId, OperationId, OrgId, UserId, WithdrawalId};
use crate::primitives::{Currency, Cursor, Instant, Limit, Minor, Money, Slice};
use crate::schema::{checkout_milestones, checkouts, memberships, organisations, unexplained, withdrawals};
use crate::sessions::Role;
use diesel::prelude::*;

/// Holds the organisation until the transaction ends, so that what went back of each of its payments stays true.
pub(super) fn hold_org(tx: &mut Tx<'_>, org: OrgId) -> Result<(), DbError> {
    diesel::update(organisations::table.find(org)).set(organisations::version.eq(organisations::version)).execute(&mut **tx)?;
    Ok(())
}

/// What an organisation is called.
pub(super) fn name_of_org(conn: &mut Conn, org: OrgId) -> Result<Option<String>, DbError> {
    Ok(organisations::table.find(org).select(organisations::name).get_result(conn).optional()?)
}

/// Whoever has owned an organisation longest.
pub(super) fn find_owner(conn: &mut Conn, org: OrgId) -> Result<Option<UserId>, DbError> {
    let rows = memberships::table.filter(memberships::org_id.eq(org)).filter(memberships::role.eq(Role::Owner));
    Ok(rows.order(memberships::id).select(memberships::user_id).first(conn).optional()?)
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = checkouts, treat_none_as_default_value = false)]
struct CheckoutRow {
    id: CheckoutId,
    org_id: OrgId,
    contract_id: Option<ContractId>,
    asked_by: UserId,
    purpose: Purpose,
    state: CheckoutState,
    version: i64,
    amount: Minor,
    currency: Currency,
    url: Option<String>,
    created_at: Instant,
    expires_at: Instant,
    paid_at: Option<Instant>,
    contested: Minor,
    charged_back: Minor,
}

impl From<CheckoutRow> for Checkout {
    fn from(row: CheckoutRow) -> Self {
        Self {
            id: row.id,
            org: row.org_id,
            contract: row.contract_id,
            asked_by: row.asked_by,
            purpose: row.purpose,
            state: row.state,
            version: row.version,
            money: Money::new(row.amount, row.currency),
            url: row.url,
            created_at: row.created_at,
            expires_at: row.expires_at,
            paid_at: row.paid_at,
            contested: row.contested,
            charged_back: row.charged_back,
        }
    }
}

pub(super) fn insert_checkout(tx: &mut Tx<'_>, checkout: &Checkout) -> Result<(), DbError> {
    let row = CheckoutRow {
        id: checkout.id,
        org_id: checkout.org,
        contract_id: checkout.contract,
        asked_by: checkout.asked_by,
        purpose: checkout.purpose,
        state: checkout.state,
        version: checkout.version,
        amount: checkout.money.amount,
        currency: checkout.money.currency,
        url: checkout.url.clone(),
        created_at: checkout.created_at,
        expires_at: checkout.expires_at,
        paid_at: checkout.paid_at,
        contested: checkout.contested,
        charged_back: checkout.charged_back,
    };
    diesel::insert_into(checkouts::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_chosen(tx: &mut Tx<'_>, id: CheckoutId, milestones: &[MilestoneId]) -> Result<(), DbError> {
    let pair = |milestone: &MilestoneId| (checkout_milestones::checkout_id.eq(id), checkout_milestones::milestone_id.eq(*milestone));
    let rows: Vec<_> = milestones.iter().map(pair).collect();
    each!(&mut **tx, c => diesel::insert_into(checkout_milestones::table).values(&rows).execute(c))?;
    Ok(())
}

/// The milestones that a checkout is for; a contract has at most twelve.
pub fn list_chosen(conn: &mut Conn, id: CheckoutId) -> Result<Vec<MilestoneId>, DbError> {
    let rows = checkout_milestones::table.filter(checkout_milestones::checkout_id.eq(id)).order(checkout_milestones::milestone_id);
    Ok(rows.select(checkout_milestones::milestone_id).at_most(100).load(conn)?)
}

/// A checkout by its id.
pub fn find_checkout(conn: &mut Conn, id: CheckoutId) -> Result<Option<Checkout>, DbError> {
    Ok(checkouts::table.find(id).get_result::<CheckoutRow>(conn).optional()?.map(Checkout::from))
}

/// Checkouts of a contract that still await a payment, the newest first.
pub(super) fn list_open_of_contract(conn: &mut Conn, contract: ContractId, now: Instant) -> Result<Vec<Checkout>, DbError> {
    let rows = checkouts::table.filter(checkouts::contract_id.eq(contract)).filter(checkouts::expires_at.gt(now));
    let rows = rows.filter(checkouts::state.eq_any([CheckoutState::Preparing, CheckoutState::Open]));
    Ok(rows.order(checkouts::id.desc()).at_most(20).load::<CheckoutRow>(conn)?.into_iter().map(Checkout::from).collect())
}

/// Checkouts of an organisation that still await a payment, the newest first.
pub fn list_open_checkouts(conn: &mut Conn, org: OrgId, limit: i64) -> Result<Vec<Checkout>, DbError> {
    let rows = checkouts::table.filter(checkouts::org_id.eq(org));
    let rows = rows.filter(checkouts::state.eq_any([CheckoutState::Preparing, CheckoutState::Open]));
    Ok(rows.order(checkouts::id.desc()).at_most(limit).load::<CheckoutRow>(conn)?.into_iter().map(Checkout::from).collect())
}

/// Writes where a checkout stands now. Refusals: `version.stale` if it is not as it was seen.
pub(super) fn advance_checkout(tx: &mut Tx<'_>, seen: &Checkout, state: CheckoutState, paid_at: Option<Instant>) -> Result<(), Failure> {
    let row = checkouts::table.find(seen.id).filter(checkouts::version.eq(seen.version)).filter(checkouts::state.eq(seen.state));
    let set = (checkouts::state.eq(state), checkouts::version.eq(checkouts::version + 1i64), checkouts::paid_at.eq(paid_at));
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// Writes what of a payment is in an open case and what was lost in one. Refusals: `version.stale` if it is not as it was seen.
pub(super) fn set_contested(tx: &mut Tx<'_>, seen: &Checkout, contested: Minor, charged_back: Minor) -> Result<(), Failure> {
    let row = checkouts::table.find(seen.id).filter(checkouts::version.eq(seen.version));
    let set =
        (checkouts::contested.eq(contested), checkouts::charged_back.eq(charged_back), checkouts::version.eq(checkouts::version + 1i64));
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// Of these checkouts, what is in an open case and what was lost in one.
pub(super) fn list_contested(conn: &mut Conn, ids: &[CheckoutId]) -> Result<Vec<(CheckoutId, Minor, Minor)>, DbError> {
    let rows = checkouts::table.filter(checkouts::id.eq_any(ids)).select((checkouts::id, checkouts::contested, checkouts::charged_back));
    Ok(rows.load(conn)?)
}

/// Keeps where the payer goes.
pub(super) fn set_url(tx: &mut Tx<'_>, id: CheckoutId, url: &str) -> Result<(), DbError> {
    diesel::update(checkouts::table.find(id)).set(checkouts::url.eq(Some(url))).execute(&mut **tx)?;
    Ok(())
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = withdrawals, treat_none_as_default_value = false)]
struct WithdrawalRow {
    id: WithdrawalId,
    org_id: OrgId,
    asked_by: UserId,
    amount: Minor,
    currency: Currency,
    state: WithdrawalState,
    version: i64,
    created_at: Instant,
    ended_at: Option<Instant>,
}

impl From<WithdrawalRow> for Withdrawal {
    fn from(row: WithdrawalRow) -> Self {
        Self {
            id: row.id,
            org: row.org_id,
            asked_by: row.asked_by,
            money: Money::new(row.amount, row.currency),
            state: row.state,
            version: row.version,
            created_at: row.created_at,
            ended_at: row.ended_at,
        }
    }
}

pub(super) fn insert_withdrawal(tx: &mut Tx<'_>, withdrawal: &Withdrawal) -> Result<(), DbError> {
    let row = WithdrawalRow {
        id: withdrawal.id,
        org_id: withdrawal.org,
        asked_by: withdrawal.asked_by,
        amount: withdrawal.money.amount,
        currency: withdrawal.money.currency,
        state: withdrawal.state,
        version: withdrawal.version,
        created_at: withdrawal.created_at,
        ended_at: withdrawal.ended_at,
    };
    diesel::insert_into(withdrawals::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn find_withdrawal(conn: &mut Conn, id: WithdrawalId) -> Result<Option<Withdrawal>, DbError> {
    Ok(withdrawals::table.find(id).get_result::<WithdrawalRow>(conn).optional()?.map(Withdrawal::from))
}

/// Withdrawals of an organisation that are on their way, the newest first.
pub fn list_open_withdrawals(conn: &mut Conn, org: OrgId, limit: i64) -> Result<Vec<Withdrawal>, DbError> {
    let rows = withdrawals::table.filter(withdrawals::org_id.eq(org)).filter(withdrawals::state.eq(WithdrawalState::Requested));
    Ok(rows.order(withdrawals::id.desc()).at_most(limit).load::<WithdrawalRow>(conn)?.into_iter().map(Withdrawal::from).collect())
}

/// Writes how a withdrawal ended. Refusals: `version.stale` if it is not as it was seen.
pub(super) fn end_withdrawal(tx: &mut Tx<'_>, seen: &Withdrawal, state: WithdrawalState, at: Instant) -> Result<(), Failure> {
    let row = withdrawals::table.find(seen.id).filter(withdrawals::version.eq(seen.version)).filter(withdrawals::state.eq(seen.state));
    let set = (withdrawals::state.eq(state), withdrawals::version.eq(withdrawals::version + 1i64), withdrawals::ended_at.eq(Some(at)));
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = unexplained, treat_none_as_default_value = false)]
struct UnexplainedRow {
    source: String,
    kind: String,
    amount: Minor,
    currency: Currency,
    state: UnexplainedState,
    version: i64,
    target: Option<String>,
    operation_id: Option<OperationId>,
    found_at: Instant,
    settled_at: Option<Instant>,
}

impl From<UnexplainedRow> for Unexplained {
    fn from(row: UnexplainedRow) -> Self {
        Self {
            source: row.source,
            kind: row.kind,
            money: Money::new(row.amount, row.currency),
            state: row.state,
            version: row.version,
            target: row.target,
            operation: row.operation_id,
            found_at: row.found_at,
            settled_at: row.settled_at,
        }
    }
}

/// Keeps something that nobody asked for; `false` if it is here already.
pub(super) fn insert_unexplained(tx: &mut Tx<'_>, new: &Unexplained) -> Result<bool, DbError> {
    let row = UnexplainedRow {
        source: new.source.clone(),
        kind: new.kind.clone(),
        amount: new.money.amount,
        currency: new.money.currency,
        state: new.state,
        version: new.version,
        target: new.target.clone(),
        operation_id: new.operation,
        found_at: new.found_at,
        settled_at: new.settled_at,
    };
    Ok(each!(&mut **tx, c => diesel::insert_into(unexplained::table).values(&row).on_conflict_do_nothing().execute(c))? == 1)
}

/// Something that nobody asked for, by the provider's name of it.
pub fn find_unexplained(conn: &mut Conn, source: &str) -> Result<Option<Unexplained>, DbError> {
    Ok(unexplained::table.find(source).get_result::<UnexplainedRow>(conn).optional()?.map(Unexplained::from))
}

/// What this call sends back.
pub(super) fn find_returning(conn: &mut Conn, id: OperationId) -> Result<Option<Unexplained>, DbError> {
    let row = unexplained::table.filter(unexplained::operation_id.eq(Some(id)));
    Ok(row.first::<UnexplainedRow>(conn).optional()?.map(Unexplained::from))
}

/// What nobody has explained, the oldest first; or all that ever was, the newest first.
pub fn list_unexplained(conn: &mut Conn, open: bool, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Unexplained>, DbError> {
    let mut rows = unexplained::table.into_boxed();
    if let Some(cursor) = after {
        let (at, name) = (Instant(cursor.key), cursor.id.clone());
        let same = unexplained::found_at.eq(at);
        rows = if open {
            rows.filter(unexplained::found_at.gt(at).or(same.and(unexplained::source.gt(name))))
        } else {
            rows.filter(unexplained::found_at.lt(at).or(same.and(unexplained::source.lt(name))))
        };
    }
    rows = if open {
        rows.filter(unexplained::state.eq(UnexplainedState::Open)).order((unexplained::found_at.asc(), unexplained::source.asc()))
    } else {
        rows.order((unexplained::found_at.desc(), unexplained::source.desc()))
    };
    let found = rows.at_most(limit.rows_and_one()).load::<UnexplainedRow>(conn)?.into_iter().map(Unexplained::from).collect();
    Ok(Slice::cut(found, limit, |last: &Unexplained| Cursor { key: last.found_at.0, id: last.source.clone() }))
}

/// Writes where it stands now. Refusals: `version.stale` if it is not as it was seen.
pub(super) fn advance_unexplained(tx: &mut Tx<'_>, seen: &Unexplained, now: &Unexplained) -> Result<(), Failure> {
    let row = unexplained::table.find(&seen.source).filter(unexplained::version.eq(seen.version)).filter(unexplained::state.eq(seen.state));
    let set = (
        unexplained::state.eq(now.state),
        unexplained::version.eq(unexplained::version + 1i64),
        unexplained::target.eq(now.target.as_deref()),
        unexplained::operation_id.eq(now.operation),
        unexplained::settled_at.eq(now.settled_at),
    );
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}
