//! What is sent about verifications.

use super::model::{Papers, RefusalReason, Whose};
use super::rules;
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};

const WORDS: usize = 1_000;
const NAME: usize = 120;
const NUMBER: usize = 40;
const LINK: usize = 300;

/// What somebody shows, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AskForm {
    pub(super) name: String,
    pub(super) number: String,
    pub(super) link: String,
}

impl AskForm {
    /// An organisation has a registration number; a creator may say the number of his identity document's register, or nothing. A link or a file
    /// shows it.
    pub(super) fn parse(&self, whose: Whose, has_file: bool, mut errors: FieldErrors) -> Result<Papers, Failure> {
        let name = errors.line("name", &self.name, NAME);
        let number = match whose {
            Whose::Org(_) => errors.line("number", &self.number, NUMBER),
            Whose::Creator(_) => errors.optional_line("number", &self.number, NUMBER),
        };
        if number.as_deref().is_some_and(|number| !number.is_empty() && rules::plain(number).len() < 4) {
            errors.add("number", "registration");
        }
        let link = errors.optional_line("link", &self.link, LINK);
        if link.as_deref().is_some_and(|link| !link.is_empty() && !is_link(link)) {
            errors.add("link", "url");
        }
        if self.link.trim().is_empty() && !has_file && errors.is_empty() {
            errors.add("file", "proof");
        }
        let found = name.zip(number).zip(link);
        errors.finish(found.map(|((name, number), link)| Papers { name, number, link, file: None }))
    }
}

fn is_link(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.host_str().is_some_and(|host| host.contains('.')))
}

/// A refusal, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RefuseForm {
    pub(super) reason: String,
    pub(super) words: String,
}

impl RefuseForm {
    pub(super) fn parse(&self) -> Result<(RefusalReason, String), Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.choice("reason", &self.reason);
        // Only «other» says nothing by itself.
        let words = if reason == Some(RefusalReason::Other) {
            errors.lines("words", &self.words, WORDS)
        } else {
            errors.optional_lines("words", &self.words, WORDS)
        };
        errors.finish(reason.zip(words))
    }
}
