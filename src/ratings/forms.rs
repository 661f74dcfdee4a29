//! What people send about ratings.

use super::model::{Given, Scales};
use super::rules;
use crate::contracts::Party;
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Characters of a rating and of a reply.
const WORDS: usize = 2_000;

/// A rating, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRating)]
pub(super) struct RateBody {
    /// The four scales of the other side.
    pub scales: Scales,
    /// Would work together again.
    pub again: bool,
    #[schema(max_length = 2_000)]
    pub text: String,
}

impl RateBody {
    pub(super) fn parse(self, by: Party) -> Result<Given, Failure> {
        let mut errors = FieldErrors::default();
        rules::check(by, &self.scales, &mut errors);
        let text = errors.optional_lines("text", &self.text, WORDS);
        errors.finish(text.map(|text| Given { scales: self.scales, again: self.again, text }))
    }
}

/// A reply, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RatingReply)]
pub(super) struct ReplyBody {
    #[schema(max_length = 2_000)]
    pub text: String,
}

/// One text.
pub(super) fn words(text: &str) -> Result<String, Failure> {
    let mut errors = FieldErrors::default();
    let taken = errors.lines("reply", text, WORDS);
    errors.finish(taken)
}

/// A rating, as typed; a reply is `reply`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RateForm {
    pub quality: String,
    pub clarity: String,
    pub communication: String,
    pub timeliness: String,
    pub fairness: String,
    pub brief_fit: String,
    pub promptness: String,
    /// `yes` or `no`.
    pub again: String,
    pub text: String,
    pub reply: String,
}

impl RateForm {
    /// As a rating stands.
    pub(super) fn of(given: &Given) -> Self {
        let typed = |value: Option<i32>| value.map(|value| value.to_string()).unwrap_or_default();
        let scales = &given.scales;
        Self {
            quality: typed(scales.quality),
            clarity: typed(scales.clarity),
            communication: typed(scales.communication),
            timeliness: typed(scales.timeliness),
            fairness: typed(scales.fairness),
            brief_fit: typed(scales.brief_fit),
            promptness: typed(scales.promptness),
            again: if given.again { "yes" } else { "no" }.to_owned(),
            text: given.text.clone(),
            reply: String::new(),
        }
    }

    pub(super) fn parse(&self, by: Party) -> Result<Given, Failure> {
        let mut errors = FieldErrors::default();
        let typed = |text: &str| if text.is_empty() { None } else { Some(text.parse().unwrap_or(0)) };
        let scales = Scales {
            quality: typed(&self.quality),
            clarity: typed(&self.clarity),
            communication: typed(&self.communication),
            timeliness: typed(&self.timeliness),
            fairness: typed(&self.fairness),
            brief_fit: typed(&self.brief_fit),
            promptness: typed(&self.promptness),
        };
        rules::check(by, &scales, &mut errors);
        if !matches!(self.again.as_str(), "yes" | "no") {
            errors.add("again", "required");
        }
        let text = errors.optional_lines("text", &self.text, WORDS);
        errors.finish(text.map(|text| Given { scales, again: self.again == "yes", text }))
    }
}
