//! Failure → answer: the only file that knows which status a failure is. A failure is logged once, here.

use super::api::{Problem, ProblemField};
use super::asker::{Asker, SECOND_FACTOR_FIRST};
use super::front::Visit;
use super::{Site, page};
use crate::failure::{Failure, FieldErrors, Kind, Refusal};
use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;

/// A field's error in the reader's words.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ShownError {
    /// The field's name; `""` for the form as a whole.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// What a form shows again: its status and the errors.
#[derive(Debug)]
pub struct Redo {
    /// 422, 409 or 403.
    pub status: StatusCode,
    /// For the summary and the fields.
    pub errors: Vec<ShownError>,
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        status(self)
    }

    /// Carries the failure to the front, which knows the reader.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::build(status(self)).finish();
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// Who has as many of something as he may is asked to come back after this: nobody knows when one of them ends.
pub(super) const FULL_SECONDS: i64 = 3_600;

/// The one table from failures to statuses.
#[must_use]
pub(super) fn status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::SignedOut => StatusCode::UNAUTHORIZED,
        Failure::NotFound => StatusCode::NOT_FOUND,
        Failure::Forged | Failure::StepUp => StatusCode::FORBIDDEN,
        Failure::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Failure::Refused(refusal) => match refusal.kind {
            Kind::Unproven => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Full => StatusCode::TOO_MANY_REQUESTS,
        },
        Failure::Limited(_) => StatusCode::TOO_MANY_REQUESTS,
        Failure::Busy(_) | Failure::Conflicted => StatusCode::SERVICE_UNAVAILABLE,
        Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Failure::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Failure::Unreadable => StatusCode::BAD_REQUEST,
        Failure::TooSlow => StatusCode::REQUEST_TIMEOUT,
        Failure::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The stable code of a failure; what the framework answered by itself has one by its status.
fn code(failure: Option<&Failure>, status: StatusCode) -> &'static str {
    match failure {
        Some(Failure::Refused(refusal)) => refusal.code,
        Some(Failure::SignedOut) => "auth.required",
        Some(Failure::Forged) => "form.forged",
        Some(Failure::StepUp) => "auth.step_up",
        Some(Failure::Invalid(_)) => "fields.invalid",
        _ => match status.as_u16() {
            401 => "auth.required",
            403 => "act.forbidden",
            404 => "not_found",
            405 => "method.wrong",
            408 => "body.slow",
            413 => "body.too_large",
            415 => "body.wrong_type",
            422 => "fields.invalid",
            429 => "limit.reached",
            503 => "busy",
            400..=499 => "body.unreadable",
            _ => "bug",
        },
    }
}

/// The text key of a refusal's code: `bid.own_brief` → `refusal-bid-own-brief`.
fn text_key(code: &str) -> String {
    format!("refusal-{}", code.replace(['.', '_'], "-"))
}

pub(super) fn redo(asker: &Asker, failure: Failure) -> Result<Redo, Failure> {
    let status = status(&failure);
    match failure {
        Failure::Invalid(errors) => Ok(Redo { status, errors: shown(asker, &errors) }),
        Failure::Refused(refusal) => {
            Ok(Redo { status, errors: vec![ShownError { field: String::new(), message: words(asker, &refusal) }] })
        }
        other => Err(other),
    }
}

fn shown(asker: &Asker, errors: &FieldErrors) -> Vec<ShownError> {
    let message = |code: &str, args: &[(&'static str, String)]| asker.text(&format!("error-{code}"), args);
    errors.0.iter().map(|error| ShownError { field: error.field.clone(), message: message(error.code, &error.args) }).collect()
}

fn words(asker: &Asker, refusal: &Refusal) -> String {
    asker.text(&text_key(refusal.code), &refusal.args)
}

#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    title: String,
    text: String,
    errors: Vec<ShownError>,
    request_id: String,
    offers_search: bool,
    offers_sign_in: bool,
}

impl page::Page for ErrorPage {
    const TEMPLATE: &'static str = "errors/show.html";
    const ACTIVE: &'static str = "";
}

/// The answer to a failure, or to what the framework said by itself: a redirect to sign-in, a problem for programs, a page for people.
pub(super) async fn answer(
    asker: Result<Asker, Failure>,
    request: &HttpRequest,
    failure: Option<Failure>,
    framework: StatusCode,
) -> HttpResponse {
    let status = failure.as_ref().map_or(framework, status);
    log(failure.as_ref(), status, request);
    if is_for_programs(request) {
        return problem(request, failure.as_ref(), status);
    }
    let Ok(mut asker) = asker else { return bare(status) };
    let is_get = request.method() == actix_web::http::Method::GET || request.method() == actix_web::http::Method::HEAD;
    match &failure {
        Some(Failure::SignedOut) if is_get => return page::see_other(&format!("/login?next={}", encode(&asker.path))).into(),
        Some(Failure::StepUp) => {
            let back = if is_get { asker.path.clone() } else { referrer(request) };
            return page::see_other(&format!("/step-up?next={}", encode(&back))).into();
        }
        Some(Failure::Refused(refusal)) if *refusal == SECOND_FACTOR_FIRST => {
            return page::see_other("/settings/security").into();
        }
        _ => {}
    }
    let error = ErrorPage {
        status: status.as_u16(),
        title: title(&asker, failure.as_ref(), status),
        text: detail(&asker, failure.as_ref(), status),
        errors: if let Some(Failure::Invalid(errors)) = &failure { shown(&asker, errors) } else { Vec::new() },
        request_id: asker.request_id.clone(),
        offers_search: status == StatusCode::NOT_FOUND,
        offers_sign_in: status == StatusCode::UNAUTHORIZED,
    };
    // Nothing of the asked address, nor the moment, may stand in the answer: missing and forbidden are alike to the byte.
    asker.path = "/".to_owned();
    asker.now = crate::primitives::Instant(0);
    let rendered = page::respond(&asker, status, &error).await;
    with_retry(rendered.unwrap_or_else(|_| bare(status)), failure.as_ref(), status)
}

/// When not even the error page can be made: the status and a sentence.
fn bare(status: StatusCode) -> HttpResponse {
    let text = if status.is_server_error() {
        "V-Task cannot answer right now. Nothing was done twice. Please try again in a minute.\nV-Task 暂时无法响应，没有任何操作被重复执行。请稍后再试。\n"
    } else {
        "\n"
    };
    let status = if status == StatusCode::INTERNAL_SERVER_ERROR {
        status
    } else if status.is_server_error() {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        status
    };
    HttpResponse::build(status)
        .insert_header((header::RETRY_AFTER, "5"))
        .insert_header(("x-ours", "1"))
        .content_type("text/plain; charset=utf-8")
        .body(text)
}

fn with_retry(mut response: HttpResponse, failure: Option<&Failure>, status: StatusCode) -> HttpResponse {
    let seconds = match failure {
        Some(Failure::Limited(seconds)) => Some((*seconds).max(1)),
        Some(Failure::Refused(refusal)) if refusal.kind == Kind::Full => Some(refusal.seconds().unwrap_or(FULL_SECONDS)),
        _ if status == StatusCode::SERVICE_UNAVAILABLE => Some(2),
        _ if status == StatusCode::TOO_MANY_REQUESTS => Some(60),
        _ => None,
    };
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    }
    response
}

/// Asks no database, for it may be the database that failed.
fn problem(request: &HttpRequest, failure: Option<&Failure>, status: StatusCode) -> HttpResponse {
    let (Some(site), Some(visit)) = (request.app_data::<actix_web::web::Data<Site>>(), request.extensions().get::<Visit>().cloned()) else {
        return bare(status);
    };
    let says = |key: &str, args: &[(&str, String)]| site.templates.texts().get(visit.lang, key, args);
    let code = code(failure, status);
    let errors = match failure {
        Some(Failure::Invalid(errors)) => errors
            .0
            .iter()
            .map(|error| ProblemField {
                field: error.field.clone(),
                code: error.code,
                message: says(&format!("error-{}", error.code), &error.args),
            })
            .collect(),
        _ => Vec::new(),
    };
    let group = code_group(failure, status);
    let problem = Problem {
        kind: format!("/problems/{code}"),
        title: says(&format!("problem-{group}-title"), &[]),
        status: status.as_u16(),
        code,
        detail: match failure {
            Some(Failure::Refused(refusal)) => says(&text_key(refusal.code), &refusal.args),
            _ => says(&format!("problem-{group}-text"), &[]),
        },
        request_id: visit.request_id,
        errors,
    };
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let mut response = HttpResponse::build(status);
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    let mut response = response.content_type("application/problem+json").body(body);
    response.extensions_mut().insert(Told(code));
    with_retry(response, failure, status)
}

/// The code of an answered problem.
pub(super) struct Told(pub(super) &'static str);

fn title(asker: &Asker, failure: Option<&Failure>, status: StatusCode) -> String {
    asker.text(&format!("problem-{}-title", code_group(failure, status)), &[])
}

fn detail(asker: &Asker, failure: Option<&Failure>, status: StatusCode) -> String {
    match failure {
        Some(Failure::Refused(refusal)) => words(asker, refusal),
        _ => asker.text(&format!("problem-{}-text", code_group(failure, status)), &[]),
    }
}

impl Asker {
    /// A code of a problem in the reader's words: a title, and what to do. Values that a refusal would name stand as dots.
    #[must_use]
    pub fn problem_words(&self, code: &str, status: u16) -> (String, String) {
        let group = if code == "form.forged" { "forged".to_owned() } else { status.to_string() };
        let dots: Vec<(&str, String)> = ["min", "max", "n", "days", "missing"].into_iter().map(|name| (name, "…".to_owned())).collect();
        let own = self.site.templates.texts().find(self.lang, &text_key(code), &dots);
        (self.text(&format!("problem-{group}-title"), &[]), own.unwrap_or_else(|| self.text(&format!("problem-{group}-text"), &[])))
    }
}

/// Which of the error pages' words fit: by status, with two that share 403.
fn code_group(failure: Option<&Failure>, status: StatusCode) -> String {
    match failure {
        Some(Failure::Forged) => "forged".to_owned(),
        _ => match status.as_u16() {
            code @ (400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 422 | 429 | 503) => code.to_string(),
            400..=499 => "400".to_owned(),
            _ => "500".to_owned(),
        },
    }
}

fn is_for_programs(request: &HttpRequest) -> bool {
    let wants_json = |name: header::HeaderName| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with("application/json"))
    };
    request.path().starts_with("/api/") || wants_json(header::CONTENT_TYPE) || wants_json(header::ACCEPT)
}

fn referrer(request: &HttpRequest) -> String {
    let from = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok()).and_then(|value| url::Url::parse(value).ok());
    from.map_or_else(|| "/workbench".to_owned(), |url| url.path().to_owned())
}

fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn log(failure: Option<&Failure>, status: StatusCode, request: &HttpRequest) {
    let door = request.match_pattern().unwrap_or_default();
    match failure {
        Some(failure) if status == StatusCode::INTERNAL_SERVER_ERROR => {
            tracing::error!(%failure, door, method = %request.method(), "a bug")
        }
        Some(failure) if status.is_server_error() => tracing::warn!(%failure, door, "unavailable"),
        Some(failure) => tracing::debug!(%failure, door, status = status.as_u16(), "refused"),
        None => tracing::debug!(door, status = status.as_u16(), "refused by the framework"),
    }
}

#[cfg(test)]
mod tests {
    use crate::platform::texts::Texts;
    use crate::primitives::{Choice as _, Lang};

    const GROUPS: &[&str] = &["400", "401", "403", "404", "405", "408", "409", "413", "415", "422", "429", "500", "503", "forged"];

    #[test]
    fn every_group_has_words_in_both_languages() {
        let texts = Texts::load().unwrap();
        for lang in Lang::ALL {
            for group in GROUPS {
                assert!(texts.find(*lang, &format!("problem-{group}-title"), &[]).is_some(), "{lang} {group}");
                assert!(texts.find(*lang, &format!("problem-{group}-text"), &[]).is_some(), "{lang} {group}");
            }
        }
    }
}
