//! Who may see what, and what makes a request for changes.

use super::model::{Delivery, Pin, Wish};
use crate::contracts::{Contract, ContractState, Milestone, MilestoneState, Party};
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
        | MilestoneState::Settled
        | MilestoneState::Cancelled => false,
    }
}

/// Files may be sent to the deal: it runs, and some part of it still waits for work or for judgement.
#[must_use]
pub(crate) fn takes_files(contract: &Contract, milestones: &[Milestone]) -> bool {
    contract.state == ContractState::Active
        && milestones.iter().any(|milestone| takes_work(milestone.state) || milestone.state == MilestoneState::Submitted)
}

/// The creator was paid for it, so the originals are the merchant's.
#[must_use]
pub(crate) const fn is_unlocked(state: MilestoneState) -> bool {
    match state {
        MilestoneState::Approved | MilestoneState::Settled => true,
        MilestoneState::Planned
        | MilestoneState::Funded
        | MilestoneState::InProgress
        | MilestoneState::Submitted
        | MilestoneState::ChangesRequested
        | MilestoneState::Cancelled => false,
    }
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

/// How much of a file this side may see; none stands for not even that it is there. `delivered` are the states of the milestones that it was
/// handed in for.
#[must_use]
pub(crate) fn sight(party: Party, delivered: &[MilestoneState], has_copies: bool) -> Option<Sight> {
    match party {
        Party::Creator => Some(Sight::Original),
        Party::Merchant | Party::Platform if delivered.is_empty() => None,
        Party::Merchant | Party::Platform if delivered.iter().copied().any(is_unlocked) => Some(Sight::Original),
        Party::Merchant | Party::Platform => Some(if has_copies { Sight::Copies } else { Sight::Locked }),
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
        for state in MilestoneState::ALL {
            let paid = matches!(state, MilestoneState::Approved | MilestoneState::Settled);
            let picture = if paid { Sight::Original } else { Sight::Copies };
            let film = if paid { Sight::Original } else { Sight::Locked };
            assert_eq!(sight(Party::Merchant, &[*state], true), Some(picture), "{state}");
            assert_eq!(sight(Party::Merchant, &[*state], false), Some(film), "{state}");
            assert_eq!(sight(Party::Creator, &[*state], false), Some(Sight::Original), "{state}");
        }
        assert_eq!(sight(Party::Merchant, &[], true), None, "what was not handed in is the creator's own");
        assert_eq!(sight(Party::Merchant, &[MilestoneState::Cancelled, MilestoneState::Settled], false), Some(Sight::Original));
    }

    #[test]
    fn a_request_must_cite_the_agreement() {
        let wish = |check: Option<&str>| Wish { check: check.map(ToOwned::to_owned), pin: None, text: "brighter".to_owned() };
        assert_eq!(check_wishes(&[wish(None)]), Err(CHANGE_UNCITED));
        assert_eq!(check_wishes(&[]), Err(CHANGE_UNCITED));
        assert_eq!(check_wishes(&[wish(None), wish(Some("A1"))]), Ok(()));
    }
}
