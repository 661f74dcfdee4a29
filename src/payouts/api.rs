//! The API's doors of payouts.

use super::forms::AccountForm;
use super::model::{AccountState, Payout, PayoutAccount, PayoutState};
use super::{Desk, actions, jobs, store};
use crate::api_door;
use crate::failure::Failure;
use crate::ledger::{Payee, Provider};
use crate::platform::db::Conn;
use crate::primitives::id::{OrgId, PayoutAccountId, PayoutId};
use crate::primitives::{Currency, Instant, Money};
use crate::sessions::Person;
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Body, Call, Listed, Moment, MoneyMoves, Nothing, PageQuery, Reading, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Every API door of payouts.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/payout-account", Token, account, "Where your payouts go, or those of an agency", "act.forbidden", "not_found"),
    api_door!(PUT "/payout-account", Token, set_account, "Name where your payouts go, or those of an agency; a changed account waits 72 hours", "act.forbidden", "auth.step_up", "version.stale", "not_found"),
    api_door!(POST "/payouts", Token, request, "Ask for a payout of what is available to you, or to an agency", "act.forbidden", "payout.no_account", "payout.too_small", "money.currency", "balance.insufficient", "person.held", "person.unconfirmed", "not_found"),
    api_door!(GET "/payouts", Token, list, "Your payouts, or an agency's, newest first", "act.forbidden", "cursor.invalid", "not_found"),
    api_door!(GET "/payouts/{id}", Token, show, "One payout"),
    api_door!(POST "/payouts/{id}/cancellation", Token, cancel, "Take a payout back that was not sent yet", "state.refused", "version.stale"),
];

/// Where the payouts of a creator or of an agency go.
#[derive(Serialize, ToSchema)]
#[schema(as = PayoutAccount)]
struct AccountObject {
    id: PayoutAccountId,
    /// In whose name.
    name: String,
    /// ISO 3166-1, two letters.
    country: String,
    currency: Currency,
    state: AccountState,
    #[serde(skip_serializing_if = "Option::is_none")]
    usable_at: Option<Moment>,
    /// What the provider still wants to know, in its own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    needs: Vec<String>,
    /// By when it wants to know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    needs_by: Option<Moment>,
    /// Where the provider asks for what it wants to know, for some minutes; PUT the same account again for a fresh one.
    #[serde(skip_serializing_if = "Option::is_none")]
    onboarding_url: Option<String>,
}

impl AccountObject {
    fn of(account: PayoutAccount, now: Instant) -> Self {
        Self {
            state: account.state(now),
            needs: account.needs.clone(),
            needs_by: account.needs_by.map(Moment),
            onboarding_url: account.onboarding_url(now).map(str::to_owned),
            id: account.id,
            name: account.name,
            country: account.country,
            currency: account.currency,
            usable_at: Some(Moment(account.usable_at)),
        }
    }
}

/// Whose: the asker's own as a creator, unless an agency is named.
fn payee(person: &Person, agency: Option<OrgId>) -> Result<Payee, Failure> {
    agency.map_or_else(|| person.creator_id().map(Payee::Creator), |org| Ok(Payee::Agency(org)))
}

/// What the address of a question says; what names no organisation is nobody's.
fn named(org: Option<&str>) -> Result<Option<OrgId>, Failure> {
    org.map(|text| text.parse().map_err(|_| Failure::NotFound)).transpose()
}

/// Those whose money this person reads: his own as a creator, an agency's by his role. Nobody else finds any.
fn read(person: &Person, org: Option<&str>) -> Result<Payee, Failure> {
    let payee = payee(person, named(org)?)?;
    actions::reads(person, payee).map(|()| payee)
}

/// Whose account.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct AccountQuery {
    /// An agency; your own as a creator, if it is not said.
    #[param(value_type = Option<OrgId>)]
    org_id: Option<String>,
}

/// `GET /api/v1/payout-account`
async fn account(call: Call<Reading>, query: Ask<AccountQuery>) -> Told<AccountObject> {
    let asked = query.parse()?;
    let look = move |conn: &mut Conn, person: &Person| {
        let payee = read(person, asked.org_id.as_deref())?;
        store::find_account(conn, payee)?.ok_or(Failure::NotFound)
    };
    let found = call.see(look).await?;
    Reply::of(&AccountObject::of(found, call.now))
}

/// A payout account as its owner names it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayoutAccount)]
struct AccountBody {
    /// In whose name.
    #[schema(max_length = 120)]
    name: String,
    /// ISO 3166-1, two letters.
    #[schema(example = "CN")]
    country: String,
    currency: Currency,
    /// An agency whose money you move; your own as a creator, if it is not said.
    #[serde(default)]
    org_id: Option<OrgId>,
}

/// `PUT /api/v1/payout-account`
async fn set_account(call: Call<MoneyMoves>, body: Body<AccountBody>) -> Told<AccountObject> {
    let (now, agency) = (call.now, body.names::<OrgId>("org_id"));
    call.see(move |_, person| actions::moves(person, payee(person, agency)?).and_then(|()| person.stepped_up(now))).await?;
    let sent = body.parse()?;
    let agency = sent.org_id;
    let new = AccountForm { name: sent.name, country: sent.country, currency: sent.currency.to_string() }.parse()?;
    let desk = Desk::of(&call.site)?;
    let payee = call
        .act(move |tx, act, person| {
            let payee = payee(person, agency)?;
            actions::set_account_of(tx, act, (person, payee), &new, &desk)?;
            Ok(payee)
        })
        .await?;
    jobs::onboard_now(&call.site, payee).await?;
    Reply::of(&AccountObject::of(call.see(move |conn, _| store::find_account(conn, payee)?.ok_or(Failure::NotFound)).await?, now))
}

/// A payout.
#[derive(Serialize, ToSchema)]
#[schema(as = Payout)]
struct PayoutObject {
    id: PayoutId,
    state: PayoutState,
    /// What left the available balance.
    amount: Money,
    /// What arrived: a debt may have taken its part.
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_code: Option<String>,
    created_at: Moment,
}

impl PayoutObject {
    fn of(payout: Payout) -> Result<Self, Failure> {
        let travelled = Money::new(payout.money.amount.minus(payout.debt_paid)?, payout.money.currency);
        Ok(Self {
            id: payout.id,
            state: payout.state,
            amount: payout.money,
            paid_amount: (payout.state == PayoutState::Paid).then_some(travelled),
            failure_code: payout.failure_code,
            created_at: Moment(payout.created_at),
        })
    }

    fn find(conn: &mut Conn, person: &Person, id: PayoutId) -> Result<Self, Failure> {
        Self::of(actions::owned(conn, person, id)?)
    }
}

/// How much.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayout)]
struct RequestBody {
    /// In the currency of the payout account.
    amount: Money,
    /// An agency whose money you move; your own as a creator, if it is not said.
    #[serde(default)]
    org_id: Option<OrgId>,
}

/// Whose payouts, and which slice of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct PayoutsQuery {
    /// An agency; your own as a creator, if it is not said.
    #[param(value_type = Option<OrgId>)]
    org_id: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

/// `POST /api/v1/payouts`
async fn request(call: Call<MoneyMoves>, body: Body<RequestBody>) -> Told<PayoutObject, 201> {
    let agency = body.names::<OrgId>("org_id");
    call.see(move |_, person| actions::moves(person, payee(person, agency)?).and_then(|()| person.confirmed())).await?;
    let RequestBody { amount: money, org_id } = body.parse()?;
    let from = (Provider::of(&*call.site.gateway)?, call.site.gateway.minimum(money.currency));
    let requested = call.write(&body, move |tx, act, person| {
        let id = actions::request_of(tx, act, (person, payee(person, org_id)?), money, from)?;
        PayoutObject::find(tx, person, id)
    });
    requested.await
}

/// `GET /api/v1/payouts`
async fn list(call: Call<Reading>, query: Ask<PayoutsQuery>) -> Told<Listed<PayoutObject>> {
    let PayoutsQuery { org_id, limit, cursor } = query.parse()?;
    let payee = call.see(move |_, person| read(person, org_id.as_deref())).await?;
    let (limit, after) = PageQuery { limit, cursor }.parse(&call)?;
    let slice = call.see(move |conn, _| Ok(store::list_of_payee(conn, payee, after.as_ref(), limit)?)).await?;
    let next = slice.next;
    let items = slice.items.into_iter().map(PayoutObject::of).collect::<Result<_, _>>()?;
    Reply::of(&Listed::of(&call, crate::primitives::Slice { items, next }))
}

/// `GET /api/v1/payouts/{id}`
async fn show(call: Call<Reading>, id: Id<PayoutId>) -> Told<PayoutObject> {
    Reply::of(&call.see(move |conn, person| PayoutObject::find(conn, person, id.0)).await?)
}

/// `POST /api/v1/payouts/{id}/cancellation`
async fn cancel(call: Call<MoneyMoves>, id: Id<PayoutId>, body: Body<Nothing>) -> Told<PayoutObject> {
    call.see(move |conn, person| PayoutObject::find(conn, person, id.0).map(drop)).await?;
    body.parse()?;
    let provider = Provider::of(&*call.site.gateway)?;
    let cancelled = call.write(&body, move |tx, act, person| {
        actions::cancel(tx, act, person, id.0, provider)?;
        PayoutObject::find(tx, person, id.0)
    });
    cancelled.await
}
