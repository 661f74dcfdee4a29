//! The notice on every page: what the admins of the market tell everybody, from one moment until another.

use crate::primitives::{Instant, Lang};
use serde::{Deserialize, Serialize};
use std::sync::{PoisonError, RwLock};

/// What is told, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
    /// From then.
    pub from: Instant,
    /// Until then.
    pub until: Instant,
}

impl Posted {
    /// The words for this reader.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        if lang == Lang::En { &self.en } else { &self.zh }
    }

    /// It stands on every page now.
    #[must_use]
    pub fn shows(&self, now: Instant) -> bool {
        self.from <= now && now < self.until
    }
}

/// Where it hangs. One a site; whoever sets it is above.
#[derive(Default)]
pub struct Board(RwLock<Option<Posted>>);

impl Board {
    /// From now on this hangs there.
    pub fn post(&self, notice: Option<Posted>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = notice;
    }

    /// What everybody reads now.
    pub(super) fn read(&self, lang: Lang, now: Instant) -> Option<String> {
        let posted = self.0.read().unwrap_or_else(PoisonError::into_inner);
        posted.as_ref().filter(|notice| notice.shows(now)).map(|notice| notice.text(lang).to_owned())
    }
}
