//! What is said in a report, and what a moderator answers.

use super::actions::Named;
use super::model::{Outcome, ReportReason};
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};

const WORDS: usize = 1_000;

/// A report as typed, and how it names its thing.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ReportForm {
    pub(super) contract: String,
    pub(super) bid: String,
    pub(super) message: String,
    pub(super) brief: String,
    pub(super) creator: String,
    pub(super) reason: String,
    pub(super) words: String,
}

impl ReportForm {
    /// The thing; none where nothing is named.
    pub(super) fn named(&self) -> Result<Named, Failure> {
        if let (Ok(contract), Ok(message)) = (self.contract.parse(), self.message.parse()) {
            return Ok(Named::Message(contract, message));
        }
        if let (Ok(bid), Ok(message)) = (self.bid.parse(), self.message.parse()) {
            return Ok(Named::Talk(bid, message));
        }
        match self.brief.parse() {
            Ok(brief) => Ok(Named::Brief(brief)),
            Err(_) if !self.creator.is_empty() => Ok(Named::Creator(self.creator.clone())),
            Err(_) => Err(Failure::NotFound),
        }
    }

    pub(super) fn parse(&self) -> Result<(ReportReason, String), Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.choice("reason", &self.reason);
        // Only «other» says nothing by itself.
        let words = if reason == Some(ReportReason::Other) {
            errors.lines("words", &self.words, WORDS)
        } else {
            errors.optional_lines("words", &self.words, WORDS)
        };
        errors.finish(reason.zip(words))
    }
}

/// A moderator's answer.
#[derive(Debug, Clone)]
pub(super) struct NewAnswer {
    pub(super) outcome: Outcome,
    /// What was reported if it is not said.
    pub(super) rule: Option<ReportReason>,
    /// For the login that it is about.
    pub(super) reason: String,
    /// For whoever reported it.
    pub(super) words: String,
}

/// A moderator's answer, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    pub(super) outcome: String,
    /// The rule that was broken, if a step is taken; what was reported if it is not said.
    pub(super) rule: String,
    /// For the login that it is about, if a step is taken.
    pub(super) reason: String,
    /// For whoever reported it.
    pub(super) words: String,
}

impl AnswerForm {
    pub(super) fn parse(&self) -> Result<NewAnswer, Failure> {
        let mut errors = FieldErrors::default();
        let outcome = errors.choice("outcome", &self.outcome);
        let words = errors.lines("words", &self.words, WORDS);
        let rule = if self.rule.is_empty() { None } else { errors.choice("rule", &self.rule) };
        let reason = match outcome {
            Some(Outcome::Nothing) | None => Some(String::new()),
            Some(Outcome::Warn | Outcome::Throttle | Outcome::Suspend) => errors.lines("reason", &self.reason, WORDS),
        };
        errors.finish(outcome.zip(reason).zip(words).map(|((outcome, reason), words)| NewAnswer { outcome, rule, reason, words }))
    }
}
