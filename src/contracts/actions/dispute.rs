//! What disputes do to a milestone. Whether they may is decided by their own noun, which calls these in the same transaction.

use super::happen::{Deed, happen, happen_and_end};
use crate::audit::Act;
use crate::contracts::model::{Contested, Contract, Event, Milestone, Party};
use crate::contracts::rules::Matter;
use crate::contracts::store::LOST;
use crate::failure::Failure;
use crate::platform::db::Tx;

/// The contested amount is frozen and the clocks of the work stop; what is not contested is the creator's at once (M12 and M3, or M12b).
pub fn contest(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, milestone): (&Contract, &Milestone),
    by: Party,
    contested: Contested,
) -> Result<Milestone, Failure> {
    happen(tx, act, contract, milestone, &Deed { matter: Matter::Over(contested), ..Deed::of(Event::DisputeOpened, by) })
}

/// The milestone stands again where it stood, and its clocks go on (M12r).
pub fn uncontest(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, milestone): (&Contract, &Milestone),
    by: Party,
    contested: Contested,
) -> Result<Milestone, Failure> {
    happen(tx, act, contract, milestone, &Deed { matter: Matter::Over(contested), ..Deed::of(Event::Withdrawn, by) })
}

/// The contested amount is divided (M13): by agreement, by silence, or by a ruling.
pub fn divide(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, milestone): (&Contract, &Milestone),
    event: Event,
    contested: Contested,
) -> Result<Milestone, Failure> {
    let lost = event == Event::RulingExecuted && contested.is_lost();
    let deed = Deed { event, by: Party::Platform, matter: Matter::Over(contested), note: if lost { LOST } else { "" } };
    happen_and_end(tx, act, contract, milestone, &deed)
}
