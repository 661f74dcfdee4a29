//! What the two sides, and whoever takes the camera, send about a show.

use super::model::Evidence;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::FileId;
use crate::primitives::{Instant, Zone};
use crate::web::api;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of all forms of the page as typed; each reads its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ShowForm {
    pub(super) rehearsal_at: String,
    pub(super) url: String,
    /// To whom the camera goes.
    pub(super) name: String,
}

impl ShowForm {
    pub(super) fn rehearsal(&self, zone: &Zone) -> Result<Instant, Failure> {
        Instant::of_local(&self.rehearsal_at, zone).ok_or_else(|| Failure::field("rehearsal_at", "date"))
    }

    /// What shows it: an address, here; programs may name a file of the deal instead.
    pub(super) fn evidence(&self, file: Option<FileId>) -> Result<Evidence, Failure> {
        let mut errors = FieldErrors::default();
        let url = errors.optional_line("url", &self.url, 1_000);
        match url {
            Some(url) if url.is_empty() && file.is_none() => errors.add("url", "required"),
            Some(url) if !url.is_empty() && !url.starts_with("https://") => errors.add("url", "url"),
            Some(url) => return errors.finish(Some(Evidence { url, file })),
            None => {}
        }
        errors.finish(None)
    }

    pub(super) fn name(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, 80);
        errors.finish(name)
    }
}

/// When the two rehearse.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRehearsal)]
pub(super) struct RehearsalBody {
    pub(super) at: api::Moment,
}

/// What shows that it was so: one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShowEvidence)]
pub(super) struct EvidenceBody {
    /// `https`.
    #[schema(max_length = 1_000)]
    pub(super) url: Option<String>,
    /// A file of the deal.
    pub(super) file_id: Option<FileId>,
}

impl EvidenceBody {
    pub(super) fn parse(self) -> Result<Evidence, Failure> {
        ShowForm { url: self.url.unwrap_or_default(), ..ShowForm::default() }.evidence(self.file_id)
    }
}
