//! What is typed about a bid.

use super::model::Note;
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};

/// Characters of a note.
const MOST_CHARS: usize = 2_000;

/// A note as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct NoteForm {
    /// The words.
    pub(super) text: String,
    /// The version that was seen.
    pub(super) version: String,
}

impl NoteForm {
    /// As it is kept.
    pub(super) fn of(note: &Note) -> Self {
        Self { text: note.text.clone(), version: note.version.to_string() }
    }

    /// The version that was seen and the words, or the fields that cannot be taken.
    pub(super) fn parse(&self) -> Result<(i64, String), Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.optional_lines("text", &self.text, MOST_CHARS);
        let version = errors.take("version", self.version.parse().map_err(|_| "required"));
        errors.finish(version.zip(text))
    }
}

/// A star, set or taken away.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct StarForm {
    /// `true` or nothing.
    pub(super) on: String,
    /// `bid` to go on on the page of the bid, else beside the others.
    pub(super) from: String,
    /// How prices were shown there.
    pub(super) prices: String,
}
