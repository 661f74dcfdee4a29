//! What a merchant types, or a program sends.

use super::model::NewOrder;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{OrgId, PackageId};
use serde::{Deserialize, Serialize};

/// Characters of the answer.
const ANSWER_CHARS: usize = 2_000;
/// Characters of the note.
const NOTE_CHARS: usize = 2_000;

/// An order as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct OrderForm {
    /// For which organisation.
    pub(super) org: String,
    /// What the creator needs to know.
    pub(super) answer: String,
    /// What else there is to say.
    pub(super) note: String,
    /// The version of the package that was seen.
    pub(super) seen: String,
}

impl OrderForm {
    /// The version that was seen.
    pub(super) fn seen(&self) -> Option<i64> {
        self.seen.trim().parse().ok()
    }

    /// The order, or the fields that cannot be taken.
    pub(super) fn parse(&self, package: PackageId) -> Result<NewOrder, Failure> {
        let mut errors = FieldErrors::default();
        let org: Option<OrgId> = self.org.trim().parse().ok();
        if org.is_none() {
            errors.add("org", "required");
        }
        let seen = self.seen();
        if seen.is_none() {
            errors.add("seen", "required");
        }
        let answer = errors.optional_lines("answer", &self.answer, ANSWER_CHARS);
        let note = errors.optional_lines("note", &self.note, NOTE_CHARS);
        let order = org.zip(seen).zip(answer).zip(note).map(|(((org, seen), answer), note)| NewOrder { package, seen, org, answer, note });
        errors.finish(order)
    }
}

/// An order as a program sends it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPackageOrder)]
pub(super) struct OrderBody {
    /// The merchant that orders.
    org_id: OrgId,
    /// The version of the package that was seen.
    version: i64,
    /// What the package asks for, where it asks.
    #[serde(default)]
    #[schema(max_length = 2_000)]
    answer: String,
    /// What else there is to say.
    #[serde(default)]
    #[schema(max_length = 2_000)]
    note: String,
}

impl OrderBody {
    /// The order, or the fields that cannot be taken.
    pub(super) fn parse(self, package: PackageId) -> Result<NewOrder, Failure> {
        let form = OrderForm { org: self.org_id.to_string(), answer: self.answer, note: self.note, seen: self.version.to_string() };
        form.parse(package)
    }
}
