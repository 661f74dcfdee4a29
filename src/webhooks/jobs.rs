//! Events go out: each is laid out once for those who want it, each try is claimed before a byte leaves.
//!
//! Tries run side by side and nobody waits for them, so an endpoint that does not answer delays no other: of one at most a few run at a time, and
//! those that failed before share half of the room.

use super::model::{Attempt, Ending};
use super::{actions, rules, store};
use crate::audit::Act;
use crate::events::{self, EventObject};
use crate::failure::Failure;
use crate::primitives::id::EndpointId;
use crate::web::api::Moment;
use crate::web::{Job, Lane, Site};
use futures_util::stream::{self, TryStreamExt as _};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Laying out, and sending.
pub const JOBS: &[Job] = &[Job { name: "webhooks", lane: Lane::Users, run: |site| Box::pin(send(site)) }];

/// Events that are laid out in one go.
const EVENTS: i64 = 50;
/// Of these, at a time: SQLite flushes them together, and on Postgres each stays a transaction that is soon over.
const AT_ONCE: usize = 8;
/// Tries that are looked at in one go.
const LOOKED_AT: i64 = 400;
/// Tries that run at a time, in all.
const ALL: usize = 64;
/// Of these, to endpoints that failed before.
const FAILING: usize = 32;
/// To one endpoint.
const EACH: usize = 4;

/// The tries of this process that run now.
#[derive(Default)]
struct Room(Mutex<Taken>);

#[derive(Default)]
struct Taken {
    all: usize,
    failing: usize,
    each: HashMap<EndpointId, usize>,
}

/// A place in the room, given back when it is dropped.
struct Place {
    room: Arc<Room>,
    endpoint: EndpointId,
    fails: bool,
}

impl Room {
    fn take(self: &Arc<Self>, endpoint: EndpointId, fails: bool) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.each.get(&endpoint).copied().unwrap_or_default();
        if taken.all >= ALL || own >= EACH || (fails && taken.failing >= FAILING) {
            return None;
        }
        taken.all += 1;
        taken.failing += usize::from(fails);
        taken.each.insert(endpoint, own + 1);
        Some(Place { room: Arc::clone(self), endpoint, fails })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.room.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        taken.failing -= usize::from(self.fails);
        let left = taken.each.get(&self.endpoint).copied().unwrap_or(1) - 1;
        if left == 0 {
            taken.each.remove(&self.endpoint);
        } else {
            taken.each.insert(self.endpoint, left);
        }
    }
}

async fn send(site: Arc<Site>) -> Result<bool, Failure> {
    let laid_out = lay_out(&site).await?;
    start(&site).await?;
    Ok(laid_out)
}

async fn lay_out(site: &Site) -> Result<bool, Failure> {
    let waiting = site.db.read(|conn| Ok::<_, Failure>(events::list_unsent(conn, EVENTS)?)).await?;
    let act = Act::platform(site.clock.now(), "webhooks");
    let is_full = i64::try_from(waiting.len()).unwrap_or_default() == EVENTS;
    let each = stream::iter(waiting.into_iter().map(Ok::<_, Failure>));
    let laid_out = each.try_for_each_concurrent(AT_ONCE, |id| {
        let act = act.clone();
        site.db.write(move |tx| actions::lay_out(tx, &act, id))
    });
    laid_out.await?;
    Ok(is_full)
}

async fn start(site: &Arc<Site>) -> Result<(), Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_due(conn, now, LOOKED_AT)?)).await?;
    let room = site.kept.of::<Room>();
    for (attempt, failures) in due {
        let Some(place) = room.take(attempt.endpoint, failures > 0) else { continue };
        let (id, lease) = (attempt.id, now.plus_seconds(rules::LEASE_SECONDS));
        if site.db.write(move |tx| Ok::<_, Failure>(store::claim(tx, id, now, lease)?)).await? {
            tokio::spawn(deliver(Arc::clone(site), place, attempt));
        }
    }
    Ok(())
}

async fn deliver(site: Arc<Site>, place: Place, attempt: Attempt) {
    let id = attempt.id;
    if let Err(error) = call(&site, attempt).await {
        tracing::warn!(%error, attempt = %id, "how a webhook went was not written down; it goes out again");
    }
    drop(place);
}

/// The body of a webhook.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: events::EventType,
    timestamp: Moment,
    data: &'a serde_json::Value,
}

async fn call(site: &Site, attempt: Attempt) -> Result<(), Failure> {
    let (endpoint_id, event_id) = (attempt.endpoint, attempt.event);
    let read = site.db.read(move |conn| Ok::<_, Failure>((store::get(conn, endpoint_id)?, events::get(conn, event_id)?)));
    let (endpoint, event) = read.await?;
    let object = EventObject::of(&event)?.ok_or_else(|| Failure::Bug(format!("{event_id} is not for programs")))?;
    let body = Body { kind: object.kind, timestamp: object.at, data: &object.data };
    let body = serde_json::to_string(&body).map_err(|error| Failure::Bug(error.to_string()))?;
    let now = site.clock.now();
    let headers = [
        ("webhook-id", event_id.to_string()),
        ("webhook-timestamp", rules::seconds(now).to_string()),
        ("webhook-signature", rules::signatures(&site.secret, &endpoint, (event_id, now), &body)),
    ];
    let began = std::time::Instant::now();
    let answer = site.outbound.post(&endpoint.url, &headers, body).await;
    let millis = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let ending = Ending { answer, at: site.clock.now(), millis };
    let act = Act::platform(ending.at, attempt.id.to_string());
    site.db.write(move |tx| actions::record(tx, &act, (&endpoint, &attempt), &ending)).await
}
