//! The rows of payouts and of the accounts they go to.

use super::model::{NewAccount, Payout, PayoutAccount, PayoutState};
use super::rules::Next;
use crate::failure::{Failure, VERSION_STALE};
use crate::ledger::Payee;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::platform::gateway::{PayeeSeen, Standing};
use crate::primitives::id::{CreatorId, Identity as _, OrgId, PayoutAccountId, PayoutId};
use crate::primitives::{Currency, Cursor, Instant, Limit, Minor, Money, Slice};
use crate::schema::{payout_accounts, payouts};
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = payouts, treat_none_as_default_value = false)]
struct PayoutRow {
    id: PayoutId,
    creator_id: Option<CreatorId>,
    account_id: PayoutAccountId,
    currency: Currency,
    amount: Minor,
    debt_paid: Minor,
    state: PayoutState,
    version: i64,
    failure_code: Option<String>,
    created_at: Instant,
    ended_at: Option<Instant>,
    org_id: Option<OrgId>,
}

/// The row says whose it is, and by a check of the table of one alone.
fn payee((creator, org): (Option<CreatorId>, Option<OrgId>)) -> Payee {
    Payee::of((creator, org)).unwrap_or(Payee::Creator(CreatorId::nobody()))
}

impl From<PayoutRow> for Payout {
    fn from(row: PayoutRow) -> Self {
        Self {
            id: row.id,
            payee: payee((row.creator_id, row.org_id)),
            account: row.account_id,
            money: Money::new(row.amount, row.currency),
            debt_paid: row.debt_paid,
            state: row.state,
            version: row.version,
            failure_code: row.failure_code,
            created_at: row.created_at,
            ended_at: row.ended_at,
        }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, payout: &Payout) -> Result<(), DbError> {
    let row = PayoutRow {
        id: payout.id,
        creator_id: payout.payee.creator(),
        account_id: payout.account,
        currency: payout.money.currency,
        amount: payout.money.amount,
        debt_paid: payout.debt_paid,
        state: payout.state,
        version: payout.version,
        failure_code: payout.failure_code.clone(),
        created_at: payout.created_at,
        ended_at: payout.ended_at,
        org_id: payout.payee.org(),
    };
    diesel::insert_into(payouts::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn find(conn: &mut Conn, id: PayoutId) -> Result<Option<Payout>, DbError> {
    Ok(payouts::table.find(id).get_result::<PayoutRow>(conn).optional()?.map(Payout::from))
}

/// Somebody's payouts, newest first.
pub fn list_of_payee(conn: &mut Conn, payee: Payee, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Payout>, DbError> {
    let own = payouts::creator_id.eq(payee.creator()).or(payouts::org_id.eq(payee.org()));
    let mut rows = payouts::table.filter(own).into_boxed();
    if let Some(after) = after {
        let at = Instant(after.key);
        let tie = payouts::created_at
            .eq(at)
            .and(diesel::dsl::sql::<diesel::sql_types::Bool>("payouts.id < ").bind::<diesel::sql_types::Text, _>(after.id.clone()));
        rows = rows.filter(payouts::created_at.lt(at).or(tie));
    }
    let rows = rows.order((payouts::created_at.desc(), payouts::id.desc())).limit(limit.rows_and_one());
    let found: Vec<Payout> = rows.load::<PayoutRow>(conn)?.into_iter().map(Payout::from).collect();
    Ok(Slice::cut(found, limit, |last| Cursor { key: last.created_at.0, id: last.id.to_string() }))
}

/// Payouts that the provider has and that have not ended, the oldest first.
pub(super) fn list_in_transit(conn: &mut Conn, limit: i64) -> Result<Vec<PayoutId>, DbError> {
    let rows = payouts::table.filter(payouts::state.eq(PayoutState::InTransit)).order(payouts::id).limit(limit);
    Ok(rows.select(payouts::id).load(conn)?)
}

/// Writes where a payout stands now. Refusals: `version.stale` if it is not as it was seen.
pub(super) fn advance(tx: &mut Tx<'_>, seen: &Payout, next: Next, ended_at: Option<Instant>, code: Option<&str>) -> Result<(), Failure> {
    let row = payouts::table.find(seen.id).filter(payouts::version.eq(seen.version)).filter(payouts::state.eq(seen.state));
    let set = (
        payouts::state.eq(next.state()),
        payouts::version.eq(payouts::version + 1i64),
        payouts::ended_at.eq(ended_at),
        payouts::failure_code.eq(code),
    );
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// Payouts to an account whose waiting is over are to be sent at once.
pub(super) fn list_scheduled(conn: &mut Conn, account: PayoutAccountId) -> Result<Vec<Payout>, DbError> {
    let rows = payouts::table.filter(payouts::account_id.eq(account)).filter(payouts::state.eq(PayoutState::Scheduled));
    Ok(rows.order(payouts::id).at_most(1_000).load::<PayoutRow>(conn)?.into_iter().map(Payout::from).collect())
}

#[derive(Queryable)]
struct AccountRow {
    id: PayoutAccountId,
    creator_id: Option<CreatorId>,
    name: String,
    country: String,
    currency: Currency,
    usable_at: Instant,
    _replaced_at: Option<Instant>,
    provider_ref: Option<String>,
    created_at: Instant,
    standing: Standing,
    needs: String,
    needs_by: Option<Instant>,
    onboarding_url: Option<String>,
    onboarding_until: Option<Instant>,
    org_id: Option<OrgId>,
}

impl From<AccountRow> for PayoutAccount {
    fn from(row: AccountRow) -> Self {
        Self {
            id: row.id,
            payee: payee((row.creator_id, row.org_id)),
            name: row.name,
            country: row.country,
            currency: row.currency,
            usable_at: row.usable_at,
            created_at: row.created_at,
            provider_ref: row.provider_ref,
            standing: row.standing,
            needs: serde_json::from_str(&row.needs).unwrap_or_default(),
            needs_by: row.needs_by,
            onboarding: row.onboarding_url.zip(row.onboarding_until),
        }
    }
}

/// An account, whether or not it is the current one.
pub(super) fn get_account(conn: &mut Conn, id: PayoutAccountId) -> Result<PayoutAccount, DbError> {
    Ok(payout_accounts::table.find(id).get_result::<AccountRow>(conn)?.into())
}

/// The account that the provider calls so, whether or not it is the current one; the newest if there are several.
pub(super) fn find_account_of_ref(conn: &mut Conn, name: &str) -> Result<Option<PayoutAccount>, DbError> {
    let rows = payout_accounts::table.filter(payout_accounts::provider_ref.eq(Some(name))).order(payout_accounts::id.desc());
    Ok(rows.first::<AccountRow>(conn).optional()?.map(PayoutAccount::from))
}

/// Accounts that the provider does not pay to yet.
pub(super) fn list_unsettled(conn: &mut Conn, limit: i64) -> Result<Vec<PayoutAccountId>, DbError> {
    let rows = payout_accounts::table.filter(payout_accounts::replaced_at.is_null()).filter(payout_accounts::provider_ref.is_not_null());
    let rows = rows.filter(payout_accounts::standing.ne(Standing::Usable)).order(payout_accounts::id).limit(limit);
    Ok(rows.select(payout_accounts::id).load(conn)?)
}

/// Keeps what the provider says of an account.
pub(super) fn set_standing(tx: &mut Tx<'_>, id: PayoutAccountId, provider_ref: &str, seen: &PayeeSeen) -> Result<(), DbError> {
    let set = (
        payout_accounts::provider_ref.eq(Some(provider_ref)),
        payout_accounts::standing.eq(seen.standing),
        payout_accounts::needs.eq(serde_json::to_string(&seen.needs).unwrap_or_else(|_| "[]".to_owned())),
        payout_accounts::needs_by.eq(seen.needs_by),
    );
    diesel::update(payout_accounts::table.find(id)).set(set).execute(&mut **tx)?;
    Ok(())
}

/// Keeps the provider's page for an account.
pub(super) fn set_onboarding(tx: &mut Tx<'_>, id: PayoutAccountId, url: &str, until: Instant) -> Result<(), DbError> {
    let set = (payout_accounts::onboarding_url.eq(Some(url)), payout_accounts::onboarding_until.eq(Some(until)));
    diesel::update(payout_accounts::table.find(id)).set(set).execute(&mut **tx)?;
    Ok(())
}

/// The account that somebody's payouts go to.
pub fn find_account(conn: &mut Conn, payee: Payee) -> Result<Option<PayoutAccount>, DbError> {
    let own = payout_accounts::creator_id.eq(payee.creator()).or(payout_accounts::org_id.eq(payee.org()));
    let rows = payout_accounts::table.filter(own).filter(payout_accounts::replaced_at.is_null());
    Ok(rows.first::<AccountRow>(conn).optional()?.map(PayoutAccount::from))
}

/// The account is the current one no more; `false` if it was not.
pub(super) fn replace_account(tx: &mut Tx<'_>, id: PayoutAccountId, at: Instant) -> Result<bool, DbError> {
    let row = payout_accounts::table.find(id).filter(payout_accounts::replaced_at.is_null());
    Ok(diesel::update(row).set(payout_accounts::replaced_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// Writes a new current account; `false` if somebody else wrote one first.
pub(super) fn insert_account(
    tx: &mut Tx<'_>,
    (id, payee): (PayoutAccountId, Payee),
    new: &NewAccount,
    (usable_at, standing): (Instant, Standing),
    at: Instant,
) -> Result<bool, DbError> {
    let row = (
        payout_accounts::id.eq(id),
        payout_accounts::creator_id.eq(payee.creator()),
        payout_accounts::org_id.eq(payee.org()),
        payout_accounts::name.eq(&new.name),
        payout_accounts::country.eq(&new.country),
        payout_accounts::currency.eq(new.currency),
        payout_accounts::usable_at.eq(usable_at),
        payout_accounts::created_at.eq(at),
        payout_accounts::standing.eq(standing),
    );
    let inserted =
        crate::each!(&mut **tx, c => diesel::insert_into(payout_accounts::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}
