//! What people send to a circle.

use super::model::NewPoll;
use super::rules::{ANSWER_CHARS, ANSWERS, LETTER_CHARS, POLL_DAYS, RULES_CHARS};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Instant, Zone};
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
    /// What the circle is asked.
    pub(super) question: String,
    /// What may be answered; of one who answers, the place of his choice.
    pub(super) answer: Vec<String>,
    /// The last day on which it is answered.
    pub(super) ends: String,
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

    /// What the circle is asked, and what it may answer until when.
    pub(super) fn parse_poll(&self, zone: &Zone, now: Instant) -> Result<(String, NewPoll), Failure> {
        let mut errors = FieldErrors::default();
        let question = errors.lines("question", &self.question, LETTER_CHARS);
        let mut answers: Vec<String> = Vec::new();
        for typed in self.answer.iter().filter(|typed| !typed.trim().is_empty()) {
            let Some(answer) = errors.line("answer", typed, ANSWER_CHARS) else { break };
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        if !ANSWERS.contains(&answers.len()) && errors.0.iter().all(|error| error.field != "answer") {
            errors.add_with("answer", "poll-answers", vec![("min", ANSWERS.start().to_string()), ("max", ANSWERS.end().to_string())]);
        }
        let day = self.ends.trim().parse::<jiff::civil::Date>().ok();
        let ends_at = day.and_then(|day| Instant::end_of_day(day, zone));
        match ends_at {
            None => errors.add("ends", "required"),
            Some(end) if end <= now => errors.add("ends", "past"),
            Some(end) if end > now.plus_hours((POLL_DAYS + 1) * 24) => {
                errors.add_with("ends", "poll-far", vec![("days", POLL_DAYS.to_string())]);
            }
            Some(_) => {}
        }
        errors.finish(question.zip(ends_at).map(|(question, ends_at)| (question, NewPoll { answers, ends_at })))
    }

    /// Which answer somebody chose.
    pub(super) fn parse_vote(&self) -> Result<i32, Failure> {
        let chosen = self.answer.first().and_then(|place| place.parse().ok());
        chosen.ok_or_else(|| Failure::field("answer", "required"))
    }
}
