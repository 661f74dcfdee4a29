//! Reads single settings and keeps what is wrong with them.

use super::{Database, GatewayChoice, Log, MailTo, Network, SETTINGS, Said, StripeKeys};
use crate::primitives::BasisPoints;
use std::path::PathBuf;

/// What was said, and every problem found in it.
pub(super) struct Reader<'a> {
    pub(super) said: &'a Said,
    pub(super) problems: Vec<String>,
}

impl Reader<'_> {
    pub(super) fn text(&self, variable: &str) -> String {
        let said = self.said.get(variable).map(|value| value.trim()).filter(|value| !value.is_empty());
        let default = || SETTINGS.iter().find(|setting| setting.variable == variable).map_or("", |setting| setting.default);
        said.unwrap_or_else(default).to_owned()
    }

    pub(super) fn parsed<T: std::str::FromStr>(&mut self, variable: &str, wanted: &str, fallback: T) -> T {
        let text = self.text(variable);
        text.parse().unwrap_or_else(|_| {
            self.problems.push(format!("{variable} is {text:?}. Wanted: {wanted}."));
            fallback
        })
    }

    /// Addresses, with commas between them.
    pub(super) fn trusted_proxies(&mut self) -> Vec<std::net::IpAddr> {
        let said = self.text("VTASK_TRUSTED_PROXIES");
        let parts = said.split(',').map(str::trim).filter(|part| !part.is_empty());
        let parse =
            |part: &str| part.parse().map_err(|_| self.problems.push(format!("VTASK_TRUSTED_PROXIES: {part:?} is not an address."))).ok();
        parts.filter_map(parse).collect()
    }

    /// A fee that is another one where nothing is said.
    pub(super) fn fee_or(&mut self, variable: &str, otherwise: BasisPoints) -> BasisPoints {
        if self.text(variable).is_empty() { otherwise } else { self.parsed(variable, "0 to 10000", otherwise) }
    }

    pub(super) fn base_url(&mut self) -> String {
        let text = self.text("VTASK_BASE_URL").trim_end_matches('/').to_owned();
        let Some(parsed) = url::Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
            self.problems.push(format!("VTASK_BASE_URL is {text:?}. Wanted: http://… or https://…."));
            return text;
        };
        let loopback = matches!(parsed.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if parsed.scheme() == "http" && !loopback && self.text("VTASK_INSECURE") != "1" {
            self.problems.push(
                "VTASK_BASE_URL is http:// off loopback, so cookies would travel in clear. Set https:// or VTASK_INSECURE=1.".to_owned(),
            );
        }
        text
    }

    pub(super) fn database(&mut self, data_dir: &std::path::Path) -> Database {
        let text = self.text("DATABASE_URL");
        if text.is_empty() {
            return Database::Sqlite(data_dir.join("vtask.db"));
        }
        if let Some(path) = text.strip_prefix("sqlite:") {
            return Database::Sqlite(PathBuf::from(path.trim_start_matches("//")));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            self.check_postgres_tls(&text);
            return Database::Postgres(text);
        }
        self.problems.push("DATABASE_URL is neither sqlite:FILE nor postgres://….".to_owned());
        Database::Sqlite(data_dir.join("vtask.db"))
    }

    /// Without TLS in the build, libpq's `prefer` would silently go in clear.
    fn check_postgres_tls(&mut self, text: &str) {
        let Ok(parsed) = url::Url::parse(text) else {
            self.problems.push("DATABASE_URL cannot be read as a URL.".to_owned());
            return;
        };
        let in_query = |key: &str| parsed.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned());
        let host = in_query("host").or_else(|| parsed.host_str().map(ToOwned::to_owned)).unwrap_or_default();
        let local = host.is_empty() || host.starts_with('/') || matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]" | "::1");
        if !cfg!(feature = "pg-tls") && !local && in_query("sslmode").as_deref() != Some("disable") {
            self.problems.push("DATABASE_URL names another host and this build has no TLS for Postgres. Build with --features pg-tls, or say sslmode=disable.".to_owned());
        }
    }

    pub(super) fn gateway(&mut self) -> GatewayChoice {
        match self.text("VTASK_GATEWAY").as_str() {
            "sandbox" => GatewayChoice::Sandbox,
            "stripe" => GatewayChoice::Stripe(self.stripe()),
            other => {
                self.problems.push(format!("VTASK_GATEWAY is {other:?}. Wanted: sandbox or stripe."));
                GatewayChoice::Sandbox
            }
        }
    }

    fn stripe(&mut self) -> StripeKeys {
        let secrets = self.text("STRIPE_WEBHOOK_SECRETS");
        let keys = StripeKeys {
            secret_key: self.text("STRIPE_SECRET_KEY"),
            webhook_secrets: secrets.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect(),
            api_base: self.text("STRIPE_API_BASE").trim_end_matches('/').to_owned(),
        };
        if !["sk_", "rk_"].iter().any(|prefix| keys.secret_key.starts_with(prefix)) || keys.secret_key.contains(char::is_whitespace) {
            self.problems.push("STRIPE_SECRET_KEY is missing, or not a key like sk_test_….".to_owned());
        }
        if keys.webhook_secrets.is_empty() {
            self.problems.push("STRIPE_WEBHOOK_SECRETS is missing: nothing that Stripe says could be believed.".to_owned());
        }
        let base = url::Url::parse(&keys.api_base).ok();
        let origin =
            base.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host() && url.path() == "/" && url.query().is_none());
        let Some(origin) = origin else {
            self.problems.push("STRIPE_API_BASE is no origin like https://api.stripe.com; /v1 is not part of it.".to_owned());
            return keys;
        };
        if keys.is_live() && (self.text("VTASK_BASE_URL").starts_with("http://") || origin.scheme() == "http") {
            self.problems.push(
                "STRIPE_SECRET_KEY is a live key, and VTASK_BASE_URL or STRIPE_API_BASE is http://. Real money wants https://.".to_owned(),
            );
        }
        keys
    }

    pub(super) fn uploads(&mut self, data_dir: &std::path::Path) -> PathBuf {
        let text = self.text("VTASK_UPLOADS");
        if text.is_empty() {
            return data_dir.join("uploads");
        }
        if let Some(path) = text.strip_prefix("file:") {
            return PathBuf::from(path);
        }
        self.problems.push(format!("VTASK_UPLOADS is {text:?}. Wanted: file:DIRECTORY."));
        data_dir.join("uploads")
    }

    pub(super) fn tick(&mut self) -> std::time::Duration {
        let millis = self.parsed("VTASK_JOB_TICK_MS", "milliseconds, 10 to 600000", 1_000u64);
        if !(10..=600_000).contains(&millis) {
            self.problems.push("VTASK_JOB_TICK_MS must lie between 10 and 600000.".to_owned());
        }
        std::time::Duration::from_millis(millis)
    }

    pub(super) fn ffmpeg(&mut self) -> String {
        let text = self.text("VTASK_FFMPEG");
        let stands = |path: &std::path::Path| path.is_absolute() && path.is_file() && path.with_file_name("ffprobe").is_file();
        if !matches!(text.as_str(), "" | "off") && !stands(std::path::Path::new(&text)) {
            self.problems.push(format!("VTASK_FFMPEG is {text:?}. Wanted: off, or the whole path of ffmpeg with ffprobe beside it."));
        }
        text
    }

    pub(super) fn translator(&mut self) -> Option<String> {
        let text = self.text("VTASK_TRANSLATOR");
        if text.is_empty() {
            return None;
        }
        let url = url::Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if url.is_none_or(|url| url.query().is_some() || url.fragment().is_some()) {
            self.problems
                .push(format!("VTASK_TRANSLATOR is {text:?}. Wanted: the address of a server, as http://translate.internal:5000."));
        }
        Some(text.trim_end_matches('/').to_owned())
    }

    pub(super) fn mail_to(&mut self, data_dir: &std::path::Path) -> MailTo {
        let text = self.text("SMTP_URL");
        if text.is_empty() {
            return MailTo::Directory(data_dir.join("mails"));
        }
        if !text.starts_with("smtp://") && !text.starts_with("smtps://") {
            self.problems.push("SMTP_URL must start with smtp:// or smtps://.".to_owned());
        }
        MailTo::Server(text)
    }

    pub(super) fn outbound_allow(&mut self) -> Vec<Network> {
        let text = self.text("VTASK_OUTBOUND_ALLOW");
        let mut allowed = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match part.parse() {
                Ok(network) => allowed.push(network),
                Err(wrong) => self.problems.push(format!("VTASK_OUTBOUND_ALLOW: {part:?} is {wrong}.")),
            }
        }
        allowed
    }

    pub(super) fn metrics_bind(&mut self) -> Option<std::net::SocketAddr> {
        let text = self.text("VTASK_METRICS_BIND");
        let parsed = text.parse().ok();
        if parsed.is_none() && !text.is_empty() {
            self.problems.push(format!("VTASK_METRICS_BIND is {text:?}. Wanted: address:port."));
        }
        parsed
    }

    pub(super) fn log(&mut self) -> Log {
        let text = self.text("VTASK_LOG");
        let mut log = Log { json: None, level: "info".to_owned() };
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word {
                "text" => log.json = Some(false),
                "json" => log.json = Some(true),
                "error" | "warn" | "info" | "debug" | "trace" => log.level = word.to_owned(),
                _ => self.problems.push(format!("VTASK_LOG knows text, json and a level, not {word:?}.")),
            }
        }
        log
    }
}
