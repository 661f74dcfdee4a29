//! What people do with endpoints, and what becomes of an event and of a try.

use super::model::{Attempt, AttemptState, Ending, Endpoint};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::events::{self, Audience, EventType};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{AttemptId, EndpointId, EventId};
use crate::sessions::Person;
use url::Url;

/// Whoever manages an organisation or is a creator may be told of what happens to them.
pub(super) fn may_hear(person: &Person) -> Result<(), Failure> {
    if Audience::of_programs(person).is_empty() { Err(ACT_FORBIDDEN.into()) } else { Ok(()) }
}

/// An address that was looked at is told what happens from now on. No types stand for all there are.
pub(super) fn add(tx: &mut Tx<'_>, act: &Act, person: &Person, url: &Url, types: &[EventType]) -> Result<EndpointId, Failure> {
    may_hear(person)?;
    if store::count_of(tx, person.id)? >= rules::MOST_ENDPOINTS {
        return Err(rules::TOO_MANY.with("max", rules::MOST_ENDPOINTS).into());
    }
    let new = Endpoint {
        id: EndpointId::random(),
        user: person.id,
        url: url.to_string(),
        types: types.to_vec(),
        generation: 1,
        keyed_at: act.at,
        created_at: act.at,
        failures: 0,
        warned_at: None,
        version: 1,
    };
    store::insert(tx, &new)?;
    audit::note(tx, act, "webhook.added", &new.id, "")?;
    Ok(new.id)
}

/// A new secret; the one before signs too for a day.
pub(super) fn rotate(tx: &mut Tx<'_>, act: &Act, person: &Person, id: EndpointId) -> Result<(), Failure> {
    let endpoint = store::get_of(tx, person.id, id)?;
    store::renew(tx, &endpoint, act.at)?;
    Ok(audit::note(tx, act, "webhook.rotated", &id, "")?)
}

/// Nothing more goes there.
pub(super) fn remove(tx: &mut Tx<'_>, act: &Act, person: &Person, id: EndpointId) -> Result<(), Failure> {
    store::get_of(tx, person.id, id)?;
    store::remove(tx, id, act.at)?;
    store::drop_waiting(tx, id, act.at)?;
    notices::settle(tx, act, &id.to_string())?;
    Ok(audit::note(tx, act, "webhook.removed", &id, "")?)
}

/// A try to tell a living endpoint of this person something.
pub(super) fn see_attempt(conn: &mut Conn, person: &Person, id: AttemptId) -> Result<(Endpoint, Attempt), Failure> {
    let attempt = store::get_attempt(conn, id)?;
    Ok((store::get_of(conn, person.id, attempt.endpoint)?, attempt))
}

/// The same event goes out again, under its id and with the time of now.
pub(super) fn replay(tx: &mut Tx<'_>, act: &Act, person: &Person, id: AttemptId) -> Result<AttemptId, Failure> {
    let (endpoint, attempt) = see_attempt(tx, person, id)?;
    let series = store::last_series(tx, endpoint.id, attempt.event)?.saturating_add(1);
    let new = store::insert_attempt(tx, (endpoint.id, attempt.event), (series, 1), (act.at, act.at))?;
    audit::note(tx, act, "webhook.replayed", &endpoint.id, &attempt.event.to_string())?;
    Ok(new)
}

/// An event that nobody has looked at yet is laid out for everybody who wants it. A second node finds nothing to do.
pub(super) fn lay_out(tx: &mut Tx<'_>, act: &Act, id: EventId) -> Result<(), Failure> {
    if !events::take_unsent(tx, id)? {
        return Ok(());
    }
    let event = events::get(tx, id)?;
    let Some(kind) = event.kind else { return Ok(()) };
    for endpoint in store::list_hearing(tx, &event.concerns)? {
        if endpoint.wants(kind) && endpoint.created_at <= event.at {
            store::insert_attempt(tx, (endpoint.id, id), (0, 1), (act.at, act.at))?;
        }
    }
    Ok(())
}

/// Writes down how a try ended, and sets the next one; after the last its owner is told.
pub(super) fn record(tx: &mut Tx<'_>, act: &Act, (endpoint, attempt): (&Endpoint, &Attempt), ending: &Ending) -> Result<(), Failure> {
    let delay = rules::delay_after(attempt.number);
    let state = match (ending.is_delivered(), delay) {
        (true, _) => AttemptState::Delivered,
        (false, Some(_)) => AttemptState::Failed,
        (false, None) => AttemptState::Dead,
    };
    if !store::end(tx, attempt.id, state, ending)? {
        return Ok(());
    }
    store::count_failures(tx, endpoint.id, ending.is_delivered())?;
    let is_there = store::is_there(tx, endpoint.id)?;
    match (state, delay) {
        (AttemptState::Failed, Some(delay)) if is_there => {
            let next = (attempt.series, attempt.number.saturating_add(1));
            store::insert_attempt(tx, (endpoint.id, attempt.event), next, (ending.at, ending.at.plus_seconds(delay))).map(drop)
        }
        (AttemptState::Dead, _) if is_there => warn(tx, act, endpoint),
        (_, _) => Ok(()),
    }
}

fn warn(tx: &mut Tx<'_>, act: &Act, endpoint: &Endpoint) -> Result<(), Failure> {
    if !store::mark_warned(tx, endpoint.id, act.at, act.at.plus_hours(-rules::WARNED_HOURS))? {
        return Ok(());
    }
    let host = Url::parse(&endpoint.url).ok().and_then(|url| url.host_str().map(ToOwned::to_owned)).unwrap_or_default();
    let notice = Notice {
        kind: NoticeKind::WebhookDead,
        subject: endpoint.id.to_string(),
        url: format!("/settings/webhooks/{}", endpoint.id),
        needs_action: false,
        params: vec![("host", Param::text(host))],
    };
    notices::tell(tx, act, endpoint.user, &notice)
}
