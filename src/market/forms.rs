//! What moderators send.

use super::model::{NewFloor, Slot};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Instant, Money, Zone};
use crate::web::Posted;
use serde::{Deserialize, Serialize};

const REASON: usize = 1_000;
const NOTICE: usize = 300;

/// The least for a kind of work, as typed; nothing typed takes it away.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct FloorForm {
    pub(super) category: String,
    pub(super) form: String,
    pub(super) currency: String,
    pub(super) least: String,
    /// From when it holds; from now on if nothing is typed.
    pub(super) starts: String,
    pub(super) reason: String,
}

impl FloorForm {
    pub(super) fn parse(&self, zone: &Zone, now: Instant) -> Result<(NewFloor, String), Failure> {
        let mut errors = FieldErrors::default();
        let (category, form) = (errors.choice("category", &self.category), errors.choice("form", &self.form));
        let slot = category.zip(form).zip(errors.choice("currency", &self.currency)).map(|((category, form), currency)| Slot {
            category,
            form,
            currency,
        });
        let least = slot.and_then(|slot| {
            if self.least.trim().is_empty() {
                return Some(None);
            }
            let least = Money::parse_typed(&self.least, slot.currency).filter(|least| least.amount.is_positive());
            if least.is_none() {
                errors.add("least", "money");
            }
            least.map(Some)
        });
        let starts = if self.starts.trim().is_empty() { None } else { moment(&mut errors, ("starts", &self.starts), zone) };
        if starts.is_some_and(|starts| starts <= now) {
            errors.add("starts", "past");
        }
        let reason = errors.lines("reason", &self.reason, REASON);
        errors.finish(slot.zip(least).zip(reason).map(|((slot, least), reason)| (NewFloor { slot, least, starts_at: starts }, reason)))
    }
}

/// The notice on every page, as typed; empty words in both languages take it away.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct NoticeForm {
    pub(super) notice_zh: String,
    pub(super) notice_en: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) why: String,
}

impl NoticeForm {
    /// As it stands.
    pub(super) fn of(notice: &Posted, zone: &Zone) -> Self {
        Self {
            notice_zh: notice.zh.clone(),
            notice_en: notice.en.clone(),
            from: notice.from.local(zone),
            until: notice.until.local(zone),
            why: String::new(),
        }
    }

    pub(super) fn parse(&self, zone: &Zone, now: Instant) -> Result<(Option<Posted>, String), Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.lines("why", &self.why, REASON);
        if self.notice_zh.trim().is_empty() && self.notice_en.trim().is_empty() {
            return errors.finish(reason.map(|reason| (None, reason)));
        }
        let words = errors.line("notice_zh", &self.notice_zh, NOTICE).zip(errors.line("notice_en", &self.notice_en, NOTICE));
        let from = moment(&mut errors, ("from", &self.from), zone);
        let until = moment(&mut errors, ("until", &self.until), zone);
        if until.is_some_and(|until| until <= now) {
            errors.add("until", "past");
        } else if from.zip(until).is_some_and(|(from, until)| until <= from) {
            errors.add("until", "before");
        }
        let found = words.zip(from).zip(until).zip(reason);
        errors.finish(found.map(|((((zh, en), from), until), reason)| (Some(Posted { zh, en, from, until }), reason)))
    }
}

fn moment(errors: &mut FieldErrors, (field, text): (&str, &str), zone: &Zone) -> Option<Instant> {
    let found = Instant::of_local(text, zone);
    if found.is_none() {
        errors.add(field, if text.trim().is_empty() { "required" } else { "date" });
    }
    found
}
