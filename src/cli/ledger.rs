//! `vtask ledger verify`

use super::Trouble;
use super::watch::Watch;
use crate::config::Config;
use crate::ledger::{self, Report};
use crate::platform::db::{Db, DbError, Options};
use clap::{Args, Subcommand};

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
        let mut watch = Watch::start("rows");
        let report = ledger::verify(conn, &mut |done, total| watch.show(done, total));
        watch.end();
        report
    }));
    Ok(report?)
}
