//! What people and programs send.

use super::actions::Writing;
use super::rules::{MOST_CHARS, MOST_FILES};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{FileId, MessageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A message, as typed. Its files are read apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WriteForm {
    /// The words.
    pub text: String,
    /// Files that were sent before.
    pub file_ids: Vec<String>,
    /// The message that this one corrects; empty for none.
    pub supersedes: String,
    /// `room` when it was typed in the deal room.
    pub from: String,
}

impl WriteForm {
    /// The message, besides files that come with the form.
    pub(super) fn parse(&self) -> Result<Writing, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, MOST_CHARS);
        let files: Option<Vec<FileId>> = self.file_ids.iter().map(|id| id.parse().ok()).collect();
        let files = errors.take("files", files.ok_or("choice"));
        let supersedes = match self.supersedes.trim() {
            "" => Some(None),
            id => errors.take("supersedes", id.parse().map(Some).map_err(|_| "choice")),
        };
        let writing = text.zip(files).zip(supersedes);
        errors.finish(writing.map(|((text, files), supersedes)| Writing { text, files, supersedes }))
    }
}

/// A message, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewMessage)]
pub(super) struct WriteBody {
    #[schema(min_length = 1, max_length = 4_000)]
    pub text: String,
    /// Files that you sent to the deal.
    #[schema(max_items = 10)]
    pub file_ids: Option<Vec<FileId>>,
    /// Your own message that this one corrects; both stay.
    pub supersedes: Option<MessageId>,
}

impl WriteBody {
    /// The message, or every field that cannot be taken.
    pub(super) fn parse(self) -> Result<Writing, Failure> {
        let mut errors = FieldErrors::default();
        let text = errors.lines("text", &self.text, MOST_CHARS);
        let files = self.file_ids.unwrap_or_default();
        if files.len() > MOST_FILES {
            errors.add_with("file_ids", "too-many-items", vec![("max", MOST_FILES.to_string())]);
        }
        let supersedes = self.supersedes;
        errors.finish(text.map(|text| Writing { text, files, supersedes }))
    }
}
