//! What members see of their notes.

use super::forms::NoteForm;
use super::model::Note;
use crate::bids::model::Bid;
use crate::web::{Both, Conflict, Page, ShownError};
use serde::Serialize;

/// A star and a note beside a bid; fits `bid.star`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NoteView {
    /// It stands before the others.
    pub(in crate::bids) is_starred: bool,
    text: String,
    /// Where they are changed, by who may.
    url: Option<String>,
}

impl NoteView {
    /// What is kept about a bid, and whether the reader may change it.
    #[must_use]
    pub(in crate::bids) fn of(bid: &Bid, note: Option<&Note>, may_write: bool) -> Self {
        Self {
            is_starred: note.is_some_and(|note| note.is_starred),
            text: note.map(|note| note.text.clone()).unwrap_or_default(),
            url: may_write.then(|| format!("/bids/{}", bid.id)),
        }
    }
}

/// `/bids/{id}/note`
#[derive(Debug, Serialize)]
pub(super) struct NotePage {
    bidder: String,
    bid_url: String,
    compare_url: String,
    action: String,
    form: NoteForm,
    errors: Vec<ShownError>,
    conflict: Option<Conflict>,
}

impl Page for NotePage {
    const TEMPLATE: &'static str = "bids/note.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl NotePage {
    /// The form of a note on the bid of somebody.
    pub(super) fn of(bid: &Bid, bidder: String, form: NoteForm, errors: Vec<ShownError>) -> Self {
        let bid_url = format!("/bids/{}", bid.id);
        Self {
            bidder,
            compare_url: format!("/briefs/{}/bids", bid.brief),
            action: format!("{bid_url}/note"),
            bid_url,
            form,
            errors,
            conflict: None,
        }
    }

    /// With what a colleague wrote meanwhile beside what was typed. Sent once more, what was typed takes its place.
    #[must_use]
    pub(super) fn beside(self, theirs: &Note, label: String) -> Self {
        let both = Both { label, theirs: theirs.text.clone(), mine: self.form.text.replace("\r\n", "\n") };
        let form = NoteForm { version: theirs.version.to_string(), ..self.form };
        Self { conflict: Some(Conflict::of(vec![both], self.action.clone())), form, ..self }
    }
}
