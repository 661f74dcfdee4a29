//! `vtask reconcile`

use super::Trouble;
use super::serve::block_on;
use crate::app;
use crate::audit::Act;
use crate::backups;
use crate::config::Config;
use crate::failure::Failure;
use crate::operations;
use crate::payments::{self, Report, Way};
use crate::platform::clock::Clock;
use clap::Args;

/// Compare the books with the payment provider; exit 0 if they agree, 3 if not
#[derive(Args)]
pub(crate) struct Reconcile {
    /// Since the beginning, not since three days. A book that was restored from a backup is brought up to what the provider knows, and money
    /// goes out again
    #[arg(long)]
    full: bool,
    /// Write down what is found: events not heard, costs, what nobody asked for; without it nothing is changed
    #[arg(long, requires = "reason")]
    apply: bool,
    /// Why, for the log
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Reconcile {
    pub(crate) fn run(self, config: Config) -> Result<(), Trouble> {
        let site = app::open(config, Clock::default())?;
        block_on(async move {
            let old = site.db.read(|conn| Ok::<_, Failure>(operations::find_restoration(conn)?)).await?;
            if let Some(old) = old.filter(|_| self.full) {
                let reason = self.reason.unwrap_or_else(|| "the book was restored from a backup".to_owned());
                let caught = backups::catch_up(&site, old, reason).await?;
                println!(
                    "The backup is of {}: {} on their way were asked for, {} were imported",
                    old.made_at.rfc3339(),
                    caught.asked,
                    caught.imported
                );
                return say(&caught.report);
            }
            let act = self.apply.then(|| Act::operator(site.clock.now()));
            let way = Way { full: self.full, apply: act, reason: self.reason.unwrap_or_default() };
            let report = payments::reconcile(&site, &way).await?;
            say(&report)
        })
    }
}

fn say(report: &Report) -> Result<(), Trouble> {
    println!("{} movements read, {} operations agree, {} events had not been heard", report.read, report.matched, report.heard);
    for total in &report.totals {
        let (currency, there, books) = (total.currency, total.provider.0, total.books.0);
        let why = if total.settled { "" } else { " (some movements are not explained yet)" };
        println!("{currency}: {there} at the provider, {books} in the books, {} apart{why}", total.drift().0);
    }
    for problem in &report.problems {
        println!("{problem}");
    }
    if report.problems.is_empty() {
        println!("The books and the provider agree.");
        return Ok(());
    }
    Err(Trouble::Found)
}
