//! The list of settings: what `--help`, `.env.example` and `vtask config print` show.

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
    setting("VTASK_GATEWAY", "sandbox", "payment provider: sandbox or stripe"),
    secret("STRIPE_SECRET_KEY", "sk_test_… or sk_live_…; a live key asks for an https base URL"),
    secret("STRIPE_WEBHOOK_SECRETS", "comma list of whsec_…, each of which may sign what comes to /webhooks/stripe"),
    setting("STRIPE_API_BASE", "https://api.stripe.com", "where Stripe answers: the origin without /v1"),
    setting("VTASK_MERCHANT_FEE_BPS", "500", "fee of the merchant in basis points, fixed for a contract when it is made"),
    setting("VTASK_CREATOR_FEE_BPS", "1000", "fee of the creator in basis points, fixed for a contract when it is made"),
    setting("VTASK_CREATOR_FEE_BPS_PROVEN", "", "fee of creators in the tier «proven»; default VTASK_CREATOR_FEE_BPS"),
    setting("VTASK_CREATOR_FEE_BPS_TRUSTED", "", "fee of creators in the tier «trusted»; default VTASK_CREATOR_FEE_BPS"),
    secret("SMTP_URL", "smtp:// or smtps:// with user and password; without it mails go to DATA_DIR/mails"),
    setting("MAIL_FROM", "V-Task <no-reply@localhost.localdomain>", "sender of mails"),
    setting("VTASK_UPLOADS", "", "file:DIRECTORY; default file:DATA_DIR/uploads"),
    setting("VTASK_FFMPEG", "", "path of ffmpeg, with ffprobe beside it, for previews of films; off for none; default: the usual places"),
    setting("VTASK_TRANSLATOR", "", "address of a server that speaks LibreTranslate's protocol; without it nothing is translated"),
    secret("VTASK_TRANSLATOR_KEY", "what the translator wants as api_key"),
    setting(
        "VTASK_OUTBOUND_ALLOW",
        "",
        "comma list of networks (CIDR) that webhooks and the translator may be in although they are private",
    ),
    setting("VTASK_TRUSTED_PROXIES", "", "comma list of addresses whose X-Forwarded-* headers are believed"),
    setting("VTASK_LOG", "", "text or json, and a level after a comma: json,info; default text on a terminal, json otherwise"),
    setting("VTASK_METRICS_BIND", "", "address and port of the Prometheus page; off when empty"),
    setting(
        "VTASK_LISTS_HELD",
        "20000",
        "so many open briefs, and creators, are held in memory for their lists; a market with more lists them from the search index",
    ),
    setting("VTASK_JOB_TICK_MS", "1000", "how often clocks and jobs are looked at, milliseconds"),
];
