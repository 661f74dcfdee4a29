//! What is sent about checks.

use super::model::Reason;
use super::rules;
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};

const WORDS: usize = 1_000;

/// Beside a screenshot nothing is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ScreenshotForm {}

/// A refusal, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RefuseForm {
    pub(super) reason: String,
    pub(super) words: String,
}

impl RefuseForm {
    pub(super) fn parse(&self) -> Result<(Reason, String), Failure> {
        let mut errors = FieldErrors::default();
        let reason: Option<Reason> = errors.choice("reason", &self.reason);
        let reason = reason.filter(|reason| rules::is_of_screenshot(*reason));
        if reason.is_none() && errors.is_empty() {
            errors.add("reason", "choice");
        }
        // Only «other» says nothing by itself.
        let words = if reason == Some(Reason::Other) {
            errors.lines("words", &self.words, WORDS)
        } else {
            errors.optional_lines("words", &self.words, WORDS)
        };
        errors.finish(reason.zip(words))
    }
}
