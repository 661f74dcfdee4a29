//! The doors of the description.

use super::pages::{DocsPage, DoorPage, FILE, ProblemPage};
use super::rules::openapi_text;
use crate::failure::Failure;
use crate::web::api::CODES;
use crate::web::{Answer, Asker, Door, Id, Who, to};
use actix_web::http::{Method, header};
use actix_web::{HttpResponse, web::Bytes};

/// Every door of the description.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: FILE, who: Who::Anyone, opens: || to(file) },
    Door { method: Method::GET, path: "/docs/api", who: Who::Anyone, opens: || to(index) },
    Door { method: Method::GET, path: "/docs/api/{door}", who: Who::Anyone, opens: || to(show) },
    Door { method: Method::GET, path: "/problems/{code}", who: Who::Anyone, opens: || to(problem) },
];

/// `GET /api/openapi.json`
async fn file(_: Asker) -> HttpResponse {
    let text = Bytes::from_static(openapi_text().as_bytes());
    HttpResponse::Ok().content_type("application/json").insert_header((header::CACHE_CONTROL, "no-cache")).body(text)
}

/// `GET /docs/api/{door}`
async fn show(asker: Asker, door: Id<String>) -> Answer {
    let page = DoorPage::find(&asker.site.config.base_url, &door.0).ok_or(Failure::NotFound)?;
    asker.page(&page).await
}

/// `GET /docs/api`
async fn index(asker: Asker) -> Answer {
    asker.page(&DocsPage::new(&asker.site.config.base_url)).await
}

/// `GET /problems/{code}`
async fn problem(asker: Asker, asked: Id<String>) -> Answer {
    let (code, status) = CODES.iter().copied().find(|(code, _)| *code == asked.0).ok_or(Failure::NotFound)?;
    let (title, text) = asker.problem_words(code, status);
    asker.page(&ProblemPage { code, status, title, text }).await
}
