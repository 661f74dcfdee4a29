//! When one may rate, and what a rating must say. The open formula of reputation is `tiers::reputation`.

use super::model::{Given, Rating, Scales, WINDOW_DAYS};
use crate::contracts::{Contract, ContractState, Milestone, Party};
use crate::failure::{FieldErrors, Refusal, STATE_REFUSED};
use crate::primitives::Instant;
use crate::tiers::reputation;

/// A side rates a deal once.
pub(super) const ALREADY: Refusal = Refusal::conflict("rating.already");

const OF_CREATOR: [&str; 4] = ["quality", "communication", "timeliness", "brief_fit"];
const OF_MERCHANT: [&str; 4] = ["clarity", "communication", "fairness", "promptness"];

/// The scales that this side fills in: those of the other.
pub(super) const fn scales_by(party: Party) -> [&'static str; 4] {
    match party {
        Party::Merchant | Party::Platform => OF_CREATOR,
        Party::Creator => OF_MERCHANT,
    }
}

/// Until when the deal may be rated; none while it runs, or if no work was ever begun.
pub(super) fn rated_until(contract: &Contract, milestones: &[Milestone]) -> Option<Instant> {
    let ended = matches!(contract.state, ContractState::Completed | ContractState::Cancelled);
    let begun = milestones.iter().any(|milestone| milestone.started_at.is_some());
    contract.ended_at.filter(|_| ended && begun).map(|at| at.plus_hours(24 * WINDOW_DAYS))
}

/// The deal may be rated now.
pub(super) fn in_time(until: Option<Instant>, now: Instant) -> Result<(), Refusal> {
    if until.is_some_and(|until| now < until) { Ok(()) } else { Err(STATE_REFUSED) }
}

/// Exactly the four scales of the other side, each 1 to 5.
pub(super) fn check(by: Party, scales: &Scales, errors: &mut FieldErrors) {
    let wanted = scales_by(by);
    for (name, value) in scales.all() {
        match (wanted.contains(&name), value) {
            (true, Some(1..=5)) | (false, None) => {}
            (true, Some(_)) => errors.add_with(format!("scales.{name}"), "number", vec![("min", "1".to_owned()), ("max", "5".to_owned())]),
            (true, None) => errors.add(format!("scales.{name}"), "required"),
            (false, Some(_)) => errors.add(format!("scales.{name}"), "unknown"),
        }
    }
}

/// The mean of the four scales, in hundredths.
pub(super) fn mean(given: &Given) -> i64 {
    reputation::mean(given.scales.all().iter().filter_map(|(_, value)| *value).map(i64::from))
}

/// The author may ask for a change: while it is visible, for so long.
pub(super) fn may_edit(rating: &Rating, now: Instant) -> Result<(), Refusal> {
    let until = rating.visible_at.map(|at| at.plus_hours(24 * WINDOW_DAYS));
    in_time(until, now)
}

/// Words that offer money, work or a rating for a rating.
const TRADES: &[&str] = &[
    "好评返现",
    "返现",
    "互评",
    "互刷",
    "刷好评",
    "刷单",
    "五星换",
    "好评换",
    "删差评",
    "改好评",
    "refund for",
    "pay you for a",
    "five stars if",
    "5 stars if",
    "good review if",
    "change your rating",
    "for a good rating",
];

/// Somebody seems to trade a rating for something.
pub(super) fn trades(text: &str) -> bool {
    let text = text.to_lowercase();
    TRADES.iter().any(|phrase| text.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_fills_in_the_scales_of_the_other() {
        let creators = Scales { quality: Some(5), communication: Some(4), timeliness: Some(3), brief_fit: Some(1), ..Scales::default() };
        let fields = |by, scales: &Scales| {
            let mut errors = FieldErrors::default();
            check(by, scales, &mut errors);
            errors.0.into_iter().map(|error| (error.field, error.code)).collect::<Vec<_>>()
        };
        assert_eq!(fields(Party::Merchant, &creators), []);
        assert_eq!(fields(Party::Creator, &creators).len(), 6);
        assert_eq!(fields(Party::Merchant, &Scales { quality: Some(6), ..creators }), [("scales.quality".to_owned(), "number")]);
        assert_eq!(mean(&Given { scales: creators, again: true, text: String::new() }), 325);
    }

    #[test]
    fn offers_for_a_rating_are_seen() {
        assert!(trades("五星好评返现10元") && trades("I give you 5 stars IF you refund"));
        assert!(!trades("Good work, paid on time."));
    }
}
