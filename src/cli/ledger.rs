//! `vtask ledger verify` and `vtask ledger prove`

use super::Trouble;
use super::watch::Watch;
use crate::config::Config;
use crate::ledger::{self, Report};
use crate::platform::db::{Db, DbError, Options};
use crate::primitives::Instant;
use crate::proofs;
use clap::{Args, Subcommand};
use std::path::Path;

/// Look after the books.
#[derive(Args)]
pub(crate) struct Ledger {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Recompute chains, balances, invariants and seals; exit 0 if all fit, 3 if not
    Verify,
    /// Check the proof file of a deal, without a database or a network; exit 0 if it holds, 3 if not
    #[command(
        after_help = "A party to a deal downloads its proof file from the page of the deal. What the file leads to must be what was published: on the\n\
        page /proofs, and in the operator's daily mail. Named with --root, it is compared here."
    )]
    Prove {
        /// The proof file
        file: std::path::PathBuf,
        /// A root that was published; may be named several times, and then every root of the file must be among them
        #[arg(long = "root", value_name = "HASH")]
        roots: Vec<String>,
    },
}

impl Ledger {
    /// Runs; the settings are read only where a database is needed.
    pub(crate) fn run(self, settings: impl FnOnce() -> Result<Config, Trouble>) -> Result<(), Trouble> {
        match self.act {
            Act::Verify => verify(&settings()?),
            Act::Prove { file, roots } => prove(&file, &roots),
        }
    }
}

fn verify(config: &Config) -> Result<(), Trouble> {
    let db = Db::open(&Options::of(config))?;
    let (report, seals, broken) = read(db)?;
    println!(
        "{} transactions, {} entries, {} accounts, {} milestones, {seals} seals read",
        report.txns, report.entries, report.accounts, report.milestones
    );
    if report.faults.is_empty() && broken.is_empty() {
        println!("The books are whole.");
        return Ok(());
    }
    if let Some(first) = report.first_bad() {
        println!("first bad sequence number: {} (bucket {})", first.seq.unwrap_or_default(), first.bucket.unwrap_or_default());
    }
    for fault in &report.faults {
        println!("{fault}");
    }
    for fault in &broken {
        println!("{fault}");
    }
    Err(Trouble::Found)
}

/// The report of the books, how many seals were read, and what does not fit them.
type Read = (Report, u64, Vec<String>);

fn read(db: Db) -> Result<Read, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let read: Result<Read, DbError> = runtime.block_on(db.read(|conn| {
        let mut watch = Watch::start("rows");
        let report = ledger::verify(conn, &mut |done, total| watch.show(done, total))?;
        let (seals, broken) = proofs::verify(conn)?;
        watch.end();
        Ok((report, seals, broken))
    }));
    Ok(read?)
}

fn prove(file: &Path, roots: &[String]) -> Result<(), Trouble> {
    let bytes = std::fs::read(file).map_err(|error| Trouble::Failed(format!("{}: {error}", file.display())))?;
    let checked = proofs::check(&String::from_utf8_lossy(&bytes), roots);
    if let Some(proof) = &checked.proof {
        println!("{} transactions of {}", proof.transactions.len(), proof.contract);
        for one in &proof.transactions {
            println!("{}  {:<14} {}", Instant(one.at).rfc3339(), one.kind, one.milestone);
        }
    }
    if !checked.problems.is_empty() {
        for problem in &checked.problems {
            println!("{problem}");
        }
        println!("The proof does not hold.");
        return Err(Trouble::Found);
    }
    for ((account, currency), left) in &checked.left {
        println!("left on {account}: {left} {currency} (minor units, debit above zero)");
    }
    println!("The proof holds. {}", if roots.is_empty() { "Compare with what was published:" } else { "It leads to what was published:" });
    for (name, root) in &checked.roots {
        println!("{name}  {root}");
    }
    Ok(())
}
