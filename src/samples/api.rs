//! The API's doors of samples.

use super::actions::{self, Seen};
use super::forms::{AddressBody, ReceiptBody, ShipmentBody};
use super::model::{Rate, Stage};
use super::rules::{self, Event};
use crate::api_door;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::Instant;
use crate::primitives::id::ContractId;
use crate::sessions::Person;
use crate::web::Id;
use crate::web::api::{ApiDoor, Body, Call, Deals, Moment, Reading, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of samples.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/contracts/{id}/sample", Token, show, "The sample of a product trial; the address for who ships it, until it is not needed any more"),
    api_door!(POST "/contracts/{id}/sample/address", Token, address, "Say where the sample goes, before it is sent", "act.forbidden", "state.refused"),
    api_door!(POST "/contracts/{id}/sample/shipment", Token, ship, "The sample is on its way", "act.forbidden", "state.refused"),
    api_door!(POST "/contracts/{id}/sample/receipt", Token, receive, "It arrived, and the time for the work begins; or it was damaged or lost", "act.forbidden", "state.refused"),
];

/// The sample of a deal.
#[derive(Serialize, ToSchema)]
#[schema(as = Sample)]
struct SampleObject {
    contract_id: ContractId,
    state: Stage,
    product: String,
    /// For members who ship it and the creator; null before it is given, after it is not needed any more, and for everybody else.
    #[schema(required)]
    address: Option<AddressBody>,
    #[schema(required)]
    carrier: Option<String>,
    #[schema(required)]
    tracking_number: Option<String>,
    /// The creator's words about how it arrived.
    note: String,
    #[schema(required)]
    ship_due_at: Option<Moment>,
    #[schema(required)]
    shipped_at: Option<Moment>,
    #[schema(required)]
    receipt_due_at: Option<Moment>,
    #[schema(required)]
    answered_at: Option<Moment>,
    /// Of the samples that the creator received: how many became content that was accepted.
    creator_rate: Rate,
    /// Of the addresses that the merchant was given: how many parcels left in time.
    merchant_rate: Rate,
}

impl From<Seen> for SampleObject {
    fn from(seen: Seen) -> Self {
        let moment = |at: Option<Instant>| at.map(Moment);
        let address = seen.address().cloned();
        let (carrier, tracking_number) = seen.sample.shipment.clone().map(|sent| (sent.carrier, sent.tracking)).unzip();
        Self {
            contract_id: seen.contract.id,
            state: rules::stage(&seen.sample, &seen.part),
            product: seen.product,
            address: address.map(|one| AddressBody { name: one.name, phone: one.phone, address: one.lines }),
            carrier,
            tracking_number,
            note: seen.sample.note,
            ship_due_at: moment(seen.sample.ship_due_at),
            shipped_at: moment(seen.sample.shipped_at),
            receipt_due_at: moment(seen.sample.receipt_due_at),
            answered_at: moment(seen.sample.answered_at),
            creator_rate: seen.creator_rate,
            merchant_rate: seen.merchant_rate,
        }
    }
}

fn object(conn: &mut Conn, person: &Person, id: ContractId, now: Instant) -> Result<SampleObject, Failure> {
    Ok(actions::see(conn, person, id, now)?.into())
}

/// What is there now, read anew: no stored answer repeats an address that was erased.
async fn told(call: &Call<Deals>, id: ContractId) -> Told<SampleObject> {
    let now = call.now;
    Reply::of(&call.see(move |conn, person| object(conn, person, id, now)).await?)
}

/// `GET /api/v1/contracts/{id}/sample`
async fn show(call: Call<Reading>, id: Id<ContractId>) -> Told<SampleObject> {
    let now = call.now;
    Reply::of(&call.see(move |conn, person| object(conn, person, id.0, now)).await?)
}

/// `POST /api/v1/contracts/{id}/sample/address`
async fn address(call: Call<Deals>, id: Id<ContractId>, body: Body<AddressBody>) -> Told<SampleObject> {
    call.see(move |conn, person| actions::acting(conn, person, id.0, Event::Addressed)).await?;
    let address = body.parse()?.parse()?;
    let given = call.write_anew(&body, move |tx, act, person| {
        actions::give_address(tx, act, person, id.0, &address)?;
        Ok(id.0.to_string())
    });
    given.await?;
    told(&call, id.0).await
}

/// `POST /api/v1/contracts/{id}/sample/shipment`
async fn ship(call: Call<Deals>, id: Id<ContractId>, body: Body<ShipmentBody>) -> Told<SampleObject> {
    call.see(move |conn, person| actions::acting(conn, person, id.0, Event::Shipped)).await?;
    let shipment = body.parse()?.parse()?;
    let sent = call.write_anew(&body, move |tx, act, person| {
        actions::ship(tx, act, person, id.0, &shipment)?;
        Ok(id.0.to_string())
    });
    sent.await?;
    told(&call, id.0).await
}

/// `POST /api/v1/contracts/{id}/sample/receipt`
async fn receive(call: Call<Deals>, id: Id<ContractId>, body: Body<ReceiptBody>) -> Told<SampleObject> {
    call.see(move |conn, person| actions::acting(conn, person, id.0, Event::Received)).await?;
    let (condition, note) = body.parse()?.parse()?;
    let arrived = call.write_anew(&body, move |tx, act, person| {
        actions::receive(tx, act, person, id.0, (condition, &note))?;
        Ok(id.0.to_string())
    });
    arrived.await?;
    told(&call, id.0).await
}
