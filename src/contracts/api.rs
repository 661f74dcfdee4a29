//! The API's doors of deals that show nothing else. Those that show a whole deal stand in `screens`.

use super::actions;
use super::model::{Contract, Tip};
use super::rules;
use crate::api_door;
use crate::primitives::Money;
use crate::primitives::id::{ContractId, MilestoneId, TipId};
use crate::web::Id;
use crate::web::api::{ApiDoor, Body, Call, Moment, MoneyMoves, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every API door here.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/milestones/{id}/tips", Token, tip, "Thank the creator of accepted work with a little more: from the wallet, without a fee", "act.forbidden", "person.unconfirmed", "money.currency", "tip.uncovered", "state.refused", "version.stale"),
];

/// A tip, as a program gives it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTip)]
struct TipBody {
    /// In the currency of the deal.
    amount: Money,
}

/// Thanks beyond the price.
#[derive(Serialize, ToSchema)]
#[schema(as = Tip)]
struct TipObject {
    id: TipId,
    milestone_id: MilestoneId,
    contract_id: ContractId,
    /// The creator gets all of it.
    amount: Money,
    given_at: Moment,
    /// When the creator may have it paid out.
    clears_at: Moment,
}

impl TipObject {
    fn of(contract: &Contract, tip: &Tip) -> Self {
        Self {
            id: tip.id,
            milestone_id: tip.milestone,
            contract_id: contract.id,
            amount: contract.money(tip.amount),
            given_at: Moment(tip.at),
            clears_at: Moment(tip.clears_at),
        }
    }
}

/// `POST /api/v1/milestones/{id}/tips`
async fn tip(call: Call<MoneyMoves>, id: Id<MilestoneId>, body: Body<TipBody>) -> Told<TipObject, 201> {
    let (contract, _) = call.see(move |conn, person| actions::tipping(conn, person, id.0)).await?;
    let money = body.parse()?.amount;
    rules::tip_amount(&contract, money)?;
    let given = call.write(&body, move |tx, act, person| {
        let tip = actions::tip(tx, act, person, id.0, money)?;
        Ok(TipObject::of(&contract, &tip))
    });
    given.await
}
