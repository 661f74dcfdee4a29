//! `vtask config check|print`

use super::Trouble;
use crate::config::{Said, parse, printed};
use clap::{Args, Subcommand};

/// Check or print the settings in force.
#[derive(Args)]
pub(crate) struct ConfigCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Say every problem with the settings, or that there is none
    Check,
    /// Print every setting with its value; secrets are not shown
    Print,
}

impl ConfigCommand {
    pub(crate) fn run(&self, said: &Said) -> Result<(), Trouble> {
        match self.what {
            What::Check => {
                parse(said)?;
                println!("The settings are good.");
            }
            What::Print => {
                for (variable, value) in printed(said) {
                    println!("{variable}={value}");
                }
            }
        }
        Ok(())
    }
}
