//! The merchant's payment was taken back for good: what nothing was delivered for ends, and what was left without accepted work is taken back.

use super::happen::{Deed, happen_and_end};
use crate::audit::Act;
use crate::clocks::{self, ClockKind, NewClock};
use crate::contracts::model::{Contract, Event, Milestone, MilestoneState, Party};
use crate::contracts::rules::{Matter, Refund};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::Minor;

/// The remark in the history of a milestone that ends so.
const NOTE: &str = "chargeback_lost";

/// A funded milestone for which nothing was delivered ends as if the merchant had cancelled it: who takes the money back does not want the work.
/// Price and fee go back to the wallet (M9). Anything else is left as it is.
pub fn call_off(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone) -> Result<(), Failure> {
    let deed = match (milestone.state, milestone.times_submitted) {
        (MilestoneState::Funded, _) => {
            Deed { event: Event::Cancelled, by: Party::Merchant, matter: Matter::Back(Refund::Whole), note: NOTE }
        }
        (MilestoneState::InProgress, 0) => {
            Deed { event: Event::CancelAgreed, by: Party::Platform, matter: Matter::Back(Refund::Whole), note: NOTE }
        }
        (_, _) => return Ok(()),
    };
    happen_and_end(tx, act, contract, milestone, &deed)?;
    Ok(())
}

/// Of what a cancellation left to the creator and still clears, at most so much is taken back: the rest clears as it would have. Returns how much
/// may leave `pending`.
pub fn recall(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, most: Minor) -> Result<Minor, Failure> {
    let subject = milestone.id.to_string();
    let running = clocks::list_of_milestone(tx, milestone.id)?;
    let clock = running.into_iter().find(|clock| clock.kind == ClockKind::Clearance && clock.subject == subject);
    let Some((clock, money)) = clock.and_then(|clock| clock.money.map(|money| (clock, money))) else { return Ok(Minor::ZERO) };
    if milestone.state != MilestoneState::Cancelled {
        return Ok(Minor::ZERO);
    }
    let back = most.min(money.amount);
    clocks::stop(tx, act.at, ClockKind::Clearance, &subject)?;
    let rest = money.amount.minus(back)?;
    if rest.is_positive() {
        let again = NewClock {
            kind: ClockKind::Clearance,
            subject,
            brief: None,
            contract: Some(contract.id),
            milestone: Some(milestone.id),
            due: clock.due_at.max(act.at),
            money: Some(contract.money(rest)),
        };
        clocks::start(tx, act.at, &again)?;
    }
    Ok(back)
}
