//! What a brief of some kinds must say, and what it must not.

use crate::briefs::model::{Brief, BriefKind, BriefState, Details, LiveTime};
use crate::failure::{FieldErrors, Refusal};
use crate::primitives::{BasisPoints, Instant};
use sha2::{Digest as _, Sha256};
use std::ops::RangeInclusive;

/// Characters of what is sent.
pub(in crate::briefs) const PRODUCT_CHARS: usize = 200;
/// Characters of which sales count.
pub(in crate::briefs) const TERMS_CHARS: usize = 2_000;
/// Characters of what is promised.
pub(in crate::briefs) const NDA_CHARS: usize = 5_000;
/// A commission, in basis points.
pub(in crate::briefs) const COMMISSION: RangeInclusive<i32> = 1..=9_000;

/// How many times a brief names at most.
pub(in crate::briefs) const MAX_TIMES: usize = 30;
/// Minutes of a show.
pub(in crate::briefs) const MINUTES: RangeInclusive<i32> = 10..=720;

/// Somebody has the time already.
pub(in crate::briefs) const TIME_TAKEN: Refusal = Refusal::conflict("brief.time_taken");
/// Nobody offers on a secret brief before he promised to keep it.
pub(in crate::briefs) const NDA_WANTED: Refusal = Refusal::conflict("brief.nda_wanted");
/// The promise is to other words than those of the brief.
pub(in crate::briefs) const NDA_OTHER: Refusal = Refusal::conflict("brief.nda_other");

/// Hours that a merchant's circle is first.
pub(in crate::briefs) const EARLY_HOURS: RangeInclusive<i32> = 0..=72;

/// What the kind needs is there.
pub(super) fn check(errors: &mut FieldErrors, brief: &Brief, now: Instant) {
    let details = &brief.details;
    let opens = now.plus_hours(i64::from(details.early_hours));
    if details.early_hours > 0 && brief.state != BriefState::Open && brief.bid_deadline.is_some_and(|deadline| deadline <= opens) {
        errors.add("early_hours", "early");
    }
    if brief.kind == BriefKind::Sample && details.product.is_empty() {
        errors.add("product", "required");
    }
    if brief.kind == BriefKind::Live {
        check_times(errors, brief);
    }
    if brief.kind == BriefKind::Cps {
        if details.commission.is_none() {
            errors.add("commission", "required");
        }
        if details.commission_terms.is_empty() {
            errors.add("commission_terms", "required");
        }
    }
}

/// There is a time for every place, after the choosing can begin.
fn check_times(errors: &mut FieldErrors, brief: &Brief) {
    let times = &brief.details.times;
    let enough = usize::try_from(brief.places).is_ok_and(|places| times.len() >= places);
    if !enough {
        errors.add("times", "times-few");
    } else if brief.bid_deadline.is_some_and(|deadline| times.iter().any(|time| time.starts_at <= deadline)) {
        errors.add("times", "times-early");
    }
}

/// Times in order, numbered from 1; nobody has one yet.
#[must_use]
pub(in crate::briefs) fn numbered(mut times: Vec<(Instant, i32)>) -> Vec<LiveTime> {
    times.sort_unstable();
    let time = |(no, (starts_at, minutes)): (i32, (Instant, i32))| LiveTime { no, starts_at, minutes, is_taken: false };
    (1..).zip(times).map(time).collect()
}

/// What the kind does not have is not said.
pub(super) fn only_of_kind(kind: BriefKind, details: Details) -> Details {
    let Details { product, commission, commission_terms, nda, times, early_hours, opens_at } = details;
    let times = if kind == BriefKind::Live { times } else { Vec::new() };
    let product = if kind == BriefKind::Sample { product } else { String::new() };
    let (commission, commission_terms) = if kind == BriefKind::Cps { (commission, commission_terms) } else { (None, String::new()) };
    Details { product, commission, commission_terms, nda, times, early_hours, opens_at }
}

/// The hash of what is promised: hex, lower case.
#[must_use]
pub(in crate::briefs) fn nda_sha256(words: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(words.as_bytes()))
}

/// A commission as people type it, `12.5` or `12.5 %`.
#[must_use]
pub(in crate::briefs) fn percent(typed: &str) -> Option<BasisPoints> {
    BasisPoints::parse_percent(typed).filter(|share| COMMISSION.contains(&i32::from(share.get())))
}

/// Of an open brief the promise stays as it is: some gave it.
pub(super) fn stands(errors: &mut FieldErrors, seen: &Brief, changed: &Brief) {
    if seen.details.nda != changed.details.nda {
        errors.add("nda", "choice");
    }
    if seen.details.early_hours != changed.details.early_hours {
        errors.add("early_hours", "choice");
    }
    if seen.details.times != changed.details.times {
        errors.add("times", "choice");
    }
}
