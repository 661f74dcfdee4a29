//! `vtask ledger verify`

use super::Trouble;
use crate::config::Config;
use crate::ledger::{self, Report};
use crate::platform::db::{Db, DbError, Options};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// Look after the books.
#[derive(Args)]
pub(crate) struct Ledger {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Recompute chains, balances and invariants; exit 0 if all fit, 3 if not
    Verify,
}

impl Ledger {
    pub(crate) fn run(self, config: &Config) -> Result<(), Trouble> {
        let Act::Verify = self.act;
        let db = Db::open(&Options::of(config))?;
        let report = read(db)?;
        println!(
            "{} transactions, {} entries, {} accounts, {} milestones read",
            report.txns, report.entries, report.accounts, report.milestones
        );
        if report.faults.is_empty() {
            println!("The books are whole.");
            return Ok(());
        }
        if let Some(first) = report.first_bad() {
            println!("first bad sequence number: {} (bucket {})", first.seq.unwrap_or_default(), first.bucket.unwrap_or_default());
        }
        for fault in &report.faults {
            println!("{fault}");
        }
        Err(Trouble::Found)
    }
}

fn read(db: Db) -> Result<Report, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report: Result<Report, DbError> = runtime.block_on(db.read(|conn| {
        let mut watch = Watch::start();
        let report = ledger::verify(conn, &mut |done, total| watch.show(done, total));
        watch.bar.finish_and_clear();
        report
    }));
    Ok(report?)
}

/// A bar on a terminal, a line every ten seconds otherwise.
struct Watch {
    bar: ProgressBar,
    is_terminal: bool,
    told: Instant,
}

impl Watch {
    fn start() -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let bar = if is_terminal { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {per_sec}, {eta} left") {
            bar.set_style(style);
        }
        Self { bar, is_terminal, told: Instant::now() }
    }

    fn show(&mut self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        if !self.is_terminal && self.told.elapsed() >= Duration::from_secs(10) {
            self.told = Instant::now();
            eprintln!("{done} of {total} rows");
        }
    }
}
