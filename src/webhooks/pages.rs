//! Endpoints, as their owner sees them.

use super::forms::EndpointForm;
use super::model::{Attempt, AttemptState, Endpoint};
use super::rules;
use crate::accounts::{NavItem, settings_nav};
use crate::events::EventType;
use crate::platform::outbound::Unreached;
use crate::primitives::id::{AttemptId, EndpointId};
use crate::primitives::{Choice as _, Instant, Slice};
use crate::web::{Page, ShownError, SignedIn, fresh_once};
use serde::Serialize;

/// Where the settings' navigation leads.
pub(super) const HERE: &str = "/settings/webhooks";

#[derive(Serialize)]
struct Row {
    id: EndpointId,
    url: String,
    /// Empty: all there are.
    types: Vec<EventType>,
    made: Instant,
    failures: i64,
}

fn row(endpoint: &Endpoint) -> Row {
    Row {
        id: endpoint.id,
        url: endpoint.url.clone(),
        types: endpoint.types.clone(),
        made: endpoint.created_at,
        failures: endpoint.failures,
    }
}

#[derive(Serialize)]
struct Kind {
    value: EventType,
    label: EventType,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// The list, and the form for one more.
#[derive(Serialize)]
pub(super) struct EndpointsPage {
    nav: Vec<NavItem>,
    endpoints: Vec<Row>,
    may_add: bool,
    kinds: Vec<Kind>,
    form: EndpointForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for EndpointsPage {
    const TEMPLATE: &'static str = "webhooks/list.html";
    const ACTIVE: &'static str = "";
}

impl EndpointsPage {
    pub(super) fn new(asker: &SignedIn, endpoints: &[Endpoint], form: EndpointForm, errors: Vec<ShownError>) -> Self {
        let kind = |kind: &EventType| Kind { value: *kind, label: *kind, hint: None, icon: None };
        Self {
            nav: settings_nav(asker, HERE),
            endpoints: endpoints.iter().map(row).collect(),
            may_add: super::actions::may_hear(&asker.person).is_ok(),
            kinds: EventType::ALL.iter().map(kind).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

#[derive(Serialize)]
struct Try {
    id: AttemptId,
    event: String,
    kind: Option<EventType>,
    number: i64,
    state: AttemptState,
    mark: &'static str,
    at: Instant,
    status: Option<i64>,
    error: Option<Unreached>,
    may_replay: bool,
}

fn shown(attempt: &Attempt, kind: Option<EventType>) -> Try {
    let mark = match attempt.state {
        AttemptState::Delivered => "released",
        AttemptState::Failed | AttemptState::Dead => "danger",
        AttemptState::Queued | AttemptState::Sending | AttemptState::Dropped => "plain",
    };
    let has_ended = !matches!(attempt.state, AttemptState::Queued | AttemptState::Sending);
    Try {
        id: attempt.id,
        event: attempt.event.to_string(),
        kind,
        number: attempt.number,
        state: attempt.state,
        mark,
        at: attempt.ended_at.unwrap_or(attempt.due_at),
        status: attempt.status,
        error: attempt.error,
        may_replay: has_ended,
    }
}

/// One endpoint with its tries.
#[derive(Serialize)]
pub(super) struct EndpointPage {
    nav: Vec<NavItem>,
    endpoint: Row,
    /// While it is new.
    secret: Option<String>,
    tries: Vec<Try>,
    next: Option<String>,
    once: String,
}

impl Page for EndpointPage {
    const TEMPLATE: &'static str = "webhooks/show.html";
    const ACTIVE: &'static str = "";
}

impl EndpointPage {
    pub(super) fn new(asker: &SignedIn, endpoint: &Endpoint, tries: &Slice<(Attempt, Option<EventType>)>) -> Self {
        let is_shown = rules::is_shown(endpoint.keyed_at, asker.now);
        Self {
            nav: settings_nav(asker, HERE),
            endpoint: row(endpoint),
            secret: is_shown.then(|| rules::secret(&asker.site.secret, endpoint.id, endpoint.generation)),
            tries: tries.items.iter().map(|(attempt, kind)| shown(attempt, *kind)).collect(),
            next: tries.next.as_ref().map(|cursor| format!("{HERE}/{}?cursor={}", endpoint.id, asker.cursor_out(cursor))),
            once: fresh_once(),
        }
    }
}
