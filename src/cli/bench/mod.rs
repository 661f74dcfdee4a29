//! `vtask bench`: speed as ratios within one run, on a throw-away database. Never part of a test: machines are noisy.

mod api;
mod browse;
mod client;
mod market;
mod transitions;

use super::Trouble;
use crate::app;
use crate::config::{Database, Said};
use crate::platform::clock::Clock;
use crate::platform::db::{Flush, Options, migrations};
use crate::web::Shared;
use clap::{Args, Subcommand};
use std::path::Path;
use std::time::Duration;

/// Measure speed as ratios, on a throw-away SQLite database.
#[derive(Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Durable approvals of milestones per second, 64 clients, against flushing only at checkpoints, one commit each, one transaction for all, and
    /// the bare flush of the disk
    Transitions {
        /// Approvals of each client
        #[arg(long, default_value_t = 24)]
        each: usize,
        /// Rounds; the figures of the middle one by its first ratio are told last
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
    /// The list of briefs, 50 rows of many, anonymous and signed in, beside static answers of the same size
    Browse {
        /// Open briefs
        #[arg(long, default_value_t = 10_000)]
        briefs: usize,
        /// Requests of each kind
        #[arg(long, default_value_t = 4_000)]
        requests: usize,
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
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), Trouble> {
        let dir = std::env::temp_dir().join(format!("vtask-bench-{}", uuid::Uuid::new_v4().simple()));
        let ran = super::serve::block_on(async {
            match self.what {
                What::Transitions { each, rounds } => transitions::run(&dir, each, rounds).await,
                What::Browse { briefs, requests } => browse::run(&dir, briefs, requests).await,
                What::Api { briefs, requests } => api::run(&dir, briefs, requests).await,
            }
        });
        std::fs::remove_dir_all(&dir)?;
        ran
    }
}

/// A site on the file in this directory.
fn site(dir: &Path, flush: Flush) -> Result<Shared, Trouble> {
    let mut said = Said::new();
    said.insert("VTASK_DATA_DIR".to_owned(), dir.to_string_lossy().into_owned());
    let config = crate::config::parse(&said)?;
    if let Database::Sqlite(_) = config.database {
        migrations::migrate(&config.database)?;
    }
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
