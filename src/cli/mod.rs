//! The command line: one file a subcommand. Exit codes: 0 ok, 1 failed, 2 usage, 3 found problems.

mod backup;
mod bench;
mod completions;
mod config;
mod cv;
pub mod demo;
mod fuse;
mod ledger;
mod lint;
mod migrate;
mod reconcile;
mod serve;
mod token;
mod user;
mod watch;
mod words;

use crate::config::{Config, ConfigError, SETTINGS, Said};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A marketplace for content work: briefs, bids, held funds, deliveries and payouts.
#[derive(Parser)]
#[command(name = "vtask", version, about, after_help = settings_help())]
struct Cli {
    /// Settings file (TOML; the keys are the variables' names). The environment stands above it.
    #[arg(long, global = true, env = "VTASK_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site and run its clocks and jobs
    Serve(serve::Serve),
    /// Serve a whole demo market with sandbox payments, on data of its own
    Demo(demo::Demo),
    /// Bring the database's schema up to this program
    Migrate(migrate::Migrate),
    /// Look after the books
    Ledger(ledger::Ledger),
    /// Compare the books with the payment provider
    Reconcile(reconcile::Reconcile),
    /// What paused money, and letting it go on
    Fuse(fuse::FuseCommand),
    /// Copy everything into a directory while the server runs
    Backup(backup::Backup),
    /// Bring a backup back, or try it out
    Restore(backup::Restore),
    /// Make people
    User(user::UserCommand),
    /// Make tokens for programs
    Token(token::TokenCommand),
    /// Check or print the settings in force
    Config(config::ConfigCommand),
    /// Measure speed as ratios, on a throw-away database
    Bench(bench::Bench),
    /// Find words in a text that may break a rule
    Lint(lint::Lint),
    /// Look at signed CVs of creators
    Cv(cv::Cv),
    /// Print the description of the API, OpenAPI 3.1
    Openapi,
    /// Print a completion script for a shell
    Completions(completions::Completions),
}

/// Why a command ended badly.
pub(crate) enum Trouble {
    /// Exit 1: it did not work.
    Failed(String),
    /// Exit 2: it was called wrongly, or the settings are wrong.
    Usage(String),
    /// Exit 3: it worked and found problems, which it has printed.
    Found,
}

impl From<ConfigError> for Trouble {
    fn from(error: ConfigError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<String> for Trouble {
    fn from(text: String) -> Self {
        Self::Failed(text)
    }
}

impl From<crate::platform::db::DbError> for Trouble {
    fn from(error: crate::platform::db::DbError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<crate::failure::Failure> for Trouble {
    fn from(failure: crate::failure::Failure) -> Self {
        Self::Failed(in_words(&failure))
    }
}

/// A failure as the site would say it, in English.
fn in_words(failure: &crate::failure::Failure) -> String {
    use crate::failure::Failure as F;
    let Ok(texts) = crate::platform::texts::Texts::load() else { return failure.to_string() };
    let text = |key: String, args: &[(&str, String)]| texts.get(crate::primitives::Lang::En, &key, args);
    match failure {
        F::Invalid(errors) => {
            let lines: Vec<String> =
                errors.0.iter().map(|error| format!("{}: {}", error.field, text(format!("error-{}", error.code), &error.args))).collect();
            lines.join("\n")
        }
        F::Refused(refusal) => text(format!("refusal-{}", refusal.code.replace(['.', '_'], "-")), &refusal.args),
        F::SignedOut | F::NotFound | F::Forged | F::StepUp | F::Limited(_) | F::Busy(_) => failure.to_string(),
        F::TooLarge | F::WrongType | F::Unreadable | F::TooSlow | F::Conflicted | F::Bug(_) => failure.to_string(),
    }
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Failed(text)) => {
            eprintln!("vtask: {text}");
            ExitCode::from(1)
        }
        Err(Trouble::Usage(text)) => {
            eprintln!("{text}");
            ExitCode::from(2)
        }
        Err(Trouble::Found) => ExitCode::from(3),
    }
}

fn dispatch(cli: Cli) -> Result<(), Trouble> {
    let said = || crate::config::said(cli.config.as_deref()).map_err(Trouble::from);
    match cli.command {
        Command::Serve(command) => command.run(settings(&said()?)?),
        Command::Demo(command) => command.run(said()?),
        Command::Migrate(command) => command.run(&settings(&said()?)?),
        Command::Ledger(command) => command.run(|| settings(&said()?)),
        Command::Reconcile(command) => command.run(settings(&said()?)?),
        Command::Fuse(command) => command.run(&settings(&said()?)?),
        Command::Backup(command) => command.run(&settings(&said()?)?),
        Command::Restore(command) => command.run(&settings(&said()?)?),
        Command::User(command) => command.run(settings(&said()?)?),
        Command::Token(command) => command.run(settings(&said()?)?),
        Command::Config(command) => command.run(&said()?),
        Command::Bench(command) => command.run(),
        Command::Lint(command) => command.run(|| settings(&said()?)),
        Command::Cv(command) => command.run(),
        Command::Openapi => {
            print!("{}", crate::docs::openapi_text());
            Ok(())
        }
        Command::Completions(command) => {
            command.run();
            Ok(())
        }
    }
}

fn settings(said: &Said) -> Result<Config, Trouble> {
    Ok(crate::config::parse(said)?)
}

/// Every variable with its default, under each `--help`.
fn settings_help() -> String {
    let mut text = String::from("Settings (environment, or the file named by --config):\n");
    for setting in SETTINGS {
        let default = if setting.default.is_empty() { String::new() } else { format!(" [default: {}]", setting.default) };
        text.push_str(&format!("  {:<24} {}{default}\n", setting.variable, setting.help));
    }
    text.push_str("\nExit codes: 0 ok, 1 failed, 2 usage, 3 found problems.");
    text
}
