//! What is typed about a bid.

use super::actions::Words;
use crate::failure::{Failure, FieldErrors};
use crate::messages::rules::MOST_CHARS;
use serde::{Deserialize, Serialize};

/// A message as typed. Its files are read apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TalkForm {
    /// The words.
    pub(super) text: String,
    /// The message that this one corrects; empty for none.
    pub(super) supersedes: String,
}

impl TalkForm {
    /// The message, besides its files.
    pub(super) fn parse(&self) -> Result<Words, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, MOST_CHARS);
        let supersedes = match self.supersedes.trim() {
            "" => Some(None),
            id => errors.take("supersedes", id.parse().map(Some).map_err(|_| "choice")),
        };
        errors.finish(text.zip(supersedes).map(|(text, supersedes)| Words { text, supersedes }))
    }
}
