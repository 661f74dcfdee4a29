//! What can be set.

use crate::primitives::{Category, ContentForm, Currency, Instant, Minor, Money};
use crate::web::Posted;

/// A kind of work, in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// What it is about.
    pub category: Category,
    /// What is made.
    pub form: ContentForm,
    /// What it is paid in.
    pub currency: Currency,
}

/// The least that is recommended for a kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor {
    /// Of what.
    pub slot: Slot,
    /// The least for one place.
    pub least: Money,
}

/// The key of the notice.
pub(super) const NOTICE: &str = "notice";
/// What the key of a floor begins with.
const FLOOR: &str = "floor";

impl Slot {
    /// Its key.
    pub(super) fn key(self) -> String {
        format!("{FLOOR}/{}/{}/{}", self.category, self.form, self.currency)
    }

    /// Of a key; none if it is no floor's.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        let mut parts = key.split('/');
        if parts.next() != Some(FLOOR) {
            return None;
        }
        let mut next = || parts.next();
        let slot = Self { category: next()?.parse().ok()?, form: next()?.parse().ok()?, currency: next()?.parse().ok()? };
        parts.next().is_none().then_some(slot)
    }
}

/// A value as it is kept; nothing where it was taken away.
pub(super) fn floor_of(key: &str, value: &str) -> Option<Floor> {
    let slot = Slot::of_key(key)?;
    let amount: i64 = value.parse().ok()?;
    Some(Floor { slot, least: Money::new(Minor(amount), slot.currency) })
}

/// The notice as it is kept; nothing where it was taken away.
pub(super) fn notice_of(value: &str) -> Option<Posted> {
    serde_json::from_str(value).ok()
}

/// What a moderator wants to recommend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NewFloor {
    pub(super) slot: Slot,
    /// Nothing any more, if there is none.
    pub(super) least: Option<Money>,
    /// From now on, if it is not said.
    pub(super) starts_at: Option<Instant>,
}

/// A floor that is not in force yet; nothing recommended any more where there is no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Of what.
    pub slot: Slot,
    /// The least for one place.
    pub least: Option<Money>,
    /// From when it holds.
    pub starts_at: Instant,
}

/// A value as it is kept, with the moment from which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) starts_at: Instant,
}

/// One change of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) key: String,
    pub(super) version: i64,
    /// Nothing where it was taken away.
    pub(super) value: String,
    pub(super) before: String,
    pub(super) reason: String,
    /// From when it holds: when it was made, or later.
    pub(super) starts_at: Instant,
    /// The name of whoever made it.
    pub(super) by: String,
    pub(super) at: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_has_a_key_and_reads_back() {
        let slot = Slot { category: Category::Food, form: ContentForm::ShortVideo, currency: Currency::Cny };
        assert_eq!(slot.key(), "floor/food/short_video/CNY");
        assert_eq!(Slot::of_key(&slot.key()), Some(slot));
        for bad in ["notice", "floor", "floor/food/short_video", "floor/food/short_video/XXX", "floor/food/short_video/CNY/x"] {
            assert_eq!(Slot::of_key(bad), None, "{bad}");
        }
        assert_eq!(floor_of(&slot.key(), ""), None, "taken away");
    }
}
