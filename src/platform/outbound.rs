//! Calls to addresses that users gave. The name is resolved here, what it resolves to is checked, and the connection goes to exactly that address:
//! nobody points us at our own machines, neither by a name that changes its mind nor by a redirect, which is never followed.
//!
//! Plain `http` is for a server that is itself plain and on loopback. Private addresses are refused but for the networks of `VTASK_OUTBOUND_ALLOW`.

use crate::config::{Config, Network};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Method, Request, Response};
use hyper_rustls::{FixedServerNameResolver, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::time::Duration;
use url::{Host, Url};

const CONNECT: Duration = Duration::from_secs(5);
const TOTAL: Duration = Duration::from_secs(15);
/// Ports below are those of other protocols.
const FIRST_FREE_PORT: u16 = 1_024;
const LONGEST: usize = 1_000;

crate::choice! {
    /// Why nothing was answered.
    pub enum Unreached {
        /// Not within 15 seconds.
        Timeout = "timeout",
        /// The name leads nowhere.
        Unresolved = "unresolved",
        /// The name leads to an address that is not for users to call.
        Private = "private",
        /// Nobody took the connection, or it broke.
        Unreachable = "unreachable",
    }
}

/// Calls addresses that users gave.
pub struct Outbound {
    allow: Vec<Network>,
    takes_plain: bool,
}

impl Outbound {
    /// As the settings say.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self { allow: config.outbound_allow.clone(), takes_plain: config.is_plain_loopback() }
    }

    /// Reads an address: the error is the code of a field. Looks its name up; a name that leads nowhere now may do so later.
    pub async fn admit(&self, text: &str) -> Result<Url, &'static str> {
        let url = Url::parse(text.trim()).map_err(|_| "url")?;
        let known = url.scheme() == "https" || url.scheme() == "http" && self.takes_plain;
        let clean = url.username().is_empty() && url.password().is_none() && url.fragment().is_none() && url.as_str().len() <= LONGEST;
        let port = url.port_or_known_default().unwrap_or_default();
        if !known || !clean || url.host().is_none() || !(port == 80 || port == 443 || port >= FIRST_FREE_PORT) {
            return Err("url");
        }
        match self.resolve(&url).await {
            Err(Unreached::Private) => Err("url-private"),
            Ok(_) | Err(Unreached::Unresolved | Unreached::Timeout | Unreached::Unreachable) => Ok(url),
        }
    }

    /// Where the connection goes. One address that is not for users to call is one too many.
    async fn resolve(&self, url: &Url) -> Result<SocketAddr, Unreached> {
        let port = url.port_or_known_default().ok_or(Unreached::Unresolved)?;
        let found = match url.host() {
            Some(Host::Ipv4(ip)) => vec![SocketAddr::from((ip, port))],
            Some(Host::Ipv6(ip)) => vec![SocketAddr::from((ip, port))],
            Some(Host::Domain(name)) => {
                let name = name.to_owned();
                let looked = tokio::task::spawn_blocking(move || (name.as_str(), port).to_socket_addrs().map(Vec::from_iter));
                looked.await.ok().and_then(Result::ok).unwrap_or_default()
            }
            None => Vec::new(),
        };
        let good = |address: &SocketAddr| is_public(address.ip()) || self.allow.iter().any(|network| network.contains(address.ip()));
        if !found.iter().all(good) {
            return Err(Unreached::Private);
        }
        found.first().copied().ok_or(Unreached::Unresolved)
    }

    /// Posts JSON and answers the status; what else comes back is not read.
    pub async fn post(&self, url: &str, headers: &[(&'static str, String)], body: String) -> Result<u16, Unreached> {
        let url = Url::parse(url).map_err(|_| Unreached::Unresolved)?;
        let sent = self.exchange((Method::POST, &url), headers, body);
        tokio::time::timeout(TOTAL, sent).await.unwrap_or(Err(Unreached::Timeout)).map(|answer| answer.status().as_u16())
    }

    /// Asks and answers the status and so many bytes of what came back at most; more than these is none. With a body it is a POST of JSON.
    pub async fn ask(&self, url: &str, body: Option<String>, most_bytes: usize) -> Result<(u16, Vec<u8>), Unreached> {
        let url = Url::parse(url).map_err(|_| Unreached::Unresolved)?;
        let asked = async {
            let method = if body.is_some() { Method::POST } else { Method::GET };
            let answer = self.exchange((method, &url), &[], body.unwrap_or_default()).await?;
            let status = answer.status().as_u16();
            let whole = Limited::new(answer.into_body(), most_bytes).collect().await.map_err(|_| Unreached::Unreachable)?;
            Ok((status, whole.to_bytes().to_vec()))
        };
        tokio::time::timeout(TOTAL, asked).await.unwrap_or(Err(Unreached::Timeout))
    }

    /// Looks at a page as anybody does: the status, and its first bytes, so many at most.
    pub async fn look(&self, url: &str, most_bytes: usize) -> Result<(u16, Vec<u8>), Unreached> {
        let url = Url::parse(url).map_err(|_| Unreached::Unresolved)?;
        let looked = async {
            let answer = self.exchange((Method::GET, &url), &[], String::new()).await?;
            let (status, mut body, mut page) = (answer.status().as_u16(), answer.into_body(), Vec::new());
            while let Some(frame) = body.frame().await {
                let frame = frame.map_err(|_| Unreached::Unreachable)?;
                page.extend_from_slice(frame.data_ref().map_or(&[], |data| data.as_ref()));
                if page.len() >= most_bytes {
                    page.truncate(most_bytes);
                    break;
                }
            }
            Ok((status, page))
        };
        tokio::time::timeout(TOTAL, looked).await.unwrap_or(Err(Unreached::Timeout))
    }

    async fn exchange(
        &self,
        (method, url): (Method, &Url),
        headers: &[(&'static str, String)],
        body: String,
    ) -> Result<Response<Incoming>, Unreached> {
        let address = self.resolve(url).await?;
        let host = url.host_str().ok_or(Unreached::Unresolved)?;
        let named = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}://{address}{}{query}", url.scheme(), url.path()))
            .header(HOST, named)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("vtask/", env!("CARGO_PKG_VERSION")));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(|_| Unreached::Unresolved)?;
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECT));
        // The certificate is that of the name, though the connection goes to the address that was looked at.
        let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = FixedServerNameResolver::new(bare.try_into().map_err(|_| Unreached::Unresolved)?);
        let https = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().with_server_name_resolver(name);
        let mut client = Client::builder(TokioExecutor::new());
        client.retry_canceled_requests(false).pool_max_idle_per_host(0);
        let client = client.build(https.enable_http1().wrap_connector(connector));
        client.request(request).await.map_err(|error| {
            tracing::debug!(%error, "an address of a user did not answer");
            Unreached::Unreachable
        })
    }
}

/// An address of the open internet.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

/// Only the addresses that are given out, without those that carry one of the old kind inside.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let given_out = (0x2000..0x4000).contains(&first);
    let carries = first == 0x2002 || (first == 0x2001 && (second < 0x0200 || second == 0x0db8));
    given_out && !carries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_internet_is_called() {
        let closed = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "192.0.0.1",
            "198.18.0.1",
            "203.0.113.5",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "fec0::1",
        ];
        for text in closed {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450::1"] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[tokio::test]
    async fn tricks_with_addresses_do_not_help() {
        let outbound = Outbound { allow: Vec::new(), takes_plain: true };
        let private = [
            "http://127.0.0.1:8081/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "https://[::1]/",
            "https://localhost/",
        ];
        for text in private {
            assert_eq!(outbound.admit(text).await.unwrap_err(), "url-private", "{text}");
        }
        let strange = ["ftp://1.1.1.1/", "https://me:word@1.1.1.1/", "https://1.1.1.1/#x", "https://1.1.1.1:25/", "/hook", "javascript:1"];
        for text in strange {
            assert_eq!(outbound.admit(text).await.unwrap_err(), "url", "{text}");
        }
        assert!(outbound.admit("https://1.1.1.1/hook?x=1").await.is_ok());
        let strict = Outbound { allow: vec!["127.0.0.0/8".parse().unwrap()], takes_plain: false };
        assert_eq!(strict.admit("http://1.1.1.1/").await.unwrap_err(), "url");
        assert!(strict.admit("https://127.0.0.1:8443/").await.is_ok());
        assert_eq!(strict.admit("https://10.0.0.1/").await.unwrap_err(), "url-private");
    }
}
