//! `GET /live`: the stream of an open page.

use super::hub::{Hub, Listener, Place, Waiting};
use crate::events::{self, Audience};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::Instant;
use crate::primitives::id::{BidId, BriefId, ContractId, EventId};
use crate::sessions::{self, Person};
use crate::web::{Answer, Door, Query, SignedIn, Site, Who, to};
use crate::{bids, briefs, contracts};
use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use futures_util::stream;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// Every door of open pages.
pub const DOORS: &[Door] = &[Door { method: Method::GET, path: "/live", who: Who::SignedIn, opens: || to(listen) }];

/// A line goes out so often although nothing happens, so that nobody in between hangs up.
const PING: Duration = Duration::from_secs(15);
/// A page was made so long before its stream opens, at most, for what happened meanwhile to be told.
const MEANWHILE_MILLIS: u64 = 1_000;
/// Of what happened meanwhile so much is looked at.
const MISSED: i64 = 2_000;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// What the page shows.
    of: String,
    /// What was heard last.
    after: String,
    /// When the page was made, in microseconds.
    made: String,
}

/// What the page shows, if this person may see it.
fn seen(conn: &mut Conn, person: &Person, of: String) -> Result<Option<String>, Failure> {
    let seen = if let Ok(id) = of.parse::<ContractId>() {
        contracts::see_contract(conn, person, id).map(drop)
    } else if let Ok(id) = of.parse::<BriefId>() {
        briefs::get_seen(conn, Some(person), id).map(drop)
    } else if let Ok(id) = of.parse::<BidId>() {
        bids::see(conn, person, id).map(drop)
    } else {
        return Ok(None);
    };
    match seen {
        Ok(()) => Ok(Some(of)),
        Err(Failure::NotFound | Failure::Refused(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// From where on something is new to whoever asks.
fn from(request: &HttpRequest, asked: &Asked) -> Option<EventId> {
    let told = request.headers().get("last-event-id").and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    let told = told.or_else(|| asked.after.parse().ok());
    told.or_else(|| asked.made.parse().ok().map(|made: i64| EventId::first_of(Instant(made))))
}

/// `GET /live`
async fn listen(person: SignedIn, asked: Query<Asked>, request: HttpRequest) -> Answer {
    let from = from(&request, &asked.0);
    let (who, of) = (person.person.clone(), asked.0.of);
    let of = person.site.db.read(move |conn| seen(conn, &who, of)).await?;
    let listener = Listener::new(person.person.id, Audience::of_pages(&person.person), of);
    let place = person.site.kept.of::<Hub>().join(&person.site, listener)?;
    if let Some(from) = from {
        let missed =
            person.site.db.read(move |conn| Ok::<_, Failure>(events::list_after(conn, from.before(MEANWHILE_MILLIS), MISSED)?)).await?;
        missed.iter().filter(|event| event.id != from).for_each(|event| place.listener.hear(event));
    }
    let open = Open { site: Arc::clone(&person.site), person: person.person.clone(), place, greeted: false };
    let mut response = HttpResponse::Ok();
    response.content_type("text/event-stream").insert_header((header::CACHE_CONTROL, "no-store"));
    response.insert_header(("x-accel-buffering", "no"));
    Ok(response.streaming(stream::unfold(open, step)))
}

/// A stream that is open.
struct Open {
    site: Arc<Site>,
    person: Person,
    place: Place,
    greeted: bool,
}

impl Open {
    /// Whoever signed out hears nothing more. A database that does not answer is not taken for a no.
    async fn is_signed_in(&self) -> bool {
        let (user, session, now) = (self.person.id, self.person.session, self.site.clock.now());
        let live = self.site.db.read(move |conn| Ok::<_, Failure>(sessions::list_live(conn, user, now)?)).await;
        live.map_or(true, |live| live.iter().any(|one| one.id == session))
    }
}

/// The next line of a stream, or its end.
async fn step(mut open: Open) -> Option<(Result<Bytes, actix_web::Error>, Open)> {
    if !std::mem::replace(&mut open.greeted, true) {
        return Some((Ok(Bytes::from_static(b"retry: 3000\n\n")), open));
    }
    let waiting = open.place.listener.next(PING).await;
    if waiting.is_some_and(|waiting| waiting.closes) || !open.is_signed_in().await {
        return None;
    }
    Some((Ok(line(waiting)), open))
}

/// A remark, without a word of what happened.
fn line(waiting: Option<Waiting>) -> Bytes {
    match waiting.and_then(|waiting| Some((waiting.last?, waiting.page))) {
        Some((last, page)) => Bytes::from(format!("id: {last}\nevent: {}\ndata: 1\n\n", if page { "page" } else { "news" })),
        None => Bytes::from_static(b": \n\n"),
    }
}
