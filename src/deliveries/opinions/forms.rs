//! What is asked and answered about a version.

use super::model::Verdict;
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};

const WORDS: usize = 2_000;

/// A question to a moderator, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskForm {
    pub(super) question: String,
}

impl AskForm {
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let question = errors.lines("question", &self.question, WORDS);
        errors.finish(question)
    }
}

/// A moderator's answer, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    pub(super) verdict: String,
    pub(super) words: String,
}

impl AnswerForm {
    pub(super) fn parse(&self) -> Result<(Verdict, String), Failure> {
        let mut errors = FieldErrors::default();
        let (verdict, words) = (errors.choice("verdict", &self.verdict), errors.lines("words", &self.words, WORDS));
        errors.finish(verdict.zip(words))
    }
}
