//! The API's doors of deals that show nothing else. Those that show a whole deal stand in `screens`.

mod changes;

use crate::api_door;
use crate::contracts::actions;
use crate::contracts::model::{Contract, Tip};
use crate::contracts::rules;
use crate::primitives::Money;
use crate::primitives::id::{BriefId, ContractId, MilestoneId, TipId};
use crate::web::Id;
use crate::web::api::{ApiDoor, Body, Briefs, Call, Moment, MoneyMoves, Nothing, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every API door here.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/milestones/{id}/tips", Token, tip, "Thank the creator of accepted work with a little more: from the wallet, without a fee", "act.forbidden", "person.unconfirmed", "money.currency", "tip.uncovered", "state.refused", "version.stale"),
    api_door!(POST "/contracts/{id}/rehire", Token, rehire, "Draft a direct brief like the one of a deal that has ended, and invite its creator", "act.forbidden", "brief.merchants_only", "bid.own_brief", "state.refused"),
    api_door!(GET "/milestones/{id}/extensions", Token, changes::list_extensions, "More time for a part of a deal, asked for or taken, oldest first"),
    api_door!(POST "/milestones/{id}/extensions", Token, changes::extend, "Take a few more days, once: a quarter of the time, at most 7; or ask for more, which silence refuses after 48 hours", "act.forbidden", "extension.open", "state.refused", "version.stale"),
    api_door!(POST "/extensions/{id}/answer", Token, changes::answer_extension, "Agree to more time, or not", "act.forbidden", "state.refused", "version.stale"),
    api_door!(GET "/contracts/{id}/change-orders", Token, changes::list_orders, "Extra work that was proposed, oldest first"),
    api_door!(POST "/contracts/{id}/change-orders", Token, changes::propose_order, "Propose extra work for a price; agreed it is a part of the deal, which binds once it is funded", "act.forbidden", "money.currency", "change_order.full", "state.refused"),
    api_door!(POST "/change-orders/{id}/answer", Token, changes::answer_order, "Agree to extra work, or not", "act.forbidden", "state.refused"),
];

/// A draft for the same creator.
#[derive(Serialize, ToSchema)]
#[schema(as = Rehire)]
struct RehireObject {
    /// It lacks a deadline.
    brief_id: BriefId,
}

/// `POST /api/v1/contracts/{id}/rehire`
async fn rehire(call: Call<Briefs>, id: Id<ContractId>, body: Body<Nothing>) -> Told<RehireObject, 201> {
    call.see(move |conn, person| actions::see_contract(conn, person, id.0).map(drop)).await?;
    body.parse()?;
    let drafted = call.write(&body, move |tx, act, person| Ok(RehireObject { brief_id: actions::rehire(tx, act, person, id.0)? }));
    drafted.await
}

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
