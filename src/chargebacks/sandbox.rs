//! The sandbox provider's own page, where payments are made and taken back. It stands on our server only because the sandbox does: it asks for no
//! sign-in, and whoever has its address may act on it, people by its form and programs by JSON.

use super::forms::{OutcomeBody, OutcomeForm};
use super::pages::SandboxPage;
use super::{jobs, rules};
use crate::failure::Failure;
use crate::payments;
use crate::platform::gateway::{Payment, Sandbox, Stand, Turn};
use crate::primitives::Choice as _;
use crate::web::{Answer, Asker, Id, read_body, see_other};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web::Payload};

/// `GET /sandbox/checkout/{id}`
pub(super) async fn show(asker: Asker, id: Id<String>) -> Answer {
    let sandbox = asker.site.gateway.sandbox().ok_or(Failure::NotFound)?;
    let (object, title, return_url) = sandbox.hosted(id.0.clone()).await?.ok_or(Failure::NotFound)?;
    let case = sandbox.case_of(id.0).await?;
    asker.page(&SandboxPage::of(object, title, return_url, case)).await
}

/// `POST /sandbox/checkout/{id}/outcome`: answered when the books have moved. Paying twice is 409.
pub(super) async fn outcome(asker: Asker, id: Id<String>, request: HttpRequest, payload: Payload) -> Answer {
    const BYTES: usize = 4 * 1_024;
    let sandbox = asker.site.gateway.sandbox().ok_or(Failure::NotFound)?;
    let body = read_body(&request, payload.into_inner(), BYTES).await?;
    let said = read(&request, &body)?;
    let (object, _, return_url) = sandbox.hosted(id.0.clone()).await?.ok_or(Failure::NotFound)?;
    match turn(&said.word) {
        Some(turn) => {
            let event = sandbox.dispute(id.0.clone(), turn).await?.ok_or(rules::CLOSED)?;
            jobs::apply_by_id(&asker.site, event).await?;
        }
        None => pay(&asker, sandbox, &id.0, steps(&said.word, object.stand)?).await?,
    }
    if !said.is_json {
        return Ok(see_other(&return_url).answer());
    }
    let (object, _, _) = sandbox.hosted(id.0.clone()).await?.ok_or(Failure::NotFound)?;
    let state = sandbox.case_of(id.0).await?.map_or_else(|| object.stand.word(), |case| case.word());
    Ok(HttpResponse::Ok().json(serde_json::json!({ "state": state })))
}

async fn pay(asker: &Asker, sandbox: &Sandbox, id: &str, steps: &[Payment]) -> Result<(), Failure> {
    for payment in steps {
        let event = sandbox.pay(id.to_owned(), *payment).await?.ok_or(rules::CLOSED)?;
        payments::apply_by_id(&asker.site, event).await?;
    }
    Ok(())
}

struct Said {
    word: String,
    is_json: bool,
}

fn read(request: &HttpRequest, body: &[u8]) -> Result<Said, Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/json") {
        let value: serde_json::Value = serde_json::from_slice(body).map_err(|_| Failure::Unreadable)?;
        let said: OutcomeBody = serde_json::from_value(value).map_err(|_| Failure::field("outcome", "choice"))?;
        return Ok(Said { word: said.outcome, is_json: true });
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        let said: OutcomeForm = serde_html_form::from_bytes(body).map_err(|_| Failure::Unreadable)?;
        return Ok(Said { word: said.outcome, is_json: false });
    }
    Err(Failure::WrongType)
}

/// What the word does to the case of a payment, if it is about that.
fn turn(word: &str) -> Option<Turn> {
    match word {
        "charged_back" => Some(Turn::Open),
        "chargeback_won" => Some(Turn::Win),
        "chargeback_lost" => Some(Turn::Lose),
        _ => None,
    }
}

/// What the payer's word does to a page that stands so. A late payment first lets the page's time run out.
fn steps(word: &str, stand: Stand) -> Result<&'static [Payment], Failure> {
    match (word, stand) {
        ("paid", _) => Ok(&[Payment::Pay]),
        ("declined", _) => Ok(&[Payment::Decline]),
        ("abandoned", _) => Ok(&[Payment::Abandon]),
        ("late", Stand::Open) => Ok(&[Payment::Close, Payment::Pay]),
        ("late", _) => Ok(&[Payment::Pay]),
        _ => Err(Failure::field("outcome", "choice")),
    }
}
