//! The API's own description, as a file for programs.

use crate::web::api::openapi;
use crate::web::{Asker, Door, Who, to};
use actix_web::http::{Method, header};
use actix_web::{HttpResponse, web::Bytes};
use std::sync::OnceLock;

/// The doors of the description.
pub(super) const DOORS: &[Door] = &[Door { method: Method::GET, path: "/api/openapi.json", who: Who::Anyone, opens: || to(show) }];

/// The OpenAPI file as text, with line breaks.
#[must_use]
pub fn openapi_text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{:#}\n", openapi(&super::api_doors())))
}

/// `GET /api/openapi.json`
async fn show(_: Asker) -> HttpResponse {
    let text = Bytes::from_static(openapi_text().as_bytes());
    HttpResponse::Ok().content_type("application/json").insert_header((header::CACHE_CONTROL, "no-cache")).body(text)
}
