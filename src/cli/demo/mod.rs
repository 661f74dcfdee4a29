//! `vtask demo`: the whole market in one command, on data of its own. The market is played back through the product's own verbs.

mod agencies;
mod data;
mod deals;
mod files;
mod load;
mod logins;
mod market;
mod money;
mod more;
mod people;
mod pictures;
mod profiles;
mod talk;
mod ties;
mod timeline;
mod work;

use super::{Trouble, serve};
use crate::app;
use crate::config::{self, Config, Said};
use crate::platform::clock::Clock;
use crate::platform::db::{Flush, Options, migrations};
use crate::platform::intake::Received;
use crate::web::Shared;
use clap::Args;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

/// Everybody's password.
pub const PASSWORD: &str = "vtask-demo";
/// Lies in a data directory whose market is complete.
const MARK: &str = "demo.txt";
/// Lies there first, in what was an empty directory, and gets that name when the market is complete.
const BEGUN: &str = "demo.begun";
/// What else a demo puts there, by the beginnings of the names.
const MADE: &[&str] = &["vtask.db", "secret.key", "uploads", "mails"];
/// What a demo sets by itself, whatever is said elsewhere: it must touch nobody's data and money, and its books fit these fees.
const OWN: &[&str] = &["DATABASE_URL", "VTASK_GATEWAY", "VTASK_UPLOADS", "SMTP_URL", "VTASK_MERCHANT_FEE_BPS", "VTASK_CREATOR_FEE_BPS"];

/// Serve a whole demo market with sandbox payments.
#[derive(Args)]
pub(crate) struct Demo {
    /// Keep the market in this directory and find it there again; without it everything is thrown away at the end
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Address and port to listen on
    #[arg(long, env = "VTASK_BIND", value_name = "ADDRESS:PORT")]
    bind: Option<String>,
}

impl Demo {
    pub(crate) fn run(&self, mut said: Said) -> Result<(), Trouble> {
        let home = Home::of(self.data_dir.as_deref());
        said.retain(|variable, _| !OWN.contains(&variable.as_str()));
        said.insert("VTASK_DATA_DIR".to_owned(), home.path.display().to_string());
        if let Some(bind) = &self.bind {
            said.insert("VTASK_BIND".to_owned(), bind.clone());
        }
        let mut config = config::parse(&said)?;
        serve::log_to_stderr(&config.log);
        let listener = app::listen(&config.bind)?;
        if !said.contains_key("VTASK_BASE_URL") {
            config.base_url = format!("http://{}", reachable(listener.local_addr()?));
        }
        serve::block_on(async move {
            // Who ends it while it still loads leaves nothing behind either.
            let ready = async {
                home.make()?;
                open(config).await
            };
            let (site, pictures) = tokio::select! {
                biased;
                told = serve::until_told() => return Ok(told?),
                opened = ready => opened?,
            };
            logins::print(&site, &home)?;
            let copies = tokio::task::spawn(make_copies(site.clone(), pictures));
            let served = serve::serve(site, Some(listener), true).await;
            copies.abort();
            served
        })
    }
}

/// Opens the market in the data directory, making it first where it is missing. The pictures that were put in stand in for their own copies until
/// somebody makes those.
pub async fn open(mut config: Config) -> Result<(Shared, Vec<Received>), String> {
    config.demo = true;
    let (mark, begun) = (config.data_dir.join(MARK), config.data_dir.join(BEGUN));
    let is_there = mark.exists();
    if !is_there {
        begin(&config.data_dir, &begun)?;
    }
    migrations::migrate(&config.database).map_err(|error| error.to_string())?;
    let pictures = if is_there { Vec::new() } else { make(config.clone()).await? };
    let site = app::open(config, Clock::default())?;
    if !is_there {
        std::fs::rename(&begun, &mark).map_err(|error| format!("{}: {error}", mark.display()))?;
    }
    Ok((site, pictures))
}

/// Takes an empty directory for the demo; what an earlier one that broke off has left there goes first.
fn begin(directory: &Path, begun: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", directory.display());
    std::fs::create_dir_all(directory).map_err(failed)?;
    let is_torn = begun.exists();
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        if name == BEGUN {
            continue;
        }
        if !is_torn || !MADE.iter().any(|made| name.to_string_lossy().starts_with(made)) {
            return Err(format!("{} holds something that is no demo. Name an empty directory.", directory.display()));
        }
        let is_directory = entry.file_type().map_err(failed)?.is_dir();
        let gone = if is_directory { std::fs::remove_dir_all(entry.path()) } else { std::fs::remove_file(entry.path()) };
        gone.map_err(failed)?;
    }
    std::fs::write(begun, "`vtask demo` makes this market, and serves it again.\n").map_err(failed)
}

/// Loads the market. Nothing is flushed meanwhile: what breaks off is thrown away.
async fn make(config: Config) -> Result<Vec<Received>, String> {
    let behind = Arc::new(AtomicI64::new(0));
    let options = Options { flush: Flush::Never, ..Options::of(&config) };
    let site = app::site(config, Clock::ahead(behind.clone()), &options)?;
    load::load(&site, &behind).await
}

/// Makes the copies of the pictures, one after the other, while the site is served already.
async fn make_copies(site: Shared, pictures: Vec<Received>) {
    for picture in pictures {
        if let Err(error) = site.intake.make_copies(&picture).await {
            tracing::warn!(%error, picture = picture.name, "the copies of a picture could not be made; the picture stands in for them");
        }
    }
}

/// Where a browser on this machine finds an address that was listened on.
fn reachable(address: SocketAddr) -> SocketAddr {
    let mut reachable = address;
    if address.ip().is_unspecified() {
        reachable.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    reachable
}

/// The data directory of a demo.
struct Home {
    path: PathBuf,
    /// Made for this run, and removed with it.
    is_passing: bool,
}

impl Home {
    fn of(given: Option<&Path>) -> Self {
        let passing = || std::env::temp_dir().join(format!("vtask-demo-{}", uuid::Uuid::new_v4().simple()));
        Self { path: given.map_or_else(passing, Path::to_owned), is_passing: given.is_none() }
    }

    fn make(&self) -> Result<(), String> {
        use std::os::unix::fs::DirBuilderExt as _;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.path);
        made.map_err(|error| format!("{}: {error}", self.path.display()))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if self.is_passing
            && let Err(error) = std::fs::remove_dir_all(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            eprintln!("vtask: {} could not be removed: {error}", self.path.display());
        }
    }
}
