//! What may happen to a brief, decided without a database, a clock or a request.

pub(super) mod browse;
pub(super) mod details;
pub(super) mod funds;
pub(super) mod talk;

use super::model::{Brief, BriefKind, BriefState, Check, Level, Visibility, Words};
use crate::failure::{FieldErrors, Refusal, STATE_REFUSED};
use crate::primitives::{Instant, Minor, Money};
use std::ops::RangeInclusive;

/// How many briefs of one merchant may be open, paused or in review at once.
pub(super) const MAX_OPEN: i64 = 20;
/// As many briefs of one merchant may be open at once; one whom a moderator has throttled has fewer.
pub(super) const fn most_open(throttled: bool) -> i64 {
    if throttled { 2 } else { MAX_OPEN }
}

/// How long a merchant chooses after the deadline, and how much one extension adds.
pub(super) const JUDGING_HOURS: i64 = 7 * 24;
/// How long after the deadline the prize of a contest waits for a winner before it is split.
const CONTEST_HOURS: i64 = 14 * 24;
/// How long the merchant chooses.
pub(super) fn judging_hours(brief: &Brief) -> i64 {
    if brief.is_contest() { CONTEST_HOURS } else { JUDGING_HOURS }
}

/// However late the clock fires, a merchant has at least this long.
pub(super) const LEAST_JUDGING_HOURS: i64 = 3 * 24;
/// And at most this long.
pub(super) const MAX_BIDDING_DAYS: i64 = 180;
/// How long bidders may confirm after the words of an open brief changed.
pub(super) const CONFIRM_HOURS: i64 = 48;
/// Points of a checklist.
pub(super) const MAX_CHECKS: usize = 30;
/// Places of one brief.
pub(super) const PLACES: RangeInclusive<i32> = 1..=100;
/// As many times the highest price of a place can be in a pool.
const MAX_PLACES_MONEY: i64 = 100;
/// Live bids at once.
pub(super) const BID_CAPS: RangeInclusive<i32> = 1..=500;
/// Days that a creator has.
pub(super) const DELIVERY_DAYS: RangeInclusive<i32> = 1..=180;
/// Days of looking before silence approves.
pub(super) const REVIEW_DAYS: RangeInclusive<i32> = 3..=14;
/// Included rounds of changes.
pub(super) const ROUNDS: RangeInclusive<i32> = 0..=10;
/// Days of a licence.
pub(super) const LICENCE_DAYS: RangeInclusive<i32> = 1..=3_650;
/// Characters of a title.
pub(super) const TITLE_CHARS: usize = 120;
/// Characters of a body.
pub(super) const BODY_CHARS: usize = 10_000;
/// Characters of a point of the checklist.
pub(super) const CHECK_CHARS: usize = 200;
/// Characters of the question to bidders.
pub(super) const QUESTION_CHARS: usize = 300;
/// Characters of a territory.
pub(super) const TERRITORY_CHARS: usize = 100;
/// Pictures and documents of a brief.
pub(super) const MAX_ATTACHMENTS: usize = 12;

/// The merchant has as many open briefs as he may.
pub(super) const TOO_MANY_OPEN: Refusal = Refusal::full("brief.too_many_open");
/// Somebody is working on it.
pub(super) const HAS_CONTRACTS: Refusal = Refusal::conflict("brief.has_contracts");
/// The one extension was taken.
pub(super) const EXTENDED_ONCE: Refusal = Refusal::conflict("brief.extended_once");
/// The brief has as many pictures and documents as it may.
pub(super) const TOO_MANY_FILES: Refusal = Refusal::conflict("brief.too_many_files");
/// New words of an open brief are such as a moderator reads before anybody else does.
pub(super) const WORDS_FLAGGED: Refusal = Refusal::conflict("brief.words_flagged");
/// Every place has a contract.
pub(super) const NO_PLACE: Refusal = Refusal::conflict("brief.no_place");
/// As many bids live as the merchant wants to read.
pub(super) const BID_CAP: Refusal = Refusal::conflict("brief.bid_cap");

/// Who moves a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Party {
    /// A member of the organisation who may work.
    Editor,
    /// The clock, or a rule.
    Platform,
    /// A moderator of the platform.
    Moderator,
}

crate::choice! {
    /// What happens to a brief.
    pub enum Event {
        Submitted = "submitted", Passed = "passed", Approved = "approved", Rejected = "rejected", Paused = "paused", Resumed = "resumed", DeadlinePassed = "deadline_passed",
        PlacesFilled = "places_filled", JudgingTimedOut = "judging_timed_out", Cancelled = "cancelled", AllEnded = "all_ended",
        Stopped = "stopped",
    }
}

/// The whole life of a brief of the kinds that can be made: in this state, this event, by this party, leads there. What is not listed is refused.
#[rustfmt::skip]
pub(super) fn step(from: BriefState, event: Event) -> Option<(Party, BriefState)> {
    use {BriefState as S, Event as E, Party as P};
    Some(match (from, event) {
        (S::Draft,         E::Submitted)       => (P::Editor,   S::PendingReview),
        (S::PendingReview, E::Passed)          => (P::Platform, S::Open),
        (S::PendingReview, E::Approved)        => (P::Moderator, S::Open),
        (S::PendingReview, E::Rejected)        => (P::Moderator, S::Rejected),
        (S::Rejected,      E::Submitted)       => (P::Editor,   S::PendingReview),
        (S::Open,          E::Paused)          => (P::Editor,   S::Paused),
        (S::Paused,        E::Resumed)         => (P::Editor,   S::Open),
        (S::Open,          E::DeadlinePassed)  => (P::Platform, S::Judging),
        (S::Open,          E::PlacesFilled)    => (P::Platform, S::Filled),
        (S::Judging,       E::PlacesFilled)    => (P::Platform, S::Filled),
        (S::Judging,       E::JudgingTimedOut) => (P::Platform, S::Expired),
        (S::Open,          E::Cancelled)       => (P::Editor,   S::Cancelled),
        (S::Judging,       E::Cancelled)       => (P::Editor,   S::Cancelled),
        (S::Filled,        E::AllEnded)        => (P::Platform, S::Closed),
        (S::Open | S::Paused | S::Judging | S::Filled, E::Stopped) => (P::Moderator, S::Stopped),
        _ => return None,
    })
}

/// A state that the table allowed. Only this file makes one; `store::advance` takes nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next(BriefState);

impl Next {
    /// The state.
    #[must_use]
    pub(super) const fn state(self) -> BriefState {
        self.0
    }
}

/// Where the event leads a brief, if the table lets this party cause it.
pub(super) fn after(brief: &Brief, event: Event, by: Party) -> Result<Next, Refusal> {
    if !brief.kind.can_be_made() {
        return Err(STATE_REFUSED);
    }
    match step(brief.state, event) {
        Some((party, next)) if party == by => Ok(Next(next)),
        Some(_) | None => Err(STATE_REFUSED),
    }
}

/// What an editor may do to a brief now: for buttons, from the same table that refuses.
#[must_use]
pub(super) fn allowed(brief: &Brief, running_contracts: i64) -> Vec<&'static str> {
    let mut acts = Vec::new();
    let may = |event| after(brief, event, Party::Editor).is_ok();
    if may(Event::Paused) {
        acts.push("pause");
    }
    if may(Event::Resumed) {
        acts.push("resume");
    }
    if cancel(brief, running_contracts).is_ok() {
        acts.push("cancel");
    }
    if extend(brief).is_ok() {
        acts.push("extend");
    }
    if edit(brief).is_ok() {
        acts.push("edit");
    }
    acts
}

/// The platform may stop it as it stands.
#[must_use]
pub fn may_stop(brief: &Brief) -> bool {
    after(brief, Event::Stopped, Party::Moderator).is_ok()
}

/// A brief may be cancelled while nobody works on it.
pub(super) fn cancel(brief: &Brief, running_contracts: i64) -> Result<Next, Refusal> {
    let next = after(brief, Event::Cancelled, Party::Editor)?;
    if brief.fund.finalists > 0 {
        return Err(funds::FINAL_BEGUN);
    }
    if running_contracts > 0 { Err(HAS_CONTRACTS) } else { Ok(next) }
}

/// A brief may be published when it is complete and the merchant has room for one more.
pub(super) fn publish(brief: &Brief, now: Instant, (open, most): (i64, i64)) -> Result<Next, crate::failure::Failure> {
    let next = after(brief, Event::Submitted, Party::Editor)?;
    let missing = incomplete(brief, now);
    if !missing.is_empty() {
        return Err(crate::failure::Failure::Invalid(missing));
    }
    if open >= most {
        return Err(TOO_MANY_OPEN.with("max", most).into());
    }
    Ok(next)
}

/// The new end of the choosing: once, seven days later.
pub(super) fn extend(brief: &Brief) -> Result<Instant, Refusal> {
    match (brief.state, brief.judging_until) {
        (_, _) if brief.is_contest() => Err(STATE_REFUSED),
        (BriefState::Judging, Some(_)) if brief.extended => Err(EXTENDED_ONCE),
        (BriefState::Judging, Some(until)) => Ok(until.plus_hours(JUDGING_HOURS)),
        (_, _) => Err(STATE_REFUSED),
    }
}

/// The words of a draft may be written, those of a refused brief mended, and those of an open one changed.
pub(super) fn edit(brief: &Brief) -> Result<(), Refusal> {
    if matches!(brief.state, BriefState::Draft | BriefState::Rejected | BriefState::Open) { Ok(()) } else { Err(STATE_REFUSED) }
}

/// Pictures and documents come and go while it is a draft, or was refused.
pub(super) fn draft(brief: &Brief) -> Result<(), Refusal> {
    if matches!(brief.state, BriefState::Draft | BriefState::Rejected) { Ok(()) } else { Err(STATE_REFUSED) }
}

/// The brief with its new words. An open one stays complete, keeps its currency (bids are in it) and as many places as are taken, and counts a change
/// of its words.
pub(super) fn changed(seen: &Brief, mut changed: Brief, now: Instant) -> Result<Brief, crate::failure::Failure> {
    if seen.state != BriefState::Open {
        // An appeal is about the words that were refused, and opens no others.
        changed.words_version += i64::from(seen.state == BriefState::Rejected);
        return Ok(changed);
    }
    if changed.currency != seen.currency {
        return Err(crate::failure::MONEY_CURRENCY.into());
    }
    let mut errors = incomplete(&changed, now);
    if changed.kind != seen.kind {
        errors.add("kind", "choice");
    }
    if changed.visibility != seen.visibility {
        errors.add("visibility", "choice");
    }
    if changed.slots != seen.slots {
        errors.add("slots", "choice");
    }
    if changed.places < seen.places_taken {
        errors.add_with("places", "number", vec![("min", seen.places_taken.to_string()), ("max", PLACES.end().to_string())]);
    }
    funds::stands(&mut errors, seen, &changed);
    details::stands(&mut errors, seen, &changed);
    changed.words_version = seen.words_version.saturating_add(1);
    errors.finish(Some(changed))
}

/// The deadline after a pause: what was left of it when the brief was paused, counted from now.
#[must_use]
pub(super) fn resumed_deadline(deadline: Instant, paused_at: Instant, now: Instant) -> Instant {
    Instant(deadline.0.saturating_add(now.micros_since(paused_at).max(0)))
}

/// Nothing is missing that publication asks for.
#[must_use]
pub fn is_complete(brief: &Brief, now: Instant) -> bool {
    incomplete(brief, now).is_empty()
}

/// What a brief still lacks before it can be published, field by field, in the order of the composer.
#[must_use]
pub(super) fn incomplete(brief: &Brief, now: Instant) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, text) in [("title", &brief.title), ("body", &brief.body)] {
        if text.is_empty() {
            errors.add(field, "required");
        }
    }
    if brief.platforms.is_empty() {
        errors.add("platforms", "required");
    }
    if brief.languages.is_empty() {
        errors.add("languages", "required");
    }
    match brief.prices() {
        Some((min, max)) => {
            check_prices(&mut errors, min, max);
            if matches!(brief.kind, BriefKind::FixedSlots | BriefKind::Contest) && min != max {
                errors.add("price_max", "fixed");
            }
        }
        None => errors.add("price_min", "required"),
    }
    funds::check(&mut errors, brief);
    details::check(&mut errors, brief, now);
    match brief.bid_deadline {
        Some(deadline) => check_deadline(&mut errors, deadline, now),
        None => errors.add("bid_deadline", "required"),
    }
    errors
}

/// The kind can be made.
pub(super) fn check_kind(errors: &mut FieldErrors, kind: Option<BriefKind>) {
    if kind.is_some_and(|kind| !kind.can_be_made()) {
        errors.add("kind", "choice");
    }
}

/// Both ends of a budget lie within the currency's bounds and in order.
pub(super) fn check_prices(errors: &mut FieldErrors, min: Money, max: Money) {
    let (least, most) = min.currency.price_bounds();
    for (field, price) in [("price_min", min), ("price_max", max)] {
        if price.amount < least || price.amount > most {
            let bound = |amount| Money::new(amount, price.currency).plain();
            errors.add_with(field, "price-bounds", vec![("min", bound(least)), ("max", bound(most))]);
        }
    }
    if min.amount > max.amount {
        errors.add("price_max", "range");
    }
}

/// A deadline lies ahead, and not beyond what a creator can plan.
pub(super) fn check_deadline(errors: &mut FieldErrors, deadline: Instant, now: Instant) {
    if deadline <= now {
        errors.add("bid_deadline", "past");
    } else if deadline > now.plus_hours(MAX_BIDDING_DAYS * 24) {
        errors.add_with("bid_deadline", "too-far", vec![("days", MAX_BIDDING_DAYS.to_string())]);
    }
}

/// The draft with other words. The points of its checklist are numbered from `A1`.
#[must_use]
pub(super) fn reworded(mut brief: Brief, words: Words) -> Brief {
    fn put<T>(slot: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *slot = value;
        }
    }
    let checklist = words.checklist.map(numbered);
    put(&mut brief.kind, words.kind);
    put(&mut brief.visibility, words.visibility);
    put(&mut brief.slots, words.slots);
    put(&mut brief.title, words.title);
    put(&mut brief.body, words.body);
    put(&mut brief.content_form, words.content_form);
    put(&mut brief.category, words.category);
    put(&mut brief.platforms, words.platforms);
    put(&mut brief.languages, words.languages);
    put(&mut brief.checklist, checklist);
    put(&mut brief.currency, words.currency);
    brief.budget = words.budget.or(brief.budget);
    put(&mut brief.places, words.places);
    put(&mut brief.fund.pool, words.pool);
    put(&mut brief.fund.finalist_fee, words.finalist_fee);
    if !brief.is_contest() {
        brief.fund.finalist_fee = Minor::ZERO;
    }
    if !matches!(brief.kind, BriefKind::Pool | BriefKind::Cps) {
        brief.fund.pool = None;
    }
    put(&mut brief.details.product, words.product);
    brief.details.commission = words.commission.or(brief.details.commission);
    put(&mut brief.details.commission_terms, words.commission_terms);
    put(&mut brief.details.nda, words.nda);
    put(&mut brief.details.early_hours, words.early_hours);
    put(&mut brief.details.times, words.times.map(details::numbered));
    brief.details = details::only_of_kind(brief.kind, brief.details);
    brief.bid_deadline = words.bid_deadline.or(brief.bid_deadline);
    put(&mut brief.delivery_days, words.delivery_days);
    put(&mut brief.review_days, words.review_days);
    put(&mut brief.rounds, words.rounds);
    put(&mut brief.bid_cap, words.bid_cap);
    put(&mut brief.licence, words.licence);
    put(&mut brief.question, words.question);
    if brief.is_contest() {
        // One prize.
        brief.places = 1;
    }
    if brief.kind == BriefKind::Direct {
        // For one creator, who is invited.
        (brief.visibility, brief.places) = (Visibility::InviteOnly, 1);
    }
    if brief.state != BriefState::Open && brief.visibility != Visibility::Public {
        // Nobody comes after the circle.
        brief.details.early_hours = 0;
    }
    brief
}

fn numbered(points: Vec<(Level, String)>) -> Vec<Check> {
    (1..).zip(points).map(|(number, (level, text)): (u32, _)| Check { id: format!("A{number}"), level, text }).collect()
}

#[cfg(test)]
mod tests;
