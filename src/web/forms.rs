//! What people send: bodies with a limit in bytes and in time, forms with the token of their session, queries that never fail.

use super::asker::Asker;
use crate::failure::Failure;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use std::{future::Future, pin::Pin, time::Duration};

/// A form body: 64 KiB.
const FORM_BYTES: usize = 64 * 1_024;
/// A form must have arrived whole within this.
const FORM_TIME: Duration = Duration::from_secs(15);

/// The fields of a form that is only a button.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub struct NoFields {}

/// A form of this session. `T` reads the fields; a field that stands several times fills a `Vec`. Fields that are not `T`'s are left alone.
pub struct Form<T = NoFields> {
    /// What was typed.
    pub fields: T,
    /// The token that makes a double submit one effect, where the form has one.
    pub once: Option<String>,
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let asker = Asker::of(&request)?;
            if request.content_type() != "application/x-www-form-urlencoded" {
                return Err(Failure::WrongType);
            }
            let body = read_body(&request, payload, FORM_BYTES).await?;
            let pairs: Vec<(String, String)> = serde_html_form::from_bytes(&body).map_err(|_| Failure::Unreadable)?;
            let find = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
            if !find("csrf").is_some_and(|csrf| asker.owns(&csrf)) {
                return Err(Failure::Forged);
            }
            let fields = serde_html_form::from_bytes(&body).map_err(|_| Failure::Unreadable)?;
            Ok(Self { fields, once: find("once").filter(|token| !token.is_empty() && token.len() <= 64) })
        })
    }
}

/// Reads a whole body: at most `limit` bytes (else 413), within 15 seconds (else 408).
pub async fn read_body(request: &HttpRequest, mut payload: Payload, limit: usize) -> Result<Vec<u8>, Failure> {
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|value| value.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(Failure::TooLarge);
    }
    let read = async {
        let mut body = Vec::with_capacity(announced.unwrap_or(1_024).min(limit));
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Failure::Unreadable)?;
            if body.len() + chunk.len() > limit {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    tokio::time::timeout(FORM_TIME, read).await.unwrap_or(Err(Failure::TooSlow))
}

/// The query of an address. What does not fit is as if it was not said: an address that somebody shares or edits never fails.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for Query<T> {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self(serde_html_form::from_str(request.query_string()).unwrap_or_default())))
    }
}
