//! The API's door of events.

use super::model::{Audience, Event, EventType};
use super::store;
use crate::api_door;
use crate::failure::Failure;
use crate::primitives::id::EventId;
use crate::web::api::{ApiDoor, Ask, Call, Listed, Moment, PageQuery, Reply, Told, Webhooks};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Every API door of events.
pub const API_DOORS: &[ApiDoor] = &[api_door!(
    GET "/events",
    Token,
    list,
    "What happened to the organisations that you manage and to your profile as a creator, newest first",
    "cursor.invalid"
)];

/// Something that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventObject {
    /// Its id.
    pub id: EventId,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When.
    pub at: Moment,
    /// Ids of what it happened to, and such of its fields as everybody whom it concerns may read.
    #[schema(value_type = Object)]
    pub data: Value,
}

impl EventObject {
    /// The event as a program sees it; `None` for what no program is told of.
    pub fn of(event: &Event) -> Result<Option<Self>, Failure> {
        let Some(kind) = event.kind else { return Ok(None) };
        let data = serde_json::from_str(&event.data).map_err(|error| Failure::Bug(error.to_string()))?;
        Ok(Some(Self { id: event.id, kind, at: Moment(event.at), data }))
    }
}

/// `GET /api/v1/events`
async fn list(call: Call<Webhooks>, query: Ask<PageQuery>) -> Told<Listed<EventObject>> {
    call.admit()?;
    let (limit, after) = query.parse()?.parse(&call)?;
    let read = call.see(move |conn, person| Ok(store::list(conn, &Audience::of_programs(person), after.as_ref(), limit)?));
    let slice = read.await?;
    let items = slice.items.iter().filter_map(|event| EventObject::of(event).transpose()).collect::<Result<Vec<_>, _>>()?;
    Reply::of(&Listed::of(&call, crate::primitives::Slice { items, next: slice.next }))
}
