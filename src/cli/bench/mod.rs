//! `vtask bench`: speed as ratios within one run, on a throw-away database: SQLite, or an empty one of a Postgres server. Never part of a test: machines are noisy.

mod api;
mod browse;
mod client;
mod journal;
mod live;
mod market;
mod matching;
mod plan;
mod search;
mod transitions;

use super::Trouble;
use crate::app;
use crate::config::{Config, Said};
use crate::platform::clock::Clock;
use crate::platform::db::{Flush, Options, migrations};
use crate::web::Shared;
use clap::{Args, Subcommand};
use std::path::Path;
use std::time::Duration;

/// Measure speed as ratios, on a throw-away database.
#[derive(Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Durable approvals of milestones per second, with the platform's fees and without, beside the bare flush of the disk. On SQLite against
    /// flushing only at checkpoints, one commit each, and one transaction for all; on Postgres against the bare journal writes as one SQL function
    Transitions {
        /// How many work at once
        #[arg(long, value_delimiter = ',', default_values_t = [1, 8, 64, 256])]
        clients: Vec<usize>,
        /// Deals of each client, a dozen approvals in each; fewer than 64 clients do as much as 64
        #[arg(long, default_value_t = 1)]
        deals: usize,
        /// Rounds; the middle figures of each number of clients are told last
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        /// An empty database of a Postgres server, postgres://…; without it, SQLite
        #[arg(long)]
        postgres: Option<String>,
    },
    /// The list of briefs, 50 rows of many, anonymous and signed in, beside static answers of the same size; and lists that nobody asked for before
    Browse {
        /// Open briefs, first in a small market and then in larger ones
        #[arg(long, value_delimiter = ',', default_values_t = [10_000])]
        briefs: Vec<usize>,
        /// Requests of each kind
        #[arg(long, default_value_t = 4_000)]
        requests: usize,
    },
    /// Searches over many briefs, with filters' counts and prices; on Postgres beside its own full text on the same rows
    Search {
        /// Open briefs
        #[arg(long, default_value_t = 100_000)]
        briefs: usize,
        /// Searches
        #[arg(long, default_value_t = 600)]
        searches: usize,
        /// An empty database of a Postgres server, postgres://…; without it, SQLite
        #[arg(long)]
        postgres: Option<String>,
    },
    /// The creators who fit a brief best, of many, with the reasons
    Match {
        /// Creators
        #[arg(long, default_value_t = 100_000)]
        creators: usize,
        /// Briefs
        #[arg(long, default_value_t = 600)]
        searches: usize,
        /// An empty database of a Postgres server, postgres://…; without it, SQLite
        #[arg(long)]
        postgres: Option<String>,
    },
    /// A campaign's plan: thirty of many creators for a budget
    Plan {
        /// Creators
        #[arg(long, default_value_t = 10_000)]
        candidates: usize,
    },
    /// The API: 50 of many briefs, and one deal with its parts, each beside static answers of the same size
    Api {
        /// Open briefs
        #[arg(long, default_value_t = 10_000)]
        briefs: usize,
        /// Requests of each kind
        #[arg(long, default_value_t = 4_000)]
        requests: usize,
    },
    /// Open pages: from an event to every one of many streams, and what an idle stream costs the server
    Live {
        /// Open streams
        #[arg(long, default_value_t = 1_000)]
        streams: usize,
        /// Events
        #[arg(long, default_value_t = 20)]
        rounds: usize,
        /// An empty database of a Postgres server, postgres://…; without it, SQLite
        #[arg(long)]
        postgres: Option<String>,
    },
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), Trouble> {
        let dir = std::env::temp_dir().join(format!("vtask-bench-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir_all(&dir)?;
        let ran = super::serve::block_on(async {
            // A bench that serves pages has a server that hears the signal too, and would go on without it.
            tokio::select! {
                biased;
                told = super::serve::until_told() => told.map_err(Trouble::from).and(Err(Trouble::Failed("stopped before the end".to_owned()))),
                measured = self.measure(&dir) => measured,
            }
        });
        std::fs::remove_dir_all(&dir)?;
        ran
    }

    async fn measure(&self, dir: &Path) -> Result<(), Trouble> {
        match &self.what {
            What::Transitions { clients, deals, rounds, postgres } => {
                transitions::run(&Place { dir, postgres: postgres.as_deref() }, clients, *deals, *rounds).await
            }
            What::Plan { candidates } => plan::run(*candidates),
            What::Browse { briefs, requests } => browse::run(dir, briefs, *requests).await,
            What::Live { streams, rounds, postgres } => live::run(&Place { dir, postgres: postgres.as_deref() }, *streams, *rounds).await,
            What::Search { briefs, searches, postgres } => {
                search::run(&Place { dir, postgres: postgres.as_deref() }, *briefs, *searches).await
            }
            What::Match { creators, searches, postgres } => {
                matching::run(&Place { dir, postgres: postgres.as_deref() }, *creators, *searches).await
            }
            What::Api { briefs, requests } => api::run(dir, *briefs, *requests).await,
        }
    }
}

/// Where it is measured.
#[derive(Clone, Copy)]
struct Place<'a> {
    dir: &'a Path,
    /// On SQLite in the directory, if nothing is said.
    postgres: Option<&'a str>,
}

/// A site on the file in this directory.
fn site(dir: &Path, flush: Flush) -> Result<Shared, Trouble> {
    Place { dir, postgres: None }.site(flush)
}

impl Place<'_> {
    fn config(&self) -> Result<Config, Trouble> {
        let mut said = Said::new();
        said.insert("VTASK_DATA_DIR".to_owned(), self.dir.to_string_lossy().into_owned());
        said.extend(self.postgres.map(|url| ("DATABASE_URL".to_owned(), url.to_owned())));
        Ok(crate::config::parse(&said)?)
    }

    /// Nothing is measured in a database that somebody uses.
    fn must_be_empty(&self) -> Result<(), Trouble> {
        let status = migrations::status(&self.config()?.database)?;
        if status.applied.is_empty() && status.unknown.is_empty() {
            return Ok(());
        }
        Err(Trouble::Failed("the database is not empty; make one for this and drop it afterwards".to_owned()))
    }

    fn site(&self, flush: Flush) -> Result<Shared, Trouble> {
        site_on(self.config()?, flush)
    }
}

fn site_on(config: Config, flush: Flush) -> Result<Shared, Trouble> {
    migrations::migrate(&config.database)?;
    let options = Options { flush, ..Options::of(&config) };
    Ok(app::site(config, Clock::default(), &options)?)
}

/// How many in a second.
fn per_second(count: usize, took: Duration) -> u128 {
    let micros = took.as_micros().max(1);
    u128::try_from(count).unwrap_or_default() * 1_000_000 / micros
}

/// `a / b` with two digits after the point.
fn ratio(a: u128, b: u128) -> String {
    let hundredths = a * 100 / b.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
