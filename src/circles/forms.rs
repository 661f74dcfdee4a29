//! What people send to a circle.

use super::rules::{LETTER_CHARS, RULES_CHARS};
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};

/// All that a page of a circle may send; each door reads its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct CircleForm {
    /// A handle, with or without `@`.
    pub(super) creator: String,
    pub(super) rules: String,
    /// A letter.
    pub(super) text: String,
    /// `true`, or nothing.
    pub(super) muted: String,
}

impl CircleForm {
    /// Whom to invite.
    pub(super) fn parse_creator(&self) -> Result<String, Failure> {
        if self.creator.trim().is_empty() { Err(Failure::field("creator", "required")) } else { Ok(self.creator.clone()) }
    }

    /// The rules; there may be none.
    pub(super) fn parse_rules(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.optional_lines("rules", &self.rules, RULES_CHARS);
        errors.finish(text)
    }

    /// The letter.
    pub(super) fn parse_letter(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, LETTER_CHARS);
        errors.finish(text)
    }
}
