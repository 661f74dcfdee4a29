//! The API's doors of payouts.

use super::forms::AccountForm;
use super::model::{AccountState, Payout, PayoutAccount, PayoutState};
use super::{Desk, actions, jobs, store};
use crate::api_door;
use crate::failure::Failure;
use crate::ledger::{Payee, Provider};
use crate::platform::db::Conn;
use crate::primitives::id::{PayoutAccountId, PayoutId};
use crate::primitives::{Currency, Instant, Money};
use crate::sessions::Person;
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Body, Call, Listed, Moment, MoneyMoves, Needs, Nothing, PageQuery, Reading, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every API door of payouts.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/payout-account", Token, account, "Where your payouts go", "not_found"),
    api_door!(PUT "/payout-account", Token, set_account, "Name where your payouts go; a changed account waits 72 hours", "auth.step_up", "version.stale", "not_found"),
    api_door!(POST "/payouts", Token, request, "Ask for a payout of what is available", "payout.no_account", "payout.too_small", "money.currency", "balance.insufficient", "person.held", "person.unconfirmed", "not_found"),
    api_door!(GET "/payouts", Token, list, "Your payouts, newest first", "cursor.invalid", "not_found"),
    api_door!(GET "/payouts/{id}", Token, show, "One payout"),
    api_door!(POST "/payouts/{id}/cancellation", Token, cancel, "Take a payout back that was not sent yet", "state.refused", "version.stale"),
];

/// Where a creator's payouts go.
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

/// A creator's own.
fn own(person: &Person) -> Result<Payee, Failure> {
    person.creator_id().map(Payee::Creator)
}

/// Only creators have payouts by these doors; nobody else finds any.
async fn creator<S: Needs>(call: &Call<S>) -> Result<(), Failure> {
    call.see(|_, person| person.creator_id().map(drop)).await
}

/// `GET /api/v1/payout-account`
async fn account(call: Call<Reading>) -> Told<AccountObject> {
    let found = call.see(|conn, person| store::find_account(conn, own(person)?)?.ok_or(Failure::NotFound)).await?;
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
}

/// `PUT /api/v1/payout-account`
async fn set_account(call: Call<MoneyMoves>, body: Body<AccountBody>) -> Told<AccountObject> {
    let now = call.now;
    call.see(move |_, person| person.creator_id().and_then(|_| person.stepped_up(now))).await?;
    let sent = body.parse()?;
    let new = AccountForm { name: sent.name, country: sent.country, currency: sent.currency.to_string() }.parse()?;
    let desk = Desk::of(&call.site)?;
    let payee = call
        .act(move |tx, act, person| {
            actions::set_account(tx, act, person, &new, &desk)?;
            own(person)
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
}

/// `POST /api/v1/payouts`
async fn request(call: Call<MoneyMoves>, body: Body<RequestBody>) -> Told<PayoutObject, 201> {
    call.see(|_, person| person.creator_id().and_then(|_| person.confirmed())).await?;
    let money = body.parse()?.amount;
    let from = (Provider::of(&*call.site.gateway)?, call.site.gateway.minimum(money.currency));
    let requested = call.write(&body, move |tx, act, person| {
        let id = actions::request(tx, act, person, money, from)?;
        PayoutObject::find(tx, person, id)
    });
    requested.await
}

/// `GET /api/v1/payouts`
async fn list(call: Call<Reading>, query: Ask<PageQuery>) -> Told<Listed<PayoutObject>> {
    creator(&call).await?;
    let (limit, after) = query.parse()?.parse(&call)?;
    let slice = call.see(move |conn, person| Ok(store::list_of_payee(conn, own(person)?, after.as_ref(), limit)?)).await?;
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
