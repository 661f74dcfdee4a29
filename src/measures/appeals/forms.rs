//! What is sent about appeals.

use super::model::{AppealKind, AppealState};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::Choice as _;
use serde::{Deserialize, Serialize};

const WORDS: usize = 2_000;

/// An appeal, as the address names what it is against and as the words are typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AppealForm {
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) words: String,
}

impl AppealForm {
    /// What it is against; what is not named so is nothing to be found.
    pub(super) fn named(&self) -> Result<(AppealKind, String), Failure> {
        let kind = AppealKind::from_word(&self.kind).ok_or(Failure::NotFound)?;
        Ok((kind, self.subject.clone()))
    }

    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let words = errors.lines("words", &self.words, WORDS);
        errors.finish(words)
    }
}

/// An answer, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct VerdictForm {
    pub(super) verdict: String,
    /// The person reads them.
    pub(super) words: String,
}

impl VerdictForm {
    pub(super) fn parse(&self) -> Result<(AppealState, String), Failure> {
        let mut errors = FieldErrors::default();
        let verdict = errors.choice::<AppealState>("verdict", &self.verdict).filter(|state| *state != AppealState::Waiting);
        if verdict.is_none() && self.verdict == AppealState::Waiting.word() {
            errors.add("verdict", "choice");
        }
        let words = errors.lines("words", &self.words, WORDS);
        errors.finish(verdict.zip(words))
    }
}
