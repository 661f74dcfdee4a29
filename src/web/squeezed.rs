//! Answers that were made for one reader travel compressed, where they are text, whole, and large enough to gain by it. What is kept compressed, and
//! what is streamed, passes as it is.

use crate::platform::packed::{Coding, squeeze};
use actix_web::body::{BoxBody, MessageBody as _};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};

/// A smaller body fits into the first packet anyway.
const LEAST: usize = 1_000;
/// A larger body is compressed aside, for other answers would wait.
const MOST_IN_PLACE: usize = 128 * 1_024;

/// The answer as it travels to a reader who takes this coding.
pub(super) async fn squeezed(response: ServiceResponse<BoxBody>, coding: Coding) -> ServiceResponse<BoxBody> {
    if coding == Coding::Identity || !is_plain_text(&response) {
        return response;
    }
    let (request, response) = response.into_parts();
    let (mut head, body) = response.into_parts();
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        Err(body) => return ServiceResponse::new(request, head.set_body(body)),
    };
    let small = if bytes.len() < LEAST {
        None
    } else if bytes.len() <= MOST_IN_PLACE {
        squeeze(&bytes, coding)
    } else {
        let whole = bytes.clone();
        actix_web::rt::task::spawn_blocking(move || squeeze(&whole, coding)).await.ok().flatten()
    };
    head.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let (Some(small), Some(word)) = (small, coding.word()) else {
        return ServiceResponse::new(request, head.set_body(BoxBody::new(bytes)));
    };
    head.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(word));
    ServiceResponse::new(request, head.set_body(BoxBody::new(small)))
}

/// Text that nobody has compressed yet, all of it.
fn is_plain_text(response: &ServiceResponse<BoxBody>) -> bool {
    let headers = response.headers();
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_text = kind.starts_with("text/") || kind.starts_with("application/json") || kind.contains("+json") || kind.contains("+xml");
    is_text && !headers.contains_key(header::CONTENT_ENCODING) && response.status() != StatusCode::PARTIAL_CONTENT
}
