//! The reader's words for what a screen puts together from several nouns.

use crate::platform::formats;
use crate::primitives::{Instant, Money, Zone};
use crate::web::Asker;

/// Speaks to one reader: language and zone.
pub(super) struct Say<'a>(pub(super) &'a Asker);

impl Say<'_> {
    /// A text without values.
    pub(super) fn plain(&self, key: &str) -> String {
        self.0.text(key, &[])
    }

    /// A text with values.
    pub(super) fn with(&self, key: &str, values: &[(&str, String)]) -> String {
        self.0.text(key, values)
    }

    pub(super) fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// An amount in a sentence or on a button.
    pub(super) fn money(&self, money: Money) -> String {
        formats::money_short(self.0.lang, money)
    }

    /// A day in a narrow place.
    pub(super) fn day(&self, at: Instant) -> String {
        formats::day(self.0.lang, at, &self.0.zone)
    }

    /// A moment beside a line of figures.
    pub(super) fn moment(&self, at: Instant) -> String {
        formats::datetime(self.0.lang, at, &self.0.zone)
    }
}

/// The letter that stands for a name.
pub(super) fn initial(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |letter| letter.to_uppercase().collect())
}
