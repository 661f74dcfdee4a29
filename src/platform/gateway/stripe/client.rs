//! Talks HTTP with Stripe. It sends what it is given once: no retry, no redirect, no key of its own. Connecting may take 5 seconds, a call 30 in all.
//!
//! `async-stripe` builds the requests; its client does not send them, because it parses answers so strictly that a new field could make a payment
//! that happened look as if it had not, and because it hides `Retry-After`, `Stripe-Should-Retry` and `Date`, which decide what is done next.

use crate::config::StripeKeys;
use crate::platform::clock::Clock;
use crate::primitives::Instant;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER, USER_AGENT};
use hyper::{Method, Request};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

const CONNECT: Duration = Duration::from_secs(5);
const TOTAL: Duration = Duration::from_secs(30);
/// More than any list of a hundred objects has.
const LARGEST: usize = 8 * 1_024 * 1_024;
/// After a refused key nothing is asked for so long.
const BREAK_SECONDS: i64 = 30;

/// An answer, as it came.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) should_retry: Option<bool>,
    pub(super) retry_after: Option<i64>,
    pub(super) body: Bytes,
}

/// There was no answer, or not a whole one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoReply {
    /// Nothing was sent: the key was refused a moment ago.
    Broken,
    /// It may or may not have happened.
    Lost,
}

pub(super) struct Client {
    http: Http<HttpsConnector<HttpConnector>, Full<Bytes>>,
    clock: Clock,
    base: String,
    authorization: String,
    /// Nothing is asked before this, in microseconds: the breaker.
    closed_until: AtomicI64,
    /// How far the provider's clock is from ours, in seconds; [`UNHEARD`] before the first answer.
    ahead_seconds: AtomicI64,
}

const UNHEARD: i64 = i64::MIN;

impl Client {
    pub(super) fn new(keys: &StripeKeys, clock: Clock) -> Self {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECT));
        connector.set_nodelay(true);
        let https = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().wrap_connector(connector);
        let http = Http::builder(TokioExecutor::new())
            .retry_canceled_requests(false)
            .pool_idle_timeout(Duration::from_secs(10))
            .pool_timer(hyper_util::rt::TokioTimer::new())
            .build(https);
        Self {
            http,
            clock,
            base: keys.api_base.clone(),
            authorization: format!("Bearer {}", keys.secret_key),
            closed_until: AtomicI64::new(0),
            ahead_seconds: AtomicI64::new(UNHEARD),
        }
    }

    /// Sends a form under a key.
    pub(super) async fn post(&self, path: &str, key: &str, form: String) -> Result<Reply, NoReply> {
        let request = self.request(Method::POST, path).header("Idempotency-Key", key);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Full::new(Bytes::from(form)))).await
    }

    /// Asks for something.
    pub(super) async fn get(&self, path_and_query: &str) -> Result<Reply, NoReply> {
        self.send(self.request(Method::GET, path_and_query).body(Full::default())).await
    }

    /// How far the provider's clock is ahead of ours, if it was heard since the last question.
    pub(super) fn take_ahead_seconds(&self) -> Option<i64> {
        Some(self.ahead_seconds.swap(UNHEARD, Ordering::Relaxed)).filter(|seconds| *seconds != UNHEARD)
    }

    /// The key was refused: until when nothing is asked.
    pub(super) fn closed_until(&self) -> Option<Instant> {
        let until = Instant(self.closed_until.load(Ordering::Relaxed));
        (self.clock.now() < until).then_some(until)
    }

    fn request(&self, method: Method, path: &str) -> hyper::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("{}/v1{path}", self.base))
            .header(AUTHORIZATION, &self.authorization)
            .header(USER_AGENT, concat!("vtask/", env!("CARGO_PKG_VERSION")))
            .header("Stripe-Version", stripe_shared::version::VERSION.as_str())
    }

    async fn send(&self, request: Result<Request<Full<Bytes>>, hyper::http::Error>) -> Result<Reply, NoReply> {
        if self.closed_until().is_some() {
            return Err(NoReply::Broken);
        }
        let request = request.map_err(|_| NoReply::Broken)?;
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let reply = tokio::time::timeout(TOTAL, self.exchange(request)).await;
        let reply = reply.unwrap_or_else(|_| Err("no answer in time".to_owned()));
        match reply {
            Ok(reply) => {
                tracing::debug!(%method, path, status = reply.status, "stripe answered");
                if reply.status == 401 {
                    tracing::error!("stripe refuses the key: nothing is asked for {BREAK_SECONDS} seconds; see STRIPE_SECRET_KEY");
                    self.closed_until.store(self.clock.now().plus_seconds(BREAK_SECONDS).0, Ordering::Relaxed);
                }
                Ok(reply)
            }
            Err(error) => {
                tracing::warn!(%method, path, error, "stripe gave no whole answer");
                Err(NoReply::Lost)
            }
        }
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Reply, String> {
        let answer = self.http.request(request).await.map_err(|error| error.to_string())?;
        let (head, body) = answer.into_parts();
        self.hear_time(&head.headers);
        let body = Limited::new(body, LARGEST).collect().await.map_err(|error| error.to_string())?.to_bytes();
        let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        Ok(Reply {
            status: head.status.as_u16(),
            should_retry: text("stripe-should-retry").and_then(|word| word.parse().ok()),
            retry_after: text(RETRY_AFTER.as_str()).and_then(|word| word.parse().ok()).filter(|seconds| *seconds >= 0),
            body,
        })
    }

    fn hear_time(&self, headers: &HeaderMap) {
        let said = headers.get(DATE).and_then(|value| value.to_str().ok());
        let parsed = said.and_then(|text| jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok());
        if let Some(theirs) = parsed {
            let ahead = theirs.as_second().saturating_sub(self.clock.now().0.div_euclid(1_000_000));
            self.ahead_seconds.store(ahead, Ordering::Relaxed);
        }
    }
}
