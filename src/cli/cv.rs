//! `vtask cv verify`

use super::Trouble;
use crate::cv;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// Look at signed CVs of creators.
#[derive(Args)]
pub(crate) struct Cv {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Check a signed CV, without a database or a network; exit 0 if it holds, 3 if not
    #[command(after_help = "A creator downloads the file from the profile. Its key must be one that the issuer publishes: at\n\
        /.well-known/vtask-keys.json, and on the page /cv. Named with --key, it is compared here.")]
    Verify {
        /// The file
        file: PathBuf,
        /// A key that the issuer publishes; may be named several times
        #[arg(long = "key", value_name = "BASE64URL")]
        keys: Vec<String>,
    },
}

impl Cv {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        let Act::Verify { file, keys } = self.act;
        verify(&file, &keys)
    }
}

fn verify(file: &Path, keys: &[String]) -> Result<(), Trouble> {
    let bytes = std::fs::read(file).map_err(|error| Trouble::Failed(format!("{}: {error}", file.display())))?;
    let checked = cv::check(&String::from_utf8_lossy(&bytes), keys);
    if !checked.problems.is_empty() {
        for problem in &checked.problems {
            println!("{problem}");
        }
        println!("The CV does not hold.");
        return Err(Trouble::Found);
    }
    if let Some(says) = &checked.statement {
        println!("{} (@{}), stated by {} at {}", says.creator.name, says.creator.handle, says.issuer, says.issued_at);
        println!("completed deals: {}", says.completed_deals);
        for figure in &says.record {
            println!("{}: {} {} of {}", figure.key, figure.value, figure.unit, figure.cases);
        }
        println!("ratings: {}, would work together again: {}", says.ratings, says.would_work_again);
        for scale in &says.scales {
            println!("{}: {} hundredths of {}", scale.scale, scale.mean_hundredths, scale.ratings);
        }
        for channel in &says.channels {
            println!(
                "{} {} {}, verified {} by {}",
                channel.platform, channel.handle, channel.url, channel.verified_at, channel.verified_by
            );
        }
    }
    println!("The CV holds. {}", if keys.is_empty() { "Compare its key with what the issuer publishes:" } else { "Its key was named:" });
    println!("{}", checked.public_key);
    Ok(())
}
