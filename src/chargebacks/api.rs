//! The API's doors of chargebacks: all of them for whoever looks after money, those of a deal for its parties.

use super::forms::CasesQuery;
use super::model::{Chargeback, ChargebackState};
use super::store;
use crate::api_door;
use crate::contracts;
use crate::primitives::Money;
use crate::primitives::id::{ChargebackId, CheckoutId, ContractId, OrgId};
use crate::sessions::AdminRole;
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Call, Judge, Listed, Moment, PageQuery, Reading, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door here.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/admin/chargebacks", Token, list, "Payments that are taken back, newest first", "act.forbidden", "cursor.invalid", "not_found"),
    api_door!(GET "/contracts/{id}/chargebacks", Token, list_of_contract, "Payments of a deal that are taken back, newest first", "not_found"),
];

/// A payment that the payer's bank takes back.
#[derive(Serialize, ToSchema)]
#[schema(as = Chargeback)]
struct ChargebackObject {
    id: ChargebackId,
    /// The provider's name of the case.
    provider_ref: String,
    checkout_id: CheckoutId,
    org_id: OrgId,
    #[schema(required)]
    contract_id: Option<ContractId>,
    amount: Money,
    /// The provider's word.
    reason: String,
    state: ChargebackState,
    /// The money was taken; a mere question takes none.
    taken: bool,
    opened_at: Moment,
    /// Until when the provider takes evidence.
    #[schema(required)]
    evidence_due_at: Option<Moment>,
    #[schema(required)]
    evidence_sent_at: Option<Moment>,
    #[schema(required)]
    ended_at: Option<Moment>,
}

impl From<Chargeback> for ChargebackObject {
    fn from(one: Chargeback) -> Self {
        Self {
            id: one.id,
            provider_ref: one.provider_ref,
            checkout_id: one.checkout,
            org_id: one.org,
            contract_id: one.contract,
            amount: one.money,
            reason: one.reason,
            state: one.state,
            taken: one.taken_at.is_some(),
            opened_at: Moment(one.opened_at),
            evidence_due_at: one.due_at.map(Moment),
            evidence_sent_at: one.sent_at.map(Moment),
            ended_at: one.ended_at.map(Moment),
        }
    }
}

/// `GET /api/v1/admin/chargebacks`
async fn list(call: Call<Judge>, query: Ask<CasesQuery>) -> Told<Listed<ChargebackObject>> {
    call.see(|_, person| person.judges_as(AdminRole::FinanceAdmin)).await?;
    let asked = query.parse()?;
    let open = asked.open()?;
    let (limit, after) = PageQuery { limit: asked.limit.clone(), cursor: asked.cursor.clone() }.parse(&call)?;
    let slice = call.see(move |conn, _| Ok(store::list(conn, open, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(ChargebackObject::from)))
}

/// Those of one deal.
#[derive(Serialize, ToSchema)]
#[schema(as = Chargebacks)]
struct ChargebacksObject {
    items: Vec<ChargebackObject>,
}

/// `GET /api/v1/contracts/{id}/chargebacks`
async fn list_of_contract(call: Call<Reading>, id: Id<ContractId>) -> Told<ChargebacksObject> {
    let rows = call.see(move |conn, person| {
        contracts::see_contract(conn, person, id.0)?;
        Ok(store::list_of_contract(conn, id.0)?)
    });
    Reply::of(&ChargebacksObject { items: rows.await?.into_iter().map(ChargebackObject::from).collect() })
}
