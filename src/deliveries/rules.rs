//! Who may see what, and what makes a request for changes.

use super::model::{Delivery, Pin, Wish};
use crate::contracts::{Milestone, MilestoneState};
use crate::failure::Refusal;
use serde_json::Number;

/// Items of one version.
pub(crate) const MOST_ITEMS: usize = 50;
/// Bytes of all files of a deal: 1 GiB.
pub(crate) const MOST_BYTES: i64 = 1 << 30;

/// Nothing in the request cites the checklist: that is extra work, not a change.
pub(crate) const CHANGE_UNCITED: Refusal = Refusal::unprocessable("change.uncited");
/// The original is not the merchant's yet, and nothing smaller can be shown.
pub(crate) const FILE_LOCKED: Refusal = Refusal::forbidden("file.locked");

/// A version may be handed in now, or after the start that it implies.
#[must_use]
pub(crate) const fn takes_work(state: MilestoneState) -> bool {
    match state {
        MilestoneState::Funded | MilestoneState::InProgress | MilestoneState::ChangesRequested => true,
        MilestoneState::Planned
        | MilestoneState::Submitted
        | MilestoneState::Approved
        | MilestoneState::Disputed
        | MilestoneState::Settled
        | MilestoneState::Cancelled => false,
    }
}

/// Some part of the deal is disputed: who judges it looks at all that there is.
#[must_use]
pub(crate) fn is_disputed(milestones: &[Milestone]) -> bool {
    milestones.iter().any(|milestone| milestone.state == MilestoneState::Disputed)
}

/// How much of a file somebody may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The bytes as they were sent.
    Original,
    /// Only the copies of the picture.
    Copies,
    /// That it is there, and nothing more.
    Locked,
}

/// What was done with a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Use {
    /// Whoever asks sent it.
    pub is_own: bool,
    /// For each milestone that it was handed in for, whether the work is paid for.
    pub delivered: Vec<bool>,
    /// It was brought as evidence in a dispute, or came with a message.
    pub is_shown: bool,
}

/// How much of a file somebody may see who did not make it; none stands for not even that it is there. Evidence and what
/// came with a message are for both sides; work that is such a thing too stays as locked as it is.
#[must_use]
pub(crate) fn sight(used: &Use, has_copies: bool) -> Option<Sight> {
    match used.delivered.as_slice() {
        _ if used.is_own => Some(Sight::Original),
        [] => used.is_shown.then_some(Sight::Original),
        paid if paid.contains(&true) => Some(Sight::Original),
        _ => Some(if has_copies { Sight::Copies } else { Sight::Locked }),
    }
}

/// At least one wish cites what was agreed, or points at a place in the work.
pub(crate) fn check_wishes(wishes: &[Wish]) -> Result<(), Refusal> {
    if wishes.iter().any(|wish| wish.check.is_some() || wish.pin.is_some()) { Ok(()) } else { Err(CHANGE_UNCITED) }
}

/// The pin stands in a file of the version that was looked at, and nowhere before its beginning.
#[must_use]
pub(crate) fn stands_in(pin: &Pin, seen: &Delivery) -> bool {
    let inside = |number: &Option<Number>| number.as_ref().is_none_or(|number| number.as_f64().is_some_and(|number| number >= 0.0));
    [&pin.x, &pin.y, &pin.second].into_iter().all(inside) && seen.files().iter().any(|file| file.id == pin.file_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    #[test]
    fn originals_are_the_merchants_once_the_creator_is_paid() {
        let used = |delivered: &[bool], is_shown| Use { is_own: false, delivered: delivered.to_vec(), is_shown };
        assert_eq!(sight(&used(&[true], false), true), Some(Sight::Original));
        assert_eq!((sight(&used(&[false], false), true), sight(&used(&[false], false), false)), (Some(Sight::Copies), Some(Sight::Locked)));
        assert_eq!(sight(&used(&[false], true), false), Some(Sight::Locked), "work that is evidence stays locked");
        assert_eq!((sight(&used(&[], false), true), sight(&used(&[], true), true)), (None, Some(Sight::Original)));
        assert_eq!(sight(&Use { is_own: true, ..used(&[false], false) }, false), Some(Sight::Original));
        assert_eq!(sight(&used(&[false, true], false), false), Some(Sight::Original));
        for state in MilestoneState::ALL {
            let paid = matches!(state, MilestoneState::Approved | MilestoneState::Settled);
            assert_eq!(crate::contracts::is_unlocked(*state, None, false), paid, "{state}");
        }
        let (disputed, settled) = (MilestoneState::Disputed, MilestoneState::Settled);
        assert!(crate::contracts::is_unlocked(disputed, Some(MilestoneState::Approved), false));
        assert!(!crate::contracts::is_unlocked(disputed, Some(MilestoneState::Submitted), false));
        assert!(!crate::contracts::is_unlocked(settled, None, true), "a ruling left the creator less than half");
    }

    #[test]
    fn a_request_must_cite_the_agreement() {
        let wish = |check: Option<&str>| Wish { check: check.map(ToOwned::to_owned), pin: None, text: "brighter".to_owned() };
        assert_eq!(check_wishes(&[wish(None)]), Err(CHANGE_UNCITED));
        assert_eq!(check_wishes(&[]), Err(CHANGE_UNCITED));
        assert_eq!(check_wishes(&[wish(None), wish(Some("A1"))]), Ok(()));
    }
}
