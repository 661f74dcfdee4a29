//! What stands before every door: the request's id, the visitor's cookies and language, and on the way out the security headers and the
//! answers of the framework in the product's words.

use super::api::{self, Keyed, Pace, Paces};
use super::squeezed::squeezed;
use super::{Site, asker::Asker, failure};
use crate::failure::Failure;
use crate::platform::packed::Coding;
use crate::primitives::{Choice as _, Instant, Lang};
use crate::sessions::{Theme, Token};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, AcceptEncoding, ContentEncoding, Encoding, Header as _, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use std::net::IpAddr;

/// What is known of a visitor before any question to the database.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) token: Token,
    pub(super) is_new: bool,
    pub(super) lang: Lang,
    pub(super) lang_chosen: bool,
    pub(super) theme: Theme,
    pub(super) now: Instant,
    pub(super) request_id: String,
    pub(super) path: String,
    /// It asks to read.
    pub(super) is_safe: bool,
    pub(super) address: Option<IpAddr>,
    pub(super) user_agent: String,
    pub(super) flash: Option<String>,
    pub(super) is_fragment: bool,
    pub(super) coding: Coding,
    pub(super) seen: String,
    pub(super) caller: Caller,
}

/// How a request says who sends it.
#[derive(Clone)]
pub(super) enum Caller {
    /// A browser: by its cookie.
    Browser,
    /// A program: by the token in `Authorization`, if it sent one.
    Program(Option<String>),
}

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self' https://checkout.stripe.com https://connect.stripe.com; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

/// The name of the session cookie: bound to the host where cookies are secure.
pub(super) fn cookie_name(site: &Site) -> &'static str {
    if site.config.is_https() { "__Host-sid" } else { "sid" }
}

/// A cookie of ours: out of reach of scripts, not sent from other sites' forms.
pub(super) fn cookie(site: &Site, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(site.config.is_https()).finish()
}

/// The middleware.
pub async fn front(
    site: web::Data<Site>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let visit = visit(&site, &request)?;
    let (request_id, flash, coding) = (visit.request_id.clone(), visit.flash.is_some(), visit.coding);
    let fresh = visit.is_new.then(|| visit.token.clone());
    let mut pace = None;
    if !request.path().starts_with("/static/") {
        request.extensions_mut().insert(visit.clone());
        let mut met = Asker::meet(site.clone().into_inner(), visit).await;
        pace = met.as_ref().ok().and_then(Asker::grant).map(|grant| site.kept.of::<Paces>().step(grant.token));
        if let Some(seconds) = pace.and_then(|pace| pace.wait) {
            met = Err(Failure::Limited(seconds.try_into().unwrap_or(60)));
        }
        request.extensions_mut().insert(met);
    }
    let response = next.call(request).await?.map_into_boxed_body();
    let mut response = kept_for_its_key(in_our_words(response).await).await;
    if let Some(pace) = pace {
        tell_pace(&mut response, pace);
    }
    if let Some(token) = fresh.filter(|_| is_page(&response) && !has_cookie(&response, cookie_name(&site))) {
        add_cookie(&mut response, &cookie(&site, cookie_name(&site), token.as_str().to_owned()));
    }
    if flash && is_page(&response) {
        let mut gone = cookie(&site, "flash", String::new());
        gone.make_removal();
        add_cookie(&mut response, &gone);
    }
    secure(&site, &mut response, &request_id);
    Ok(squeezed(response, coding).await)
}

/// How many calls the token has left.
fn tell_pace(response: &mut ServiceResponse, pace: Pace) {
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("ratelimit-policy"), HeaderValue::from_static(Pace::POLICY));
    if let Ok(value) = HeaderValue::from_str(&pace.header()) {
        headers.insert(HeaderName::from_static("ratelimit"), value);
    }
}

/// A refusal of a call with an idempotency key is kept under it.
async fn kept_for_its_key(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let told = response.response().extensions().get::<failure::Told>().map(|told| told.0);
    let keyed = response.request().extensions().get::<Keyed>().cloned();
    let (Some(code), Some(keyed), Ok(asker)) = (told, keyed, Asker::of(response.request())) else { return response };
    let status = response.status();
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let bytes = actix_web::body::to_bytes(body).await.unwrap_or_default();
    api::keep_refusal(&asker, keyed, status, code, String::from_utf8_lossy(&bytes).into_owned()).await;
    ServiceResponse::new(request, head.set_body(BoxBody::new(bytes)))
}

fn is_page(response: &ServiceResponse) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

fn has_cookie(response: &ServiceResponse, name: &str) -> bool {
    response.response().cookies().any(|cookie| cookie.name() == name)
}

fn add_cookie(response: &mut ServiceResponse, cookie: &Cookie<'_>) {
    if let Err(error) = response.response_mut().add_cookie(cookie) {
        tracing::error!(%error, "a cookie could not be set");
    }
}

fn visit(site: &Site, request: &ServiceRequest) -> Result<Visit, Failure> {
    let read = |name: &str| request.cookie(name).map(|cookie| cookie.value().to_owned());
    let is_api = request.path().starts_with(api::BASE);
    let sent = read(cookie_name(site)).and_then(|value| Token::read(&value));
    let chosen = read("lang").and_then(|word| Lang::from_word(&word));
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    Ok(Visit {
        is_new: sent.is_none(),
        token: match sent {
            Some(token) => token,
            None => Token::random().map_err(|error| Failure::Bug(error.to_string()))?,
        },
        lang: chosen.unwrap_or_else(|| accepted(&text(header::ACCEPT_LANGUAGE))),
        lang_chosen: chosen.is_some(),
        theme: read("theme").and_then(|word| Theme::from_word(&word)).unwrap_or(Theme::Auto),
        now: site.clock.now(),
        request_id: uuid::Uuid::now_v7().simple().to_string(),
        is_safe: request.method().is_safe(),
        path: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        address: address(site, request),
        user_agent: text(header::USER_AGENT),
        flash: read("flash").filter(|key| key.len() < 60 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')),
        is_fragment: request.headers().contains_key("hx-request"),
        coding: coding(request),
        seen: text(header::IF_NONE_MATCH),
        caller: if is_api { Caller::Program(bearer(&text(header::AUTHORIZATION))) } else { Caller::Browser },
    })
}

/// How the answer may travel: brotli before gzip, where the asker leaves the choice.
pub(super) fn coding(request: &impl HttpMessage) -> Coding {
    let Ok(accepted) = AcceptEncoding::parse(request) else { return Coding::Identity };
    let offered = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
    match accepted.negotiate(offered.iter()) {
        Some(Encoding::Known(ContentEncoding::Brotli)) => Coding::Brotli,
        Some(Encoding::Known(ContentEncoding::Gzip)) => Coding::Gzip,
        _ => Coding::Identity,
    }
}

/// What `Authorization` says after `Bearer`; anything else is a token that is none.
fn bearer(header: &str) -> Option<String> {
    let (scheme, token) = header.trim().split_once(' ').unwrap_or((header, ""));
    if header.is_empty() {
        return None;
    }
    Some(if scheme.eq_ignore_ascii_case("bearer") { token.trim().to_owned() } else { String::new() })
}

/// Chinese if it stands before English in the header; Chinese too when neither does, for that is where most people of this market read.
fn accepted(header: &str) -> Lang {
    let mut wanted: Vec<(u32, Lang)> = Vec::new();
    for part in header.split(',') {
        let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
        let weight = quality.trim().trim_start_matches("0.").chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0);
        let weight = if quality.trim().starts_with('1') { 10 } else { weight };
        let tag = tag.trim().to_ascii_lowercase();
        if tag.starts_with("zh") {
            wanted.push((weight, Lang::ZhCn));
        } else if tag.starts_with("en") {
            wanted.push((weight, Lang::En));
        }
    }
    wanted.iter().copied().reduce(|best, next| if next.0 > best.0 { next } else { best }).map_or(Lang::ZhCn, |(_, lang)| lang)
}

/// The peer, or what a trusted proxy says of it: the last address in `X-Forwarded-For` that is no trusted proxy.
fn address(site: &Site, request: &ServiceRequest) -> Option<IpAddr> {
    let trusted = &site.config.trusted_proxies;
    let peer = request.peer_addr().map(|address| address.ip())?;
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut hops = forwarded.rsplit(',').filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
    Some(hops.find(|hop| !trusted.contains(hop)).unwrap_or(peer))
}

/// Turns failures, and what the framework answered by itself, into pages or problems in the asker's language.
async fn in_our_words(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let carried = response.response().extensions().get::<Failure>().cloned();
    let status = response.status();
    let framework = carried.is_none()
        && (status.is_client_error() || status.is_server_error())
        && !response.response().headers().contains_key(header::CONTENT_TYPE);
    let plain = carried.is_none() && status.is_client_error() && !is_page(&response) && is_plain(&response);
    if carried.is_none() && !framework && !plain {
        return response;
    }
    let request = response.request().clone();
    let allow = response.headers().get(header::ALLOW).cloned();
    let asker = Asker::of(&request);
    let mut answer = failure::answer(asker, &request, carried, status).await;
    if let Some(allow) = allow {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    ServiceResponse::new(request, answer)
}

fn is_plain(response: &ServiceResponse<BoxBody>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/plain")) && !response.headers().contains_key("x-ours")
}

fn secure(site: &Site, response: &mut ServiceResponse, request_id: &str) {
    let signed_in = response
        .request()
        .extensions()
        .get::<Result<Asker, Failure>>()
        .is_some_and(|met| met.as_ref().is_ok_and(|asker| asker.person.is_some()));
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    put(header::CONTENT_SECURITY_POLICY, CSP);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(header::CACHE_CONTROL, if signed_in { "no-store" } else { "no-cache, private" });
    if site.config.is_https() {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    headers.remove("x-ours");
    if let Ok(value) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_wanted_most_wins() {
        assert_eq!(accepted("en-GB,en;q=0.9,zh;q=0.8"), Lang::En);
        assert_eq!(accepted("fr, zh-CN;q=0.7, en;q=0.5"), Lang::ZhCn);
        assert_eq!(accepted(""), Lang::ZhCn);
    }
}
