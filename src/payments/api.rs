//! The API's doors of wallets: money in and back.

use super::model::{Checkout, Till, Withdrawal, WithdrawalState};
use super::{actions, jobs, store};
use crate::api_door;
use crate::failure::Failure;
use crate::primitives::Money;
use crate::primitives::id::{CheckoutId, OrgId, WithdrawalId};
use crate::sessions::Right;
use crate::web::Asker;
use crate::web::api::{ApiDoor, Body, Call, Moment, MoneyMoves, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every API door of wallets.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/wallet/top-ups", Token, top_up, "Ask to pay into the wallet of an organisation", "payment.too_small", "payment.too_large", "act.forbidden", "person.unconfirmed", "not_found"),
    api_door!(POST "/wallet/withdrawals", Token, withdraw, "Send unused wallet money back to where it came from", "balance.insufficient", "payment.too_small", "withdrawal.no_origin", "act.forbidden", "person.held", "person.unconfirmed", "not_found"),
];

/// A payment that is asked for.
#[derive(Serialize, ToSchema)]
#[schema(as = Checkout)]
pub struct CheckoutObject {
    /// The provider's page; null while it is prepared (then repeat the call with the same key) and when it takes no payment any more.
    #[schema(required)]
    checkout_url: Option<String>,
    /// Until when the page takes a payment.
    expires_at: Moment,
    amount: Money,
}

impl From<Checkout> for CheckoutObject {
    fn from(checkout: Checkout) -> Self {
        let url = checkout.url.filter(|_| checkout.state.is_open());
        Self { checkout_url: url, expires_at: Moment(checkout.expires_at), amount: checkout.money }
    }
}

/// Asks the provider for the page of a checkout, and waits for it a little; then the checkout as it stands.
pub async fn open(asker: &Asker, id: CheckoutId) -> Result<Checkout, Failure> {
    jobs::open_now(&asker.site, id).await?;
    asker.site.db.read(move |conn| store::find_checkout(conn, id)?.ok_or(Failure::NotFound)).await
}

/// An amount for or from the wallet of an organisation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WalletMove)]
struct Amount {
    org_id: OrgId,
    amount: Money,
}

/// What was sent, by somebody who moves the organisation's money.
async fn read(call: &Call<MoneyMoves>, body: &Body<Amount>) -> Result<(OrgId, Money), Failure> {
    let named = body.names::<OrgId>("org_id");
    call.see(move |_, person| named.map_or(Ok(()), |org| person.can(org, Right::MoveMoney).and_then(|()| person.confirmed()))).await?;
    let sent = body.parse()?;
    Ok((sent.org_id, sent.amount))
}

/// `POST /api/v1/wallet/top-ups`
async fn top_up(call: Call<MoneyMoves>, body: Body<Amount>) -> Told<CheckoutObject, 202> {
    let (org, money) = read(&call, &body).await?;
    let till = Till::of(&call.site, money.currency)?;
    let made = call.write_anew(&body, move |tx, act, person| Ok(actions::top_up(tx, act, person, (org, money), &till)?.to_string()));
    let id: CheckoutId = made.await?.parse().map_err(|_| Failure::Bug("a key of another door".to_owned()))?;
    Reply::of(&CheckoutObject::from(open(&call, id).await?))
}

/// Money on its way back.
#[derive(Serialize, ToSchema)]
#[schema(as = Withdrawal)]
struct WithdrawalObject {
    id: WithdrawalId,
    org_id: OrgId,
    state: WithdrawalState,
    amount: Money,
    created_at: Moment,
}

impl From<Withdrawal> for WithdrawalObject {
    fn from(withdrawal: Withdrawal) -> Self {
        Self {
            id: withdrawal.id,
            org_id: withdrawal.org,
            state: withdrawal.state,
            amount: withdrawal.money,
            created_at: Moment(withdrawal.created_at),
        }
    }
}

/// `POST /api/v1/wallet/withdrawals`
async fn withdraw(call: Call<MoneyMoves>, body: Body<Amount>) -> Told<WithdrawalObject, 202> {
    let (org, money) = read(&call, &body).await?;
    let till = Till::of(&call.site, money.currency)?;
    let sent = call.write(&body, move |tx, act, person| {
        let id = actions::withdraw(tx, act, person, (org, money), &till)?;
        Ok(WithdrawalObject::from(store::find_withdrawal(tx, id)?.ok_or(Failure::NotFound)?))
    });
    sent.await
}
