//! What people send of lists.

use super::rules::{NAME_CHARS, NOTE_CHARS};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{BriefId, ListId, OrgId};
use serde::{Deserialize, Serialize};

/// A list's name, and whose it is where that is a choice.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ListForm {
    pub(super) name: String,
    pub(super) org: String,
}

impl ListForm {
    /// The name.
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, NAME_CHARS);
        errors.finish(name)
    }

    /// Whose it will be: as chosen, or the only one there is.
    pub(super) fn org(&self, orgs: &[(OrgId, String)]) -> Result<OrgId, Failure> {
        match orgs {
            [] => Err(Failure::NotFound),
            [(only, _)] => Ok(*only),
            _ => self.org.parse().map_err(|_| Failure::field("org", "choice")),
        }
    }
}

/// In which lists a creator is remembered, and with what note.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaveForm {
    pub(super) list: Vec<String>,
    /// A new list beside them, or empty.
    pub(super) name: String,
    /// Whose the new one is.
    pub(super) org: String,
    pub(super) note: String,
}

/// What was sent, as it was understood.
pub(super) struct Saving {
    pub(super) lists: Vec<ListId>,
    pub(super) new: Option<String>,
    pub(super) note: String,
}

impl SaveForm {
    /// At least one list, known or new.
    pub(super) fn parse(&self) -> Result<Saving, Failure> {
        let mut errors = FieldErrors::default();
        let lists: Vec<ListId> = self.list.iter().filter_map(|id| id.parse().ok()).take(50).collect();
        let new = errors.optional_line("name", &self.name, NAME_CHARS);
        if lists.is_empty() && self.name.trim().is_empty() {
            errors.add("list", "required");
        }
        let note = errors.optional_lines("note", &self.note, NOTE_CHARS);
        let saving = new.zip(note).map(|(new, note)| Saving { lists, new: Some(new).filter(|new| !new.is_empty()), note });
        errors.finish(saving)
    }

    /// As the form of the new list.
    pub(super) fn new_list(&self) -> ListForm {
        ListForm { name: self.name.clone(), org: self.org.clone() }
    }
}

/// A note on one entry.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct NoteForm {
    pub(super) note: String,
}

impl NoteForm {
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let note = errors.optional_lines("note", &self.note, NOTE_CHARS);
        errors.finish(note)
    }
}

/// To which brief a list is invited.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct InviteForm {
    pub(super) brief: String,
}

impl InviteForm {
    pub(super) fn parse(&self) -> Result<BriefId, Failure> {
        self.brief.parse().map_err(|_| Failure::field("brief", if self.brief.is_empty() { "required" } else { "choice" }))
    }
}
