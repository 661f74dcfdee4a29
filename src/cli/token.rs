//! `vtask token create`

use super::serve::block_on;
use super::user::patiently;
use super::{Trouble, words::one_of};
use crate::accounts::actions::{NewToken, create_token_by_operator};
use crate::app;
use crate::config::Config;
use crate::failure::Failure;
use crate::platform::clock::Clock;
use crate::primitives::{Days, Email};
use crate::sessions::{self, Scope};
use clap::{Args, Subcommand};

/// Make tokens for programs.
#[derive(Args)]
pub(crate) struct TokenCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Make a token for a program; it is printed once and cannot be shown again
    #[command(after_help = "Example:\n  vtask token create --email ana@example.org --scopes read,bids --expires-days 90")]
    Create(Create),
}

#[derive(Args)]
struct Create {
    /// Whose token it is
    #[arg(long)]
    email: Email,
    /// What it may do, separated by commas
    #[arg(long, required = true, value_delimiter = ',', value_parser = one_of::<Scope>())]
    scopes: Vec<Scope>,
    /// Ends after so many days; never if not said
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..=3650))]
    expires_days: Option<i32>,
}

impl TokenCommand {
    pub(crate) fn run(self, config: Config) -> Result<(), Trouble> {
        let Verb::Create(command) = self.verb;
        let site = app::open(config, Clock::default())?;
        let secret = sessions::new_secret().map_err(|error| Trouble::Failed(error.to_string()))?;
        let new = NewToken {
            email: command.email,
            scopes: command.scopes,
            expires_at: command.expires_days.and_then(Days::new).map(|days| site.clock.now().plus_days(days)),
            secret: secret.clone(),
        };
        block_on(async move {
            patiently(&site, move |tx, act| match create_token_by_operator(tx, act, &new) {
                Err(Failure::NotFound) => Err(Failure::field("email", "no-account")),
                made => made,
            })
            .await?;
            println!("{secret}");
            Ok(())
        })
    }
}
