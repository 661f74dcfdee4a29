//! What sets a brief apart in a list.

use super::Say;
use super::browse::Row;
use crate::briefs::model::Entry;
use serde::Serialize;

/// A word that sets a row apart.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Mark {
    label: String,
    kind: &'static str,
}

impl Row {
    /// The row of a brief that is for the reader's circle says so.
    #[must_use]
    pub fn circled(mut self, entry: &Entry, say: Say<'_>) -> Self {
        self.mark = entry.is_for_circle.then(|| Mark { label: say("briefs-for-your-circle", &[]), kind: "wash" });
        self
    }
}
