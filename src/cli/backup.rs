//! `vtask backup` and `vtask restore`

use super::Trouble;
use super::watch::Watch;
use crate::backups::{self, Restored};
use crate::config::Config;
use crate::platform::clock::Clock;
use clap::Args;
use std::path::PathBuf;

/// Copy database, files and secret into a directory, with a manifest of hashes, while the server runs
#[derive(Args)]
#[command(
    after_help = "The same directory may be named again and again: files that are there already are not copied twice, and until the new\n\
    manifest stands the old backup is whole. The directory holds the secret of the installation: keep it as safe as the data."
)]
pub(crate) struct Backup {
    /// Where to; made if it is not there
    dir: PathBuf,
}

/// Bring a backup back to where the settings say, if nothing is there yet
#[derive(Args)]
#[command(
    after_help = "Every file is checked against the manifest. The restored book sends no money out until `vtask reconcile --full` has asked the\n\
    payment provider what happened since the backup was made.\n\nExit codes: 0 restored, 1 it cannot be done here, 3 the backup is damaged or its books do not hold."
)]
pub(crate) struct Restore {
    /// The directory that `vtask backup` filled
    dir: PathBuf,
    /// Recompute the books as `vtask ledger verify` does. Where a market is in place already, that stays as it is: the backup is restored beside
    /// it, checked, and thrown away again
    #[arg(long)]
    verify: bool,
}

impl From<backups::Trouble> for Trouble {
    fn from(trouble: backups::Trouble) -> Self {
        match trouble {
            backups::Trouble::Cannot(why) => Self::Failed(why),
            backups::Trouble::Damaged(problems) => {
                problems.iter().for_each(|problem| println!("{problem}"));
                Self::Found
            }
        }
    }
}

impl Backup {
    pub(crate) fn run(&self, config: &Config) -> Result<(), Trouble> {
        let mut watch = Watch::start("bytes");
        let taken = backups::take(config, &self.dir, Clock::default().now(), &mut |bytes| watch.add(bytes));
        watch.end();
        let manifest = taken?;
        let (files, size) = (manifest.uploads.len(), manifest.size());
        println!("{}: database, {files} stored files, {size} bytes, as of {}", self.dir.display(), manifest.made_at);
        println!("manifest {}", manifest.sha256);
        Ok(())
    }
}

impl Restore {
    pub(crate) fn run(&self, config: &Config) -> Result<(), Trouble> {
        let now = Clock::default().now();
        let free = backups::is_free(config)?;
        if !free && !self.verify {
            return Err(Trouble::Failed(
                "a market is in place already; name an empty VTASK_DATA_DIR and database, or try the backup out with --verify".to_owned(),
            ));
        }
        let mut watch = Watch::start("bytes");
        let tell = &mut |bytes| watch.add(bytes);
        let done = if free {
            backups::restore(config, &self.dir, self.verify, now, tell)
        } else {
            backups::rehearse(config, &self.dir, now, tell)
        };
        watch.end();
        say(&done?);
        if free {
            println!("Restored. No money goes out until `vtask reconcile --full` has asked the provider what happened since.");
        } else {
            println!("The backup can be restored. A market is in place already and was left alone: nothing was restored.");
        }
        Ok(())
    }
}

fn say(restored: &Restored) {
    let manifest = &restored.manifest;
    println!(
        "backup of {}, {} stored files, {} bytes: every file is as it was put there",
        manifest.made_at,
        manifest.uploads.len(),
        manifest.size()
    );
    if let Some(report) = &restored.report {
        println!(
            "{} transactions, {} entries, {} accounts, {} milestones read: the books are whole",
            report.txns, report.entries, report.accounts, report.milestones
        );
    }
}
