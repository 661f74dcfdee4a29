//! Every setting, its variable and its default. The only reader of the environment and of the settings file.
//!
//! A start with a bad or unknown setting stops with all problems listed, not the first. `vtask config print` shows what is in force, secrets
//! masked.

use crate::primitives::BasisPoints;
use std::{collections::BTreeMap, net::IpAddr, path::PathBuf, time::Duration};

/// One setting: its variable, its default in words, what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The environment variable, which is also the key in the settings file.
    pub variable: &'static str,
    /// What holds when nothing is said.
    pub default: &'static str,
    /// One line for `--help` and `.env.example`.
    pub help: &'static str,
    /// Not to be printed.
    pub secret: bool,
}

const fn setting(variable: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting { variable, default, help, secret: false }
}

const fn secret(variable: &'static str, help: &'static str) -> Setting {
    Setting { variable, default: "", help, secret: true }
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    setting("VTASK_BIND", "127.0.0.1:8080", "address and port to listen on"),
    setting("VTASK_BASE_URL", "http://127.0.0.1:8080", "absolute links; https turns secure cookies and HSTS on"),
    setting("VTASK_INSECURE", "", "1 allows http base URLs off loopback"),
    setting("VTASK_DATA_DIR", "./data", "SQLite file, uploads, mails, secret key"),
    secret("DATABASE_URL", "sqlite:FILE or postgres://…; default sqlite:DATA_DIR/vtask.db"),
    setting("VTASK_PG_ISOLATION", "serializable", "serializable or read_committed"),
    setting("VTASK_GATEWAY", "sandbox", "payment provider: sandbox"),
    setting("VTASK_MERCHANT_FEE_BPS", "500", "fee of the merchant in basis points, fixed for a contract when it is made"),
    setting("VTASK_CREATOR_FEE_BPS", "1000", "fee of the creator in basis points, fixed for a contract when it is made"),
    secret("SMTP_URL", "smtp:// or smtps:// with user and password; without it mails go to DATA_DIR/mails"),
    setting("MAIL_FROM", "V-Task <no-reply@localhost.localdomain>", "sender of mails"),
    setting("VTASK_UPLOADS", "", "file:DIRECTORY; default file:DATA_DIR/uploads"),
    setting(
        "VTASK_OUTBOUND_ALLOW",
        "",
        "comma list of networks (CIDR) that addresses given by users may reach; this version calls no such address",
    ),
    setting("VTASK_TRUSTED_PROXIES", "", "comma list of addresses whose X-Forwarded-* headers are believed"),
    setting("VTASK_LOG", "", "text or json, and a level after a comma: json,info; default text on a terminal, json otherwise"),
    setting("VTASK_METRICS_BIND", "", "address and port of the Prometheus page; off when empty"),
    setting("VTASK_JOB_TICK_MS", "1000", "how often clocks and jobs are looked at, milliseconds"),
];

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
    /// `VTASK_MERCHANT_FEE_BPS`
    pub merchant_fee: BasisPoints,
    /// `VTASK_CREATOR_FEE_BPS`
    pub creator_fee: BasisPoints,
    /// `SMTP_URL`
    pub mail_to: MailTo,
    /// `MAIL_FROM`
    pub mail_from: String,
    /// `VTASK_UPLOADS`
    pub uploads: PathBuf,
    /// `VTASK_TRUSTED_PROXIES`
    pub trusted_proxies: Vec<IpAddr>,
    /// `VTASK_LOG`
    pub log: Log,
    /// `VTASK_METRICS_BIND`
    pub metrics_bind: Option<std::net::SocketAddr>,
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
        if ours && key != "VTASK_CONFIG" {
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

struct Reader<'a> {
    said: &'a Said,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn text(&self, variable: &str) -> String {
        let said = self.said.get(variable).map(|value| value.trim()).filter(|value| !value.is_empty());
        let default = || SETTINGS.iter().find(|setting| setting.variable == variable).map_or("", |setting| setting.default);
        said.unwrap_or_else(default).to_owned()
    }

    fn parsed<T: std::str::FromStr>(&mut self, variable: &str, wanted: &str, fallback: T) -> T {
        let text = self.text(variable);
        text.parse().unwrap_or_else(|_| {
            self.problems.push(format!("{variable} is {text:?}. Wanted: {wanted}."));
            fallback
        })
    }

    fn base_url(&mut self) -> String {
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

    fn database(&mut self, data_dir: &std::path::Path) -> Database {
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

    fn uploads(&mut self, data_dir: &std::path::Path) -> PathBuf {
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

    fn mail_to(&mut self, data_dir: &std::path::Path) -> MailTo {
        let text = self.text("SMTP_URL");
        if text.is_empty() {
            return MailTo::Directory(data_dir.join("mails"));
        }
        if !text.starts_with("smtp://") && !text.starts_with("smtps://") {
            self.problems.push("SMTP_URL must start with smtp:// or smtps://.".to_owned());
        }
        MailTo::Server(text)
    }

    /// Nothing reaches out to an address of a user yet, but a network that cannot be read is said at once.
    fn check_outbound(&mut self) {
        let text = self.text("VTASK_OUTBOUND_ALLOW");
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (address, bits) = part.split_once('/').unwrap_or((part, "0"));
            if address.parse::<IpAddr>().is_err() || !bits.parse::<u8>().is_ok_and(|bits| bits <= 128) {
                self.problems.push(format!("VTASK_OUTBOUND_ALLOW: {part:?} is not a network like 10.0.0.0/8."));
            }
        }
    }

    fn metrics_bind(&mut self) -> Option<std::net::SocketAddr> {
        let text = self.text("VTASK_METRICS_BIND");
        let parsed = text.parse().ok();
        if parsed.is_none() && !text.is_empty() {
            self.problems.push(format!("VTASK_METRICS_BIND is {text:?}. Wanted: address:port."));
        }
        parsed
    }

    fn log(&mut self) -> Log {
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
    if reader.text("VTASK_GATEWAY") != "sandbox" {
        reader.problems.push("VTASK_GATEWAY: this version knows the sandbox only.".to_owned());
    }
    let zero = BasisPoints::default();
    let mail_from: lettre::message::Mailbox = reader.parsed(
        "MAIL_FROM",
        "Name <address>",
        lettre::message::Mailbox::new(
            None,
            lettre::Address::new("no-reply", "localhost.localdomain").map_err(|error| ConfigError(vec![error.to_string()]))?,
        ),
    );
    let tick_ms = reader.parsed("VTASK_JOB_TICK_MS", "milliseconds, 10 to 600000", 1_000u64);
    if !(10..=600_000).contains(&tick_ms) {
        reader.problems.push("VTASK_JOB_TICK_MS must lie between 10 and 600000.".to_owned());
    }
    let proxies = reader.text("VTASK_TRUSTED_PROXIES");
    reader.check_outbound();
    let config = Config {
        bind: bind.to_string(),
        base_url: reader.base_url(),
        database: reader.database(&data_dir),
        isolation,
        merchant_fee: reader.parsed("VTASK_MERCHANT_FEE_BPS", "0 to 10000", zero),
        creator_fee: reader.parsed("VTASK_CREATOR_FEE_BPS", "0 to 10000", zero),
        mail_to: reader.mail_to(&data_dir),
        mail_from: mail_from.to_string(),
        uploads: reader.uploads(&data_dir),
        trusted_proxies: proxies
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .filter_map(|part| {
                part.parse().map_err(|_| reader.problems.push(format!("VTASK_TRUSTED_PROXIES: {part:?} is not an address."))).ok()
            })
            .collect(),
        log: reader.log(),
        metrics_bind: reader.metrics_bind(),
        tick: Duration::from_millis(tick_ms),
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

    #[test]
    fn secrets_are_not_printed() {
        let shown = printed(&said(&[("SMTP_URL", "smtp://me:word@mail.example")]));
        assert!(shown.iter().all(|(_, value)| !value.contains("word")));
    }
}
