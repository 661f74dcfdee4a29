//! Every setting, its variable and its default. The only reader of the environment and of the settings file.
//!
//! A start with a bad or unknown setting stops with all problems listed, not the first. `vtask config print` shows what is in force, secrets
//! masked.

mod network;
mod reader;
mod settings;

pub use network::Network;
pub use settings::{SETTINGS, Setting};

use crate::primitives::BasisPoints;
use reader::Reader;
use std::{collections::BTreeMap, net::IpAddr, path::PathBuf, time::Duration};

/// Where the rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A file that the process has for itself.
    Sqlite(PathBuf),
    /// A server that speaks Postgres's protocol.
    Postgres(String),
}

/// How Postgres keeps transactions apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// The default.
    Serializable,
    /// Enough too: every transition is guarded.
    ReadCommitted,
}

/// Mails to a server or to files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTo {
    /// `smtp://` or `smtps://`.
    Server(String),
    /// One file a mail.
    Directory(PathBuf),
}

/// Who holds the money outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GatewayChoice {
    /// Our own, where no real money moves.
    Sandbox,
    /// Stripe.
    Stripe(StripeKeys),
}

/// What Stripe knows us by. `Debug` says nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct StripeKeys {
    /// `STRIPE_SECRET_KEY`
    pub secret_key: String,
    /// `STRIPE_WEBHOOK_SECRETS`
    pub webhook_secrets: Vec<String>,
    /// `STRIPE_API_BASE`, an origin without a slash at the end.
    pub api_base: String,
}

impl StripeKeys {
    /// Real money moves under this key.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.secret_key.starts_with("sk_live_") || self.secret_key.starts_with("rk_live_")
    }
}

impl std::fmt::Debug for StripeKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StripeKeys").field("api_base", &self.api_base).finish_non_exhaustive()
    }
}

/// How log lines look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// JSON lines; `None` asks the terminal.
    pub json: Option<bool>,
    /// `error`, `warn`, `info`, `debug`, `trace`.
    pub level: String,
}

/// All settings in force.
#[derive(Debug, Clone)]
pub struct Config {
    /// `VTASK_BIND`
    pub bind: String,
    /// `VTASK_BASE_URL`, without a slash at the end.
    pub base_url: String,
    /// `VTASK_DATA_DIR`
    pub data_dir: PathBuf,
    /// `DATABASE_URL`
    pub database: Database,
    /// `VTASK_PG_ISOLATION`
    pub isolation: Isolation,
    /// `VTASK_GATEWAY` and what Stripe needs.
    pub gateway: GatewayChoice,
    /// `VTASK_MERCHANT_FEE_BPS`
    pub merchant_fee: BasisPoints,
    /// `VTASK_CREATOR_FEE_BPS`
    pub creator_fee: BasisPoints,
    /// `VTASK_CREATOR_FEE_BPS_PROVEN`
    pub proven_fee: BasisPoints,
    /// `VTASK_CREATOR_FEE_BPS_TRUSTED`
    pub trusted_fee: BasisPoints,
    /// `SMTP_URL`
    pub mail_to: MailTo,
    /// `MAIL_FROM`
    pub mail_from: String,
    /// `VTASK_UPLOADS`
    pub uploads: PathBuf,
    /// `VTASK_FFMPEG`: a path, `off`, or nothing.
    pub ffmpeg: String,
    /// `VTASK_TRANSLATOR`, without a slash at the end.
    pub translator: Option<String>,
    /// `VTASK_TRANSLATOR_KEY`
    pub translator_key: String,
    /// `VTASK_OUTBOUND_ALLOW`
    pub outbound_allow: Vec<Network>,
    /// `VTASK_TRUSTED_PROXIES`
    pub trusted_proxies: Vec<IpAddr>,
    /// `VTASK_LOG`
    pub log: Log,
    /// `VTASK_METRICS_BIND`
    pub metrics_bind: Option<std::net::SocketAddr>,
    /// `VTASK_LISTS_HELD`
    pub lists_held: usize,
    /// `VTASK_JOB_TICK_MS`
    pub tick: Duration,
    /// Set by `vtask demo`: shows the mails and says that nothing is real.
    pub demo: bool,
}

impl Config {
    /// The base URL is https: cookies are `Secure` and HSTS is sent.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The base URL is http on loopback: nobody but this machine uses it.
    #[must_use]
    pub fn is_plain_loopback(&self) -> bool {
        let url = url::Url::parse(&self.base_url).ok().filter(|url| url.scheme() == "http");
        url.is_some_and(|url| match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        })
    }
}

/// What is wrong with the settings: every problem, a line each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

/// What was said, by variable: the environment over the file.
pub type Said = BTreeMap<String, String>;

/// Reads the environment and, if named, the settings file (TOML, keys are the variables' names).
pub fn said(file: Option<&std::path::Path>) -> Result<Said, ConfigError> {
    let mut problems = Vec::new();
    let mut said = Said::new();
    if let Some(path) = file {
        match std::fs::read_to_string(path)
            .map_err(|error| error.to_string())
            .and_then(|text| toml::from_str::<toml::Table>(&text).map_err(|error| error.to_string()))
        {
            Ok(table) => take_table(table, &mut said, &mut problems),
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    #[allow(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    for (key, value) in std::env::vars() {
        let ours = key.starts_with("VTASK_") || SETTINGS.iter().any(|setting| setting.variable == key);
        // What names the settings file, and what only tests read, are no settings.
        if ours && key != "VTASK_CONFIG" && !key.starts_with("VTASK_TEST_") {
            said.insert(key, value);
        }
    }
    if problems.is_empty() { Ok(said) } else { Err(ConfigError(problems)) }
}

fn take_table(table: toml::Table, said: &mut Said, problems: &mut Vec<String>) {
    for (key, value) in table {
        match value {
            toml::Value::String(text) => drop(said.insert(key, text)),
            toml::Value::Integer(number) => drop(said.insert(key, number.to_string())),
            toml::Value::Boolean(truth) => drop(said.insert(key, if truth { "1".to_owned() } else { String::new() })),
            toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Array(_) | toml::Value::Table(_) => {
                problems.push(format!("{key}: a text or a whole number is wanted"));
            }
        }
    }
}

/// Turns what was said into settings, or lists every problem.
pub fn parse(said: &Said) -> Result<Config, ConfigError> {
    let mut reader = Reader { said, problems: Vec::new() };
    for key in said.keys() {
        if !SETTINGS.iter().any(|setting| setting.variable == key) {
            reader.problems.push(format!("{key} is not a setting. `vtask config print` lists them all."));
        }
    }
    let data_dir = PathBuf::from(reader.text("VTASK_DATA_DIR"));
    let bind: std::net::SocketAddr = reader.parsed("VTASK_BIND", "address:port", std::net::SocketAddr::from(([127, 0, 0, 1], 8080)));
    let isolation = match reader.text("VTASK_PG_ISOLATION").as_str() {
        "read_committed" => Isolation::ReadCommitted,
        "serializable" => Isolation::Serializable,
        other => {
            reader.problems.push(format!("VTASK_PG_ISOLATION is {other:?}. Wanted: serializable or read_committed."));
            Isolation::Serializable
        }
    };
    let zero = BasisPoints::default();
    let mail_from: lettre::message::Mailbox = reader.parsed(
        "MAIL_FROM",
        "Name <address>",
        lettre::message::Mailbox::new(
            None,
            lettre::Address::new("no-reply", "localhost.localdomain").map_err(|error| ConfigError(vec![error.to_string()]))?,
        ),
    );
    let creator_fee = reader.parsed("VTASK_CREATOR_FEE_BPS", "0 to 10000", zero);
    let config = Config {
        bind: bind.to_string(),
        base_url: reader.base_url(),
        database: reader.database(&data_dir),
        isolation,
        gateway: reader.gateway(),
        merchant_fee: reader.parsed("VTASK_MERCHANT_FEE_BPS", "0 to 10000", zero),
        creator_fee,
        proven_fee: reader.fee_or("VTASK_CREATOR_FEE_BPS_PROVEN", creator_fee),
        trusted_fee: reader.fee_or("VTASK_CREATOR_FEE_BPS_TRUSTED", creator_fee),
        mail_to: reader.mail_to(&data_dir),
        mail_from: mail_from.to_string(),
        uploads: reader.uploads(&data_dir),
        ffmpeg: reader.ffmpeg(),
        translator: reader.translator(),
        translator_key: reader.text("VTASK_TRANSLATOR_KEY"),
        outbound_allow: reader.outbound_allow(),
        trusted_proxies: reader.trusted_proxies(),
        log: reader.log(),
        metrics_bind: reader.metrics_bind(),
        lists_held: reader.parsed("VTASK_LISTS_HELD", "a number", 0),
        tick: reader.tick(),
        demo: false,
        data_dir,
    };
    if reader.problems.is_empty() { Ok(config) } else { Err(ConfigError(reader.problems)) }
}

/// What `vtask config print` shows: every variable with what is in force, secrets masked.
#[must_use]
pub fn printed(said: &Said) -> Vec<(&'static str, String)> {
    let reader = Reader { said, problems: Vec::new() };
    let shown = |setting: &Setting| {
        let value = reader.text(setting.variable);
        if setting.secret && !value.is_empty() { "(set, not shown)".to_owned() } else { value }
    };
    SETTINGS.iter().map(|setting| (setting.variable, shown(setting))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> Said {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn nothing_said_is_enough() {
        let config = parse(&Said::new()).unwrap();
        assert_eq!(config.bind, "127.0.0.1:8080");
        assert_eq!(config.database, Database::Sqlite(PathBuf::from("./data/vtask.db")));
        assert_eq!(config.merchant_fee.get(), 500);
    }

    #[test]
    fn every_problem_is_listed() {
        let problems = parse(&said(&[
            ("VTASK_BIND", "nowhere"),
            ("VTASK_BASE_URL", "http://market.example"),
            ("VTASK_FOO", "1"),
            ("DATABASE_URL", "mysql://x"),
        ]))
        .unwrap_err()
        .0;
        assert_eq!(problems.len(), 4, "{problems:?}");
    }

    #[test]
    fn a_remote_postgres_without_tls_is_refused_unless_said() {
        assert!(parse(&said(&[("DATABASE_URL", "postgres://db.example/x")])).is_err() || cfg!(feature = "pg-tls"));
        assert!(parse(&said(&[("DATABASE_URL", "postgres://db.example/x?sslmode=disable")])).is_ok());
        assert!(parse(&said(&[("DATABASE_URL", "postgres://localhost/x")])).is_ok());
    }

    const STRIPE: [(&str, &str); 3] =
        [("VTASK_GATEWAY", "stripe"), ("STRIPE_SECRET_KEY", "sk_test_hush"), ("STRIPE_WEBHOOK_SECRETS", "whsec_a, whsec_b")];

    fn with_stripe(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let mut all = said(&STRIPE);
        all.extend(said(more));
        parse(&all)
    }

    #[test]
    fn stripe_wants_its_keys_and_says_nothing_of_them() {
        let config = with_stripe(&[]).unwrap();
        let GatewayChoice::Stripe(keys) = &config.gateway else { panic!("not stripe") };
        assert_eq!((keys.webhook_secrets.len(), keys.api_base.as_str(), keys.is_live()), (2, "https://api.stripe.com", false));
        assert!(!format!("{config:?}").contains("hush") && !format!("{config:?}").contains("whsec"));
        assert_eq!(parse(&said(&[("VTASK_GATEWAY", "stripe")])).unwrap_err().0.len(), 2);
        assert!(with_stripe(&[("STRIPE_API_BASE", "http://127.0.0.1:1/v1")]).is_err());
    }

    #[test]
    fn a_live_key_wants_https() {
        let live = [("STRIPE_SECRET_KEY", "sk_live_hush"), ("VTASK_BASE_URL", "http://127.0.0.1:8080")];
        assert!(with_stripe(&live).unwrap_err().0[0].contains("live key"));
        assert!(with_stripe(&[live[0], ("VTASK_BASE_URL", "https://market.example")]).is_ok());
        let plain = [live[0], ("VTASK_BASE_URL", "https://market.example"), ("STRIPE_API_BASE", "http://stripe.example")];
        assert!(with_stripe(&plain).is_err());
    }

    #[test]
    fn secrets_are_not_printed() {
        let shown = printed(&said(&[("SMTP_URL", "smtp://me:word@mail.example")]));
        assert!(shown.iter().all(|(_, value)| !value.contains("word")));
    }
}
