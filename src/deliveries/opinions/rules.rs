//! When a moderator may be asked, and who may answer.

use super::model::Opinion;
use crate::contracts::{Contract, Milestone, MilestoneState, rules::Access};
use crate::failure::{ACT_FORBIDDEN, Refusal, STATE_REFUSED};
use crate::sessions::Person;

/// The version was looked at already, or waits to be.
const ALREADY: Refusal = Refusal::conflict("opinion.already");

/// A version lies there, and no round of changes is left.
pub(super) fn check_asking(milestone: &Milestone, opinions: &[Opinion]) -> Result<(), Refusal> {
    if milestone.state != MilestoneState::Submitted || milestone.rounds_left > 0 {
        return Err(STATE_REFUSED);
    }
    let asked = opinions.iter().any(|opinion| opinion.milestone == milestone.id && opinion.version == milestone.times_submitted);
    if asked { Err(ALREADY) } else { Ok(()) }
}

/// Nobody looks at a deal in which he is a party.
pub(super) fn check_neutral(person: &Person, contract: &Contract) -> Result<(), Refusal> {
    let is_creator = person.creator.as_ref().is_some_and(|own| own.id == contract.creator);
    let is_agent = contract.agency.is_some_and(|split| person.is_member(split.agency));
    if is_creator || is_agent || person.is_member(contract.org) { Err(ACT_FORBIDDEN) } else { Ok(()) }
}

/// The reader may ask now.
pub(super) fn may_ask(milestone: &Milestone, access: Access, opinions: &[Opinion]) -> bool {
    access.works && access.party != crate::contracts::Party::Platform && check_asking(milestone, opinions).is_ok()
}
