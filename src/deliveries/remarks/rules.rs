//! Who may remark, and when.

use super::model::{Place, Remark};
use crate::contracts::{Milestone, MilestoneState, Party};
use crate::deliveries::model::{Delivery, Matter, Pin};
use crate::failure::{ACT_FORBIDDEN, Refusal, STATE_REFUSED};
use crate::platform::sniff::Medium;
use serde_json::Number;

/// Remarks of one milestone.
pub(super) const MOST: usize = 200;
/// Answers under one remark.
pub(super) const MOST_REPLIES: usize = 50;

/// Too much was said already.
pub(super) const FULL: Refusal = Refusal::conflict("remark.full");

/// While the work is looked at or mended.
pub(super) const fn check_open(milestone: &Milestone) -> Result<(), Refusal> {
    if takes(milestone.state) { Ok(()) } else { Err(STATE_REFUSED) }
}

/// The work is looked at or mended in this state.
pub(super) const fn takes(state: MilestoneState) -> bool {
    matches!(state, MilestoneState::Submitted | MilestoneState::ChangesRequested)
}

/// Only the side that made a remark says whether it is done.
pub(super) fn check_resolver(remark: &Remark, party: Party) -> Result<(), Refusal> {
    if remark.party == party { Ok(()) } else { Err(ACT_FORBIDDEN) }
}

/// The item is in the version, and has such places.
pub(super) fn stands_in(version: &Delivery, position: i32, place: Place) -> bool {
    let item = usize::try_from(position).ok().and_then(|position| version.items.get(position));
    item.is_some_and(|item| {
        let medium = match &item.matter {
            Matter::File(file) => Some(file.media.medium()),
            Matter::Link(_) => None,
        };
        match place {
            Place::Spot { .. } => medium == Some(Medium::Picture),
            // Behind a link there may be a film.
            Place::Second(_) => matches!(medium, Some(Medium::Film | Medium::Sound) | None),
            Place::Whole => true,
        }
    })
}

/// The place as a request for changes names it: in the version that is looked at, the file at the item where the remark stands. None where no
/// file stands there any more.
pub(super) fn pin(remark: &Remark, seen: &Delivery) -> Option<Pin> {
    let item = usize::try_from(remark.position).ok().and_then(|position| seen.items.get(position))?;
    let file_id = match &item.matter {
        Matter::File(file) => file.id,
        Matter::Link(_) => return None,
    };
    let whole = Pin { file_id, x: None, y: None, second: None };
    Some(match remark.place {
        Place::Spot { x, y } => Pin { x: thousandths(x), y: thousandths(y), ..whole },
        Place::Second(second) => Pin { second: Some(Number::from(second)), ..whole },
        Place::Whole => whole,
    })
}

/// `312` is `0.312`.
fn thousandths(of: i32) -> Option<Number> {
    format!("{}.{:03}", of / 1_000, of % 1_000).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    #[test]
    fn places_are_parts_of_one() {
        assert_eq!(thousandths(312).unwrap().as_f64(), Some(0.312));
        assert_eq!((thousandths(0).unwrap().as_f64(), thousandths(1_000).unwrap().as_f64()), (Some(0.0), Some(1.0)));
    }

    #[test]
    fn remarks_are_made_while_the_work_is_looked_at_or_mended() {
        let open: Vec<&str> = MilestoneState::ALL.iter().filter(|state| takes(**state)).map(|state| state.word()).collect();
        assert_eq!(open, ["submitted", "changes_requested"]);
    }
}
