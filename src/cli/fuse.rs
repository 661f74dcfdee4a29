//! `vtask fuse status|confirm`

use super::Trouble;
use super::serve::block_on;
use crate::audit::Act;
use crate::config::Config;
use crate::failure::Failure;
use crate::operations;
use crate::platform::clock::Clock;
use crate::platform::db::{Db, Options};
use clap::{Args, Subcommand};

/// What paused money, and letting it go on
#[derive(Args)]
pub(crate) struct FuseCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Say what is held back and why; exit 0 if nothing is, 3 if something is
    Status,
    /// Let everything go on; the reason stays in the log
    Confirm {
        /// Why it may go on
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

impl FuseCommand {
    pub(crate) fn run(self, config: &Config) -> Result<(), Trouble> {
        let db = Db::open(&Options::of(config))?;
        block_on(async move {
            match self.what {
                What::Status => status(&db).await,
                What::Confirm { reason } => confirm(&db, reason).await,
            }
        })
    }
}

async fn status(db: &Db) -> Result<(), Trouble> {
    let (blown, old) = db.read(|conn| Ok::<_, Failure>((operations::list_blown(conn)?, operations::find_restoration(conn)?))).await?;
    if let Some(old) = old {
        let (restored, made) = (old.restored_at.rfc3339(), old.made_at.rfc3339());
        println!("restored {restored} from a backup of {made}: transfers and refunds wait for `vtask reconcile --full`");
    } else if blown.is_empty() {
        println!("No fuse is blown: money moves.");
        return Ok(());
    }
    for fuse in blown {
        let held = match fuse.fuse {
            operations::Fuse::Money => "transfers and refunds wait",
            operations::Fuse::Clock => "clocks that move money wait",
        };
        println!("{} since {}: {}; {held}", fuse.fuse, fuse.at.rfc3339(), fuse.reason);
    }
    Err(Trouble::Found)
}

async fn confirm(db: &Db, reason: String) -> Result<(), Trouble> {
    if reason.trim().is_empty() {
        return Err(Trouble::Usage("--reason says nothing".to_owned()));
    }
    let act = Act::operator(Clock::default().now());
    let gone = db.write(move |tx| operations::confirm(tx, &act, &reason)).await?;
    if db.read(|conn| Ok::<_, Failure>(operations::find_restoration(conn)?)).await?.is_some() {
        println!("{gone} fuses were blown; the book is from a backup, and money waits for `vtask reconcile --full`.");
        return Err(Trouble::Found);
    }
    println!("{gone} fuses were blown; money moves.");
    Ok(())
}
