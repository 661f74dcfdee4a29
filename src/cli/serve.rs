//! `vtask serve`

use super::Trouble;
use crate::app;
use crate::config::{Config, Database, GatewayChoice, Log};
use crate::platform::clock::Clock;
use crate::platform::db::migrations;
use crate::web::Shared;
use clap::Args;
use std::io::IsTerminal as _;

/// Serve the site and run its clocks and jobs.
#[derive(Args)]
pub(crate) struct Serve {
    /// Bring the schema up to date first
    #[arg(long)]
    migrate: bool,
    /// Serve only; another process runs clocks and jobs
    #[arg(long, conflicts_with = "only_workers")]
    no_workers: bool,
    /// Run clocks and jobs only
    #[arg(long)]
    only_workers: bool,
}

impl Serve {
    pub(crate) fn run(&self, config: Config) -> Result<(), Trouble> {
        log_to_stderr(&config.log);
        if self.migrate {
            migrations::migrate(&config.database)?;
        }
        let listener = if self.only_workers { None } else { Some(app::listen(&config.bind)?) };
        let site = app::open(config, Clock::default())?;
        announce(&site);
        block_on(async move { serve(site, listener, !self.no_workers).await })
    }
}

/// Runs until SIGTERM or Ctrl-C, then lets what runs come to its end.
pub(super) async fn serve(site: Shared, listener: Option<std::net::TcpListener>, workers: bool) -> Result<(), Trouble> {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    if let Some(address) = site.config.metrics_bind {
        tokio::task::spawn(app::serve_metrics(&site, app::listen(&address.to_string())?)?);
    }
    let worker =
        if workers { tokio::task::spawn(app::work(site.clone(), stopped)) } else { tokio::task::spawn(app::mirror(site.clone(), stopped)) };
    match listener {
        Some(listener) => {
            let threads = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
            app::run(&site, listener, threads)?.await?;
        }
        None => until_told().await?,
    }
    if stop.send(true).is_ok() {
        tracing::info!("stopping");
    }
    worker.await.map_err(|error| Trouble::Failed(error.to_string()))
}

/// Waits for SIGTERM or Ctrl-C.
pub(super) async fn until_told() -> std::io::Result<()> {
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = term.recv() => Ok(()),
        told = tokio::signal::ctrl_c() => told,
    }
}

/// Runs a future on the server's runtime.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    actix_web::rt::System::new().block_on(work)
}

/// Five lines that say what has started.
pub(super) fn announce(site: &Shared) {
    let config = &site.config;
    let database = match &config.database {
        Database::Sqlite(path) => format!("SQLite, {}", path.display()),
        Database::Postgres(_) => "Postgres".to_owned(),
    };
    eprintln!("V-Task     {}", env!("CARGO_PKG_VERSION"));
    eprintln!("listening  {}", config.bind);
    eprintln!("address    {}", config.base_url);
    eprintln!("payments   {}", payments(config));
    eprintln!("database   {database}, schema up to date");
}

/// Whether real money moves.
fn payments(config: &Config) -> String {
    match &config.gateway {
        GatewayChoice::Sandbox => "SANDBOX: no real money moves".to_owned(),
        GatewayChoice::Stripe(keys) if keys.is_live() => format!("STRIPE, live key, {}: real money moves", keys.api_base),
        GatewayChoice::Stripe(keys) => format!("STRIPE, test key, {}: no real money moves", keys.api_base),
    }
}

/// Text on a terminal, JSON lines otherwise, unless the settings say which. A log that cannot be written – the disk is full – stops nothing.
pub(super) fn log_to_stderr(log: &Log) {
    let json = log.json.unwrap_or_else(|| !std::io::stderr().is_terminal());
    let filter = tracing_subscriber::EnvFilter::new(format!("{},actix_server=warn,h2=warn", log.level));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    // Colours are for terminals; there the library itself asks NO_COLOR.
    let builder = if std::io::stderr().is_terminal() { builder } else { builder.with_ansi(false) };
    let set = if json { builder.json().try_init() } else { builder.with_target(false).try_init() };
    if let Err(error) = set {
        eprintln!("vtask: the log was set up before: {error}");
    }
}
