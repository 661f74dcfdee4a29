//! Answers: JSON of one shape and status, nothing at all, one of two, or a slice of a list.

use super::describe::{Said, Telling};
use crate::failure::Failure;
use crate::platform::packed::{Coding, Part};
use crate::primitives::{Instant, Slice, shape};
use crate::web::Asker;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;
use utoipa::{PartialSchema, ToSchema};

/// A JSON answer of the shape `T`.
pub struct Reply<T, const STATUS: u16 = 200> {
    json: Json,
    shape: PhantomData<T>,
}

enum Json {
    Whole(String),
    Packed(Arc<Part>, Coding),
}

impl<T: Serialize, const STATUS: u16> Reply<T, STATUS> {
    /// This value.
    pub fn of(value: &T) -> Result<Self, Failure> {
        serde_json::to_string(value).map(Self::rendered).map_err(|error| Failure::Bug(error.to_string()))
    }
}

impl<T, const STATUS: u16> Reply<T, STATUS> {
    /// What is JSON of this shape already.
    pub(super) const fn rendered(json: String) -> Self {
        Self { json: Json::Whole(json), shape: PhantomData }
    }

    /// What is JSON of this shape already, and compressed.
    pub(super) const fn packed(json: Arc<Part>, coding: Coding) -> Self {
        Self { json: Json::Packed(json, coding), shape: PhantomData }
    }
}

impl<T, const STATUS: u16> Responder for Reply<T, STATUS> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(STATUS).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        response.content_type("application/json");
        match self.json {
            Json::Whole(json) => response.body(json),
            Json::Packed(body, coding) => super::shared::answer(response, &body, coding),
        }
    }
}

impl<T: ToSchema, const STATUS: u16> Said for Reply<T, STATUS> {
    fn say(telling: &mut Telling) {
        telling.answers::<T>(STATUS);
    }
}

/// Done, and nothing to say: 204.
pub struct NoContent;

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

impl Said for NoContent {
    fn say(telling: &mut Telling) {
        telling.answers_nothing(204);
    }
}

/// Stored bytes, or a range of them.
pub struct Stored(pub HttpResponse);

impl Responder for Stored {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.0
    }
}

impl Said for Stored {
    fn say(telling: &mut Telling) {
        telling.answers_bytes(200);
        telling.answers_bytes(206);
    }
}

/// One of two answers.
pub enum Either<A, B> {
    /// The usual one.
    Left(A),
    /// The other one.
    Right(B),
}

impl<A: Responder<Body = BoxBody>, B: Responder<Body = BoxBody>> Responder for Either<A, B> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Left(answer) => answer.respond_to(request),
            Self::Right(answer) => answer.respond_to(request),
        }
    }
}

impl<A: Said, B: Said> Said for Either<A, B> {
    fn say(telling: &mut Telling) {
        A::say(telling);
        B::say(telling);
    }
}

/// A slice of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Listed<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next slice begins, or null at the end.
    pub next_cursor: Option<String>,
}

impl<T: ToSchema> PartialSchema for Listed<T> {
    fn schema() -> shape::Shape {
        shape::slice(&T::name())
    }
}

/// Named after its rows: `BriefList`.
impl<T: ToSchema> ToSchema for Listed<T> {
    fn name() -> Cow<'static, str> {
        format!("{}List", T::name()).into()
    }

    fn schemas(shapes: &mut Vec<(String, shape::Shape)>) {
        shapes.push((T::name().into_owned(), T::schema()));
        T::schemas(shapes);
    }
}

impl<T> Listed<T> {
    /// A slice with its cursor signed.
    pub fn of(asker: &Asker, slice: Slice<T>) -> Self {
        Self { next_cursor: slice.next.as_ref().map(|cursor| asker.cursor_out(cursor)), items: slice.items }
    }
}

/// A moment as the API writes it: RFC 3339 in UTC. Reads any offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(pub Instant);

crate::shape!(Moment, shape::moment());

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Instant::parse_rfc3339(&text).map(Self).ok_or_else(|| serde::de::Error::custom("not a moment"))
    }
}

impl From<Instant> for Moment {
    fn from(at: Instant) -> Self {
        Self(at)
    }
}
