//! More time and more work, as programs ask for them.

use crate::contracts::actions;
use crate::contracts::forms::{AgreeBody, ExtendBody, OrderBody};
use crate::contracts::model::{ChangeOrder, Contract, Extension, ExtensionState, OrderState, Party};
use crate::contracts::store;
use crate::failure::ACT_FORBIDDEN;
use crate::primitives::id::{ChangeOrderId, ContractId, ExtensionId, MilestoneId, UserId};
use crate::primitives::{Money, Slice};
use crate::web::Id;
use crate::web::api::{Body, Call, Deals, Listed, Moment, Reading, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// More time for a part of a deal.
#[derive(Serialize, ToSchema)]
#[schema(as = Extension)]
pub(super) struct ExtensionObject {
    id: ExtensionId,
    milestone_id: MilestoneId,
    state: ExtensionState,
    days: i32,
    reason: String,
    asked_by: UserId,
    asked_at: Moment,
    /// When silence refuses it; not there for days that the creator took by himself.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_by: Option<Moment>,
    /// When the work is due now.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Moment>,
}

impl ExtensionObject {
    fn of(asked: &Extension, due_at: Option<crate::primitives::Instant>) -> Self {
        Self {
            id: asked.id,
            milestone_id: asked.milestone,
            state: asked.state,
            days: asked.days,
            reason: asked.reason.clone(),
            asked_by: asked.asked_by,
            asked_at: Moment(asked.asked_at),
            answer_by: asked.answer_by.map(Moment),
            due_at: due_at.map(Moment),
        }
    }
}

/// `GET /api/v1/milestones/{id}/extensions`
pub(super) async fn list_extensions(call: Call<Reading>, id: Id<MilestoneId>) -> Told<Listed<ExtensionObject>> {
    let read = call.see(move |conn, person| {
        let (_, milestone, _) = actions::see(conn, person, id.0)?;
        let all = store::list_extensions(conn, id.0)?;
        Ok(all.iter().map(|asked| ExtensionObject::of(asked, milestone.due_at)).collect::<Vec<_>>())
    });
    let items = read.await?;
    Reply::of(&Listed::of(&call, Slice { items, next: None }))
}

/// `POST /api/v1/milestones/{id}/extensions`
pub(super) async fn extend(call: Call<Deals>, id: Id<MilestoneId>, body: Body<ExtendBody>) -> Told<ExtensionObject, 201> {
    let now = call.asker.now;
    call.see(move |conn, person| actions::extending(conn, person, id.0, now).map(drop)).await?;
    let (days, reason) = body.parse()?.parse()?;
    let asked = call.write(&body, move |tx, act, person| {
        let asked = actions::extend(tx, act, person, id.0, (days, &reason))?;
        let due_at = store::get_milestone(tx, id.0)?.due_at;
        Ok(ExtensionObject::of(&asked, due_at))
    });
    asked.await
}

/// `POST /api/v1/extensions/{id}/answer`
pub(super) async fn answer_extension(call: Call<Deals>, id: Id<ExtensionId>, body: Body<AgreeBody>) -> Told<ExtensionObject> {
    let look = call.see(move |conn, person| {
        let asked = store::get_extension(conn, id.0)?;
        let (_, _, party) = actions::acting(conn, person, asked.milestone)?;
        if party == Party::Merchant { Ok(asked.milestone) } else { Err(ACT_FORBIDDEN.into()) }
    });
    let milestone = look.await?;
    let agree = body.parse()?.agree;
    let answered = call.write(&body, move |tx, act, person| {
        actions::answer_extension(tx, act, person, id.0, agree)?;
        let due_at = store::get_milestone(tx, milestone)?.due_at;
        Ok(ExtensionObject::of(&store::get_extension(tx, id.0)?, due_at))
    });
    answered.await
}

/// More work for more money.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeOrder)]
pub(super) struct ChangeOrderObject {
    id: ChangeOrderId,
    contract_id: ContractId,
    state: OrderState,
    title: String,
    price: Money,
    /// How long the work takes once started.
    days: i32,
    text: String,
    /// The side that proposed it.
    by: Party,
    asked_by: UserId,
    asked_at: Moment,
    /// When silence lets it lapse.
    answer_by: Moment,
    /// Once agreed: the part that it became, to be funded before it binds.
    #[serde(skip_serializing_if = "Option::is_none")]
    milestone_id: Option<MilestoneId>,
    /// Once agreed: of its words in both languages, lower-case hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms_sha256: Option<String>,
}

impl ChangeOrderObject {
    fn of(contract: &Contract, order: &ChangeOrder) -> Self {
        Self {
            id: order.id,
            contract_id: order.contract,
            state: order.state,
            title: order.title.clone(),
            price: contract.money(order.price),
            days: order.days.get(),
            text: order.text.clone(),
            by: order.asked_party,
            asked_by: order.asked_by,
            asked_at: Moment(order.asked_at),
            answer_by: Moment(order.answer_by),
            milestone_id: order.milestone,
            terms_sha256: order.sha256.clone(),
        }
    }
}

/// `GET /api/v1/contracts/{id}/change-orders`
pub(super) async fn list_orders(call: Call<Reading>, id: Id<ContractId>) -> Told<Listed<ChangeOrderObject>> {
    let read = call.see(move |conn, person| {
        let (contract, _) = actions::see_contract(conn, person, id.0)?;
        Ok(store::list_orders(conn, id.0)?.iter().map(|order| ChangeOrderObject::of(&contract, order)).collect::<Vec<_>>())
    });
    let items = read.await?;
    Reply::of(&Listed::of(&call, Slice { items, next: None }))
}

/// `POST /api/v1/contracts/{id}/change-orders`
pub(super) async fn propose_order(call: Call<Deals>, id: Id<ContractId>, body: Body<OrderBody>) -> Told<ChangeOrderObject, 201> {
    let (contract, _) = call.see(move |conn, person| actions::ordering(conn, person, id.0)).await?;
    let (plan, text) = body.parse()?.parse(contract.currency)?;
    let proposed = call.write(&body, move |tx, act, person| {
        let order = actions::propose_order(tx, act, person, id.0, (&plan, &text))?;
        Ok(ChangeOrderObject::of(&contract, &order))
    });
    proposed.await
}

/// `POST /api/v1/change-orders/{id}/answer`
pub(super) async fn answer_order(call: Call<Deals>, id: Id<ChangeOrderId>, body: Body<AgreeBody>) -> Told<ChangeOrderObject> {
    let look = call.see(move |conn, person| {
        let order = store::get_order(conn, id.0)?;
        let (contract, party) = actions::ordering(conn, person, order.contract)?;
        if party == order.asked_party { Err(ACT_FORBIDDEN.into()) } else { Ok(contract) }
    });
    let contract = look.await?;
    let agree = body.parse()?.agree;
    let answered = call.write(&body, move |tx, act, person| {
        actions::answer_order(tx, act, person, id.0, agree)?;
        Ok(ChangeOrderObject::of(&contract, &store::get_order(tx, id.0)?))
    });
    answered.await
}
