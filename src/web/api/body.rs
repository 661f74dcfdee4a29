//! JSON bodies: read whole, looked at for being JSON at once, and for being what the door wants only after the thing was seen.

use super::call::Admitted;
use super::describe::{Part, Telling};
use super::idempotency::{self, Keyed};
use crate::failure::{Failure, FieldErrors};
use crate::web::{Asker, read_body};
use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::de::{DeserializeOwned, IgnoredAny};
use std::{future::Future, marker::PhantomData, pin::Pin};

/// A JSON body: 256 KiB.
const JSON_BYTES: usize = 256 * 1_024;

/// A body of the shape `T`. No body is an empty object. It stands after the [`super::Call`]: keys of a token that is not good for the door are not
/// looked up.
pub struct Body<T> {
    bytes: Vec<u8>,
    pub(super) keyed: Option<Keyed>,
    /// What an earlier call with the same key made, where the door renders its answer anew.
    pub earlier: Option<String>,
    shape: PhantomData<T>,
}

impl<T: 'static> FromRequest for Body<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let asker = Asker::of(&request)?;
            let bytes = read_json(&request, payload).await?;
            Self::of(&request, &asker, bytes).await
        })
    }
}

/// As [`Body`], of a door that takes or hands out a secret: keys are ignored, and nothing of it is kept.
pub struct Unkeyed<T>(Body<T>);

impl<T: 'static> FromRequest for Unkeyed<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { read_json(&request, payload).await.map(|bytes| Self(Body::without_key(bytes))) })
    }
}

impl<T: DeserializeOwned> Unkeyed<T> {
    /// See [`Body::parse`].
    pub fn parse(&self) -> Result<T, Failure> {
        self.0.parse()
    }
}

/// A body without fields: `{}`, or nothing at all.
#[derive(Debug, Clone, Copy, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NoFields)]
pub struct Nothing {}

impl<T> Body<T> {
    /// A body that was read already, or what tells one that was read elsewhere from others: a repeat with the same key ends here.
    pub async fn of(request: &HttpRequest, asker: &Asker, bytes: Vec<u8>) -> Result<Self, actix_web::Error> {
        let mut body = Self::without_key(bytes);
        let is_admitted = request.extensions().contains::<Admitted>();
        if let (Method::POST, Some(person), true) = (request.method().clone(), &asker.person, is_admitted) {
            body.keyed = idempotency::read_key(request, asker, person.id, &body.bytes)?;
        }
        if let Some(keyed) = &body.keyed {
            body.earlier = idempotency::look(asker, keyed).await?;
            request.extensions_mut().insert(keyed.clone());
        }
        Ok(body)
    }

    const fn without_key(bytes: Vec<u8>) -> Self {
        Self { bytes, keyed: None, earlier: None, shape: PhantomData }
    }
}

async fn read_json(request: &HttpRequest, payload: Payload) -> Result<Vec<u8>, Failure> {
    let kind = request.content_type().to_ascii_lowercase();
    let has_kind = request.headers().contains_key(header::CONTENT_TYPE);
    if has_kind && kind != "application/json" {
        return Err(Failure::WrongType);
    }
    let bytes = read_body(request, payload, JSON_BYTES).await?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(b"{}".to_vec());
    }
    if !has_kind {
        return Err(Failure::WrongType);
    }
    serde_json::from_slice::<IgnoredAny>(&bytes).map_err(|_| Failure::Unreadable)?;
    std::str::from_utf8(&bytes).map_err(|_| Failure::Unreadable)?;
    Ok(bytes)
}

impl<T: utoipa::ToSchema + 'static> Part for Body<T> {
    fn tell(telling: &mut Telling) {
        telling.takes::<T>();
        telling.is_keyed = telling.is_closed;
    }
}

impl<T: utoipa::ToSchema + 'static> Part for Unkeyed<T> {
    fn tell(telling: &mut Telling) {
        telling.takes::<T>();
    }
}

impl<T> Body<T> {
    /// A text field at the top of the body, whatever the rest is like: what the call is about, before it is looked at closely.
    #[must_use]
    pub fn names<I: std::str::FromStr>(&self, field: &str) -> Option<I> {
        let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&self.bytes).ok()?;
        fields.get(field)?.as_str()?.parse().ok()
    }
}

impl<T: DeserializeOwned> Body<T> {
    /// What was sent, or which field is not as the door wants it: unknown, missing, twice, or of another type.
    pub fn parse(&self) -> Result<T, Failure> {
        let mut reader = serde_json::Deserializer::from_slice(&self.bytes);
        serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let said = error.inner().to_string();
            let mut errors = FieldErrors::default();
            let named = said.split('`').nth(1).unwrap_or_default().chars().filter(|c| !c.is_control()).take(60).collect::<String>();
            let inside = |name: &str| if path == "." { name.to_owned() } else { format!("{path}.{name}") };
            if said.starts_with("unknown field") {
                let known = path == named || path.ends_with(&format!(".{named}"));
                errors.add(if known { path } else { inside(&named) }, "unknown");
            } else if said.starts_with("missing field") {
                errors.add(inside(&named), "required");
            } else if said.starts_with("duplicate field") {
                let known = path == named || path.ends_with(&format!(".{named}"));
                errors.add(if known { path } else { inside(&named) }, "twice");
            } else if said.starts_with("not one of the known values") {
                errors.add(path, "choice");
            } else {
                errors.add(path, "type");
            }
            Failure::Invalid(errors)
        })
    }
}
