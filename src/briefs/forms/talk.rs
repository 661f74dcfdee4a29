//! What people and programs say to a brief, and whom its merchant invites.

use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::CreatorId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question or an answer, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TextForm {
    /// The words.
    pub text: String,
}

impl TextForm {
    /// The words, if they are neither none nor too many.
    pub(crate) fn parse(&self, most: usize) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, most);
        errors.finish(text)
    }
}

/// A question or an answer, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BriefText)]
pub(crate) struct TextBody {
    /// At most 1,000 characters in a question, 2,000 in an answer. Everybody who sees the brief reads it.
    #[schema(min_length = 1, max_length = 2_000)]
    text: String,
}

impl TextBody {
    /// The words, if they are neither none nor too many.
    pub(crate) fn parse(self, most: usize) -> Result<String, Failure> {
        TextForm { text: self.text }.parse(most)
    }
}

/// Whom to invite, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct InviteForm {
    /// The creator's handle, with or without `@`.
    pub creator: String,
    /// The brief, where the creator was chosen first.
    pub brief: String,
}

/// Whom to invite, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBriefInvitation)]
pub(crate) struct InviteBody {
    pub creator_id: CreatorId,
}
