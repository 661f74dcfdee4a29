//! What a creator types of his time.

use super::model::Blocked;
use super::rules;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::BlockedId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How many deals at once, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct CapacityForm {
    pub(super) at_once: String,
}

impl CapacityForm {
    /// So many, or nothing.
    pub(super) fn parse(&self) -> Result<Option<i64>, Failure> {
        if self.at_once.trim().is_empty() {
            return Ok(None);
        }
        let mut errors = FieldErrors::default();
        let at_once = errors.number("at_once", &self.at_once, rules::AT_ONCE).map(i64::from);
        errors.finish(at_once).map(Some)
    }
}

/// Days, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct BlockForm {
    pub(super) first: String,
    /// Empty for one day.
    pub(super) last: String,
    pub(super) note: String,
}

impl BlockForm {
    /// The days, or the fields that cannot be taken. They begin today at the earliest.
    pub(super) fn parse(&self, today: Date) -> Result<Blocked, Failure> {
        let mut errors = FieldErrors::default();
        let day = |typed: &str| typed.trim().parse::<Date>().map_err(|_| "date");
        let first = errors.take("first", day(&self.first));
        let last = if self.last.trim().is_empty() { first } else { errors.take("last", day(&self.last)) };
        if first.is_some_and(|first| first < today) {
            errors.add("first", "day-past");
        }
        if first.zip(last).is_some_and(|(first, last)| last < first) {
            errors.add("last", "day-order");
        }
        if last.is_some_and(|last| last > rules::plus(today, rules::AHEAD_DAYS)) {
            errors.add("last", "day-far");
        }
        let note = errors.optional_line("note", &self.note, 80);
        let new = first.zip(last).zip(note).map(|((first, last), note)| Blocked { id: BlockedId::random(), first, last, note });
        errors.finish(new)
    }
}
