//! `vtask migrate [--status]`

use super::Trouble;
use crate::config::Config;
use crate::platform::db::migrations;
use clap::Args;

/// Bring the database's schema up to this program. Refuses a schema that is newer.
#[derive(Args)]
pub(crate) struct Migrate {
    /// Only say what is applied and what is not
    #[arg(long)]
    status: bool,
}

impl Migrate {
    pub(crate) fn run(&self, config: &Config) -> Result<(), Trouble> {
        if self.status {
            return status(config);
        }
        let applied = migrations::migrate(&config.database)?;
        for version in &applied {
            println!("applied {version}");
        }
        println!("The schema is up to date.");
        Ok(())
    }
}

fn status(config: &Config) -> Result<(), Trouble> {
    let status = migrations::status(&config.database)?;
    for version in &status.applied {
        println!("applied {version}");
    }
    for version in &status.pending {
        println!("pending {version}");
    }
    for version in &status.unknown {
        println!("unknown {version}: the schema is newer than this program");
    }
    if status.pending.is_empty() && status.unknown.is_empty() { Ok(()) } else { Err(Trouble::Found) }
}
