//! Versions of the work, and what should be different in them.

use crate::contracts::{self, Event};
use crate::deliveries::actions;
use crate::deliveries::forms::{ChangeBody, DeliverBody};
use crate::deliveries::model::{ChangeRequest, Delivery, Item, Matter, Pin, Wish};
use crate::failure::Failure;
use crate::primitives::id::{ChangeRequestId, DeliveryId, FileId, MilestoneId};
use crate::web::Id;
use crate::web::api::{Body, Call, Deals, Moment, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a version: a file or a link.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryItem)]
struct ItemObject {
    checklist_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_id: Option<FileId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl From<Item> for ItemObject {
    fn from(item: Item) -> Self {
        let (file_id, url) = match item.matter {
            Matter::File(file) => (Some(file.id), None),
            Matter::Link(url) => (None, Some(url)),
        };
        Self { checklist_ids: item.checks, file_id, url }
    }
}

/// One version of the work. It never changes.
#[derive(Serialize, ToSchema)]
#[schema(as = Delivery)]
pub struct DeliveryObject {
    id: DeliveryId,
    milestone_id: MilestoneId,
    /// 1, 2, … for each milestone.
    version: i32,
    note: String,
    items: Vec<ItemObject>,
    submitted_at: Moment,
}

impl From<Delivery> for DeliveryObject {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id,
            milestone_id: delivery.milestone,
            version: delivery.version,
            note: delivery.note,
            items: delivery.items.into_iter().map(ItemObject::from).collect(),
            submitted_at: Moment(delivery.at),
        }
    }
}

/// What a refusal of the fields of the page's form is called here.
fn of_items(failure: Failure) -> Failure {
    let Failure::Invalid(mut errors) = failure else { return failure };
    for error in &mut errors.0 {
        if matches!(error.field.as_str(), "" | "checks" | "files") {
            error.field = "items".to_owned();
        }
    }
    Failure::Invalid(errors)
}

/// `POST /api/v1/milestones/{id}/deliveries`
pub(super) async fn deliver(call: Call<Deals>, id: Id<MilestoneId>, body: Body<DeliverBody>) -> Told<DeliveryObject, 201> {
    call.see(move |conn, person| contracts::acting_for(conn, person, id.0, Event::Submitted).map(drop)).await?;
    let handing = body.parse()?.parse()?;
    let delivered = call.write(&body, move |tx, act, person| {
        let delivery = actions::deliver(tx, act, person, id.0, &handing).map_err(of_items)?;
        Ok(DeliveryObject::from(delivery))
    });
    delivered.await
}

/// One thing that should be different.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
struct WishObject {
    #[serde(skip_serializing_if = "Option::is_none")]
    checklist_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pin: Option<Pin>,
    text: String,
}

impl From<Wish> for WishObject {
    fn from(wish: Wish) -> Self {
        Self { checklist_id: wish.check, pin: wish.pin, text: wish.text }
    }
}

/// What the merchant wants changed in a version.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeRequest)]
pub(super) struct ChangeRequestObject {
    id: ChangeRequestId,
    milestone_id: MilestoneId,
    delivery_version: i32,
    items: Vec<WishObject>,
    at: Moment,
}

impl From<ChangeRequest> for ChangeRequestObject {
    fn from(request: ChangeRequest) -> Self {
        Self {
            id: request.id,
            milestone_id: request.milestone,
            delivery_version: request.version,
            items: request.wishes.into_iter().map(WishObject::from).collect(),
            at: Moment(request.at),
        }
    }
}

/// `POST /api/v1/milestones/{id}/change-requests`
pub(super) async fn ask_for_changes(call: Call<Deals>, id: Id<MilestoneId>, body: Body<ChangeBody>) -> Told<ChangeRequestObject, 201> {
    call.see(move |conn, person| contracts::acting_for(conn, person, id.0, Event::ChangesRequested).map(drop)).await?;
    let (seen, wishes) = body.parse()?.parse()?;
    let asked = call.write(&body, move |tx, act, person| {
        let request = actions::ask_for_changes(tx, act, person, (id.0, seen), &wishes).map_err(of_items)?;
        Ok(ChangeRequestObject::from(request))
    });
    asked.await
}
