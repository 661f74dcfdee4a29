//! Funding a deal: from the wallet at once, or by a payment of what is missing.

use super::deals::ContractsObject;
use super::objects::{self, ContractObject};
use crate::contracts;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::payments::{self, CheckoutObject, CheckoutState, Funding, Till};
use crate::primitives::id::{CheckoutId, ContractId, MilestoneId};
use crate::sessions::Right;
use crate::web::Id;
use crate::web::api::{Body, Call, Either, MoneyMoves, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// What the key of a funding stands for when the wallet covered it.
const FUNDED: &str = "funded";

/// Which milestones.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewFunding)]
pub(super) struct FundingBody {
    /// All that are planned, if none are named.
    milestones: Option<Vec<MilestoneId>>,
}

/// `POST /api/v1/contracts/{id}/funding`
pub(super) async fn fund(
    call: Call<MoneyMoves>,
    id: Id<ContractId>,
    body: Body<FundingBody>,
) -> Result<Either<Reply<ContractObject>, Reply<CheckoutObject, 202>>, Failure> {
    let look = call.see(move |conn, person| {
        let (contract, _) = contracts::see_contract(conn, person, id.0)?;
        if !person.is_member(contract.org) {
            return Err(ACT_FORBIDDEN.into());
        }
        person.can(contract.org, Right::MoveMoney)?;
        person.confirmed()?;
        Ok(contract.currency)
    });
    let till = Till::of(&call.site, look.await?)?;
    let mut chosen = body.parse()?.milestones.unwrap_or_default();
    chosen.sort();
    chosen.dedup();
    let made = call.write_anew(&body, move |tx, act, person| {
        Ok(match payments::fund(tx, act, person, (id.0, &chosen), &till)? {
            Funding::Funded => FUNDED.to_owned(),
            Funding::Checkout(checkout) => checkout.to_string(),
        })
    });
    let made = made.await?;
    if let Ok(checkout) = made.parse::<CheckoutId>() {
        let checkout = payments::open(&call, checkout).await?;
        if checkout.state != CheckoutState::Paid {
            return Ok(Either::Right(Reply::of(&CheckoutObject::from(checkout))?));
        }
    }
    let asker = call.asker.clone();
    let contract = call.see(move |conn, person| objects::contract(conn, &asker, person, id.0)).await?;
    Ok(Either::Left(Reply::of(&contract)?))
}

/// Which deals.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewFundings)]
pub(super) struct BundleBody {
    #[schema(min_items = 1, max_items = 30)]
    contract_ids: Vec<ContractId>,
}

/// `POST /api/v1/fundings`
pub(super) async fn fund_all(
    call: Call<MoneyMoves>,
    body: Body<BundleBody>,
) -> Result<Either<Reply<ContractsObject>, Reply<CheckoutObject, 202>>, Failure> {
    call.admit()?;
    let mut ids = body.parse()?.contract_ids;
    ids.sort();
    ids.dedup();
    let first = ids.first().copied().filter(|_| ids.len() <= 30).ok_or_else(|| Failure::field("contract_ids", "required"))?;
    let currency =
        call.see(move |conn, person| contracts::see_contract(conn, person, first).map(|(contract, _)| contract.currency)).await?;
    let (till, chosen) = (Till::of(&call.site, currency)?, ids.clone());
    let made = call.write_anew(&body, move |tx, act, person| {
        Ok(match payments::fund_all(tx, act, person, &chosen, &till)? {
            Funding::Funded => FUNDED.to_owned(),
            Funding::Checkout(checkout) => checkout.to_string(),
        })
    });
    let made = made.await?;
    if let Ok(checkout) = made.parse::<CheckoutId>() {
        let checkout = payments::open(&call, checkout).await?;
        if checkout.state != CheckoutState::Paid {
            return Ok(Either::Right(Reply::of(&CheckoutObject::from(checkout))?));
        }
    }
    let asker = call.asker.clone();
    let items = call.see(move |conn, person| ids.iter().map(|id| objects::contract(conn, &asker, person, *id)).collect::<Result<_, _>>());
    Ok(Either::Left(Reply::of(&ContractsObject { items: items.await? })?))
}
