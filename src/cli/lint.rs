//! `vtask lint`

use super::Trouble;
use super::words::one_of;
use crate::config::Config;
use crate::failure::Failure;
use crate::lint::{self, Book, Finding, Where};
use crate::platform::db::{Conn, Db, Options};
use clap::Args;
use std::io::Read as _;
use std::path::PathBuf;

/// Find words in a text that may break a rule.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  vtask lint brief.md\n  echo '全网第一' | vtask lint --part brief -\n\nExit code 3 means that something was found."
)]
pub(crate) struct Lint {
    /// A text file, or - for what comes in
    file: PathBuf,
    /// What the text is part of
    #[arg(long, value_name = "PART", default_value = "brief", value_parser = one_of::<Where>())]
    part: Where,
    /// With the rules as moderators of this installation changed them
    #[arg(long)]
    site: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Lint {
    pub(crate) fn run(&self, settings: impl FnOnce() -> Result<Config, Trouble>) -> Result<(), Trouble> {
        let text = self.read()?;
        let book = if self.site { of_site(&settings()?)? } else { Book::of(Vec::new()) };
        let found = book.look(self.part, "text", &text);
        if self.json {
            println!("{}", serde_json::to_string_pretty(&found).map_err(|error| Trouble::Failed(error.to_string()))?);
        } else {
            for finding in &found {
                println!("{}", line(&self.file.display().to_string(), &text, finding));
            }
        }
        if found.is_empty() { Ok(()) } else { Err(Trouble::Found) }
    }

    fn read(&self) -> Result<String, Trouble> {
        if self.file.as_os_str() != "-" {
            return std::fs::read_to_string(&self.file).map_err(|error| Trouble::Failed(format!("{}: {error}", self.file.display())));
        }
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        Ok(text)
    }
}

fn of_site(config: &Config) -> Result<Book, Trouble> {
    let db = Db::open(&Options::of(config))?;
    let changed = super::serve::block_on(async move {
        db.read(|conn: &mut Conn| Ok::<_, Failure>(lint::list_newest(conn)?)).await.map_err(Trouble::from)
    })?;
    Ok(Book::of(changed))
}

/// File, line and column of a finding, and what it says.
fn line(file: &str, text: &str, finding: &Finding) -> String {
    let before: String = text.chars().take(finding.start).collect();
    let row = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    format!(
        "{file}:{row}:{column}: {} ({}, version {}): {:?}: {} {} [{}]",
        finding.id, finding.severity, finding.version, finding.text, finding.why.en, finding.suggestion.en, finding.source
    )
}
