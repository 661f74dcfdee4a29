//! What people and programs send about endpoints.

use crate::events::EventType;
use crate::failure::{Failure, FieldErrors};
use crate::platform::outbound::Outbound;
use crate::web::api::choices;
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;

/// A new endpoint.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewWebhookEndpoint)]
pub(super) struct EndpointBody {
    /// `https`, on the open internet, without user and password.
    pub(super) url: String,
    /// Which events it is told of; all that there are if not said.
    #[serde(default)]
    #[schema(value_type = Option<Vec<EventType>>)]
    pub(super) events: Option<Vec<String>>,
}

/// A new endpoint, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct EndpointForm {
    pub(super) url: String,
    pub(super) events: Vec<String>,
}

impl From<EndpointBody> for EndpointForm {
    fn from(body: EndpointBody) -> Self {
        Self { url: body.url, events: body.events.unwrap_or_default() }
    }
}

impl EndpointForm {
    /// The address, which was looked at, and the types; none stand for all there are.
    pub(super) async fn parse(&self, outbound: &Outbound) -> Result<(Url, Vec<EventType>), Failure> {
        let mut errors = FieldErrors::default();
        let mut types = choices::<EventType>(&mut errors, "events", &self.events);
        types.sort_unstable();
        types.dedup();
        let url = match self.url.trim() {
            "" => Err("required"),
            text => outbound.admit(text).await,
        };
        let url = errors.take("url", url);
        errors.finish(url.map(|url| (url, types)))
    }
}
