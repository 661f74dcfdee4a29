//! The API's doors of endpoints and tries. A secret is told once; keys are ignored where one is.

use super::forms::{EndpointBody, EndpointForm};
use super::model::{Attempt, AttemptState, Endpoint};
use super::{actions, rules, store};
use crate::api_door;
use crate::events::EventType;
use crate::failure::Failure;
use crate::platform::outbound::Unreached;
use crate::primitives::Choice as _;
use crate::primitives::id::{AttemptId, EndpointId, EventId};
use crate::web::api::{ApiDoor, Ask, Body, Call, Listed, Moment, NoContent, Nothing, PageQuery, Reply, Told, Unkeyed, Webhooks};
use crate::web::{Asker, Id};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of endpoints.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/webhook-endpoints", Token, add, "Have an address told what happens; the secret is shown this once", "act.forbidden", "webhook.too_many"),
    api_door!(GET "/webhook-endpoints", Token, list, "Your endpoints, newest first", "cursor.invalid"),
    api_door!(GET "/webhook-endpoints/{id}", Token, show, "An endpoint"),
    api_door!(DELETE "/webhook-endpoints/{id}", Token, remove, "Send nothing more there"),
    api_door!(POST "/webhook-endpoints/{id}/rotation", Token, rotate, "A new secret; the one before signs too for 24 hours"),
    api_door!(GET "/webhook-endpoints/{id}/attempts", Token, attempts, "The tries to tell it something, newest first", "cursor.invalid"),
    api_door!(POST "/attempts/{id}/replay", Token, replay, "Send the same event again, with the time of now"),
];

/// An address that is told what happens.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpoint)]
struct EndpointObject {
    id: EndpointId,
    url: String,
    /// What it is told of.
    events: Vec<EventType>,
    created_at: Moment,
    /// Tries that failed since one worked.
    failures: i64,
    /// `whsec_` and base64 of the key; only right after it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl EndpointObject {
    fn of(endpoint: &Endpoint) -> Self {
        let events = if endpoint.types.is_empty() { EventType::ALL.to_vec() } else { endpoint.types.clone() };
        let (created_at, failures) = (Moment(endpoint.created_at), endpoint.failures);
        Self { id: endpoint.id, url: endpoint.url.clone(), events, created_at, failures, secret: None }
    }

    fn with_secret(asker: &Asker, endpoint: &Endpoint) -> Self {
        Self { secret: Some(rules::secret(&asker.site.secret, endpoint.id, endpoint.generation)), ..Self::of(endpoint) }
    }
}

/// A try to tell an endpoint something.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookAttempt)]
struct AttemptObject {
    id: AttemptId,
    endpoint_id: EndpointId,
    event_id: EventId,
    /// Counted from 1.
    number: i64,
    state: AttemptState,
    due_at: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// What was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<i64>,
    /// Why nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Unreached>,
    /// How long it took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_ms: Option<i64>,
}

impl AttemptObject {
    fn of(attempt: &Attempt) -> Self {
        Self {
            id: attempt.id,
            endpoint_id: attempt.endpoint,
            event_id: attempt.event,
            number: attempt.number,
            state: attempt.state,
            due_at: Moment(attempt.due_at),
            ended_at: attempt.ended_at.map(Moment),
            status: attempt.status,
            error: attempt.error,
            duration_ms: attempt.millis,
        }
    }
}

async fn own(call: &Call<Webhooks>, id: EndpointId) -> Result<Endpoint, Failure> {
    call.see(move |conn, person| Ok(store::get_of(conn, person.id, id)?)).await
}

/// `POST /api/v1/webhook-endpoints`
async fn add(call: Call<Webhooks>, body: Unkeyed<EndpointBody>) -> Told<EndpointObject, 201> {
    call.see(|_, person| actions::may_hear(person)).await?;
    let (url, types) = EndpointForm::from(body.parse()?).parse(&call.site.outbound).await?;
    let made = call.act(move |tx, act, person| {
        let id = actions::add(tx, act, person, &url, &types)?;
        Ok(store::get(tx, id)?)
    });
    Reply::of(&EndpointObject::with_secret(&call, &made.await?))
}

/// `GET /api/v1/webhook-endpoints`
async fn list(call: Call<Webhooks>, query: Ask<PageQuery>) -> Told<Listed<EndpointObject>> {
    call.admit()?;
    let (limit, after) = query.parse()?.parse(&call)?;
    let slice = call.see(move |conn, person| Ok(store::list_of(conn, person.id, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(|endpoint| EndpointObject::of(&endpoint))))
}

/// `GET /api/v1/webhook-endpoints/{id}`
async fn show(call: Call<Webhooks>, id: Id<EndpointId>) -> Told<EndpointObject> {
    Reply::of(&EndpointObject::of(&own(&call, id.0).await?))
}

/// `DELETE /api/v1/webhook-endpoints/{id}`
async fn remove(call: Call<Webhooks>, id: Id<EndpointId>) -> Result<NoContent, Failure> {
    own(&call, id.0).await?;
    call.act(move |tx, act, person| actions::remove(tx, act, person, id.0)).await?;
    Ok(NoContent)
}

/// `POST /api/v1/webhook-endpoints/{id}/rotation`
async fn rotate(call: Call<Webhooks>, id: Id<EndpointId>, body: Unkeyed<Nothing>) -> Told<EndpointObject> {
    own(&call, id.0).await?;
    body.parse()?;
    let made = call.act(move |tx, act, person| {
        actions::rotate(tx, act, person, id.0)?;
        Ok(store::get(tx, id.0)?)
    });
    Reply::of(&EndpointObject::with_secret(&call, &made.await?))
}

/// `GET /api/v1/webhook-endpoints/{id}/attempts`
async fn attempts(call: Call<Webhooks>, id: Id<EndpointId>, query: Ask<PageQuery>) -> Told<Listed<AttemptObject>> {
    own(&call, id.0).await?;
    let (limit, after) = query.parse()?.parse(&call)?;
    let slice = call.see(move |conn, _| Ok(store::list_attempts(conn, id.0, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(|attempt| AttemptObject::of(&attempt))))
}

/// `POST /api/v1/attempts/{id}/replay`
async fn replay(call: Call<Webhooks>, id: Id<AttemptId>, body: Body<Nothing>) -> Told<AttemptObject, 201> {
    call.see(move |conn, person| actions::see_attempt(conn, person, id.0).map(drop)).await?;
    body.parse()?;
    let made = call.write(&body, move |tx, act, person| {
        let new = actions::replay(tx, act, person, id.0)?;
        Ok(AttemptObject::of(&store::get_attempt(tx, new)?))
    });
    made.await
}
