//! What is typed about a bid.

use super::actions::Words;
use crate::failure::{Failure, FieldErrors};
use crate::messages::rules::MOST_CHARS;
use crate::primitives::id::{FileId, MessageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A message as typed. Its files are read apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TalkForm {
    /// The words.
    pub(super) text: String,
    /// Files that wait for the words.
    pub(super) file_ids: Vec<String>,
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
        let files: Option<Vec<FileId>> = self.file_ids.iter().map(|id| id.parse().ok()).collect();
        let files = errors.take("files", files.ok_or("choice"));
        errors.finish(text.zip(supersedes).zip(files).map(|((text, supersedes), files)| Words { text, supersedes, files }))
    }

    /// The files that wait and are still wanted; what cannot be one is left out.
    pub(super) fn waiting(&self) -> Vec<FileId> {
        self.file_ids.iter().filter_map(|id| id.parse().ok()).collect()
    }
}

/// What a program says about a bid.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTalk)]
pub(super) struct TalkBody {
    #[schema(min_length = 1, max_length = 4_000)]
    pub(super) text: String,
    /// Your own message that this one corrects; both stay.
    pub(super) supersedes: Option<MessageId>,
}

impl TalkBody {
    /// The message, or every field that cannot be taken.
    pub(super) fn parse(self) -> Result<Words, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, MOST_CHARS);
        let supersedes = self.supersedes;
        errors.finish(text.map(|text| Words { text, supersedes, files: Vec::new() }))
    }
}
