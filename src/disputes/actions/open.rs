//! Opening a dispute, and taking it back.

use super::happen::{Case, Deed, happen, side, write};
use super::{dossier, tell, trace};
use crate::audit::Act;
use crate::clocks;
use crate::contracts::{self, Contested, Event, MilestoneState, rules::in_currency};
use crate::disputes::model::{Both, By, Dispute, DisputeEvent, DisputeReason, DisputeState, Stage};
use crate::disputes::{rules, store};
use crate::events::EventType;
use crate::failure::{Failure, FieldErrors};
use crate::platform::db::Tx;
use crate::primitives::id::{DisputeId, MilestoneId};
use crate::primitives::{Minor, Money};
use crate::sessions::Person;

/// What somebody says who opens a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What is contested.
    pub amount: Money,
    /// Why.
    pub reason: DisputeReason,
    /// What happened.
    pub statement: String,
}

/// Opens a dispute: the contested amount is frozen, the rest is the creator's at once, the clocks of the work stop. Refusals: `act.forbidden`,
/// `state.refused`, `money.currency`.
pub fn open_dispute(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, opening: &Opening) -> Result<DisputeId, Failure> {
    let (contract, milestone, party) = contracts::acting_for(tx, person, id, Event::DisputeOpened)?;
    let most = milestone.contestable();
    let named = in_currency(contract.currency, opening.amount)?;
    contracts::rules::after(&milestone, Event::DisputeOpened, party, &contracts::clockwork(tx, &contract, act.at)?)?;
    let least = if milestone.state == MilestoneState::InProgress { most } else { Minor(1) };
    if named < least || named > most {
        let bound = |amount| contract.money(amount).plain();
        let mut errors = FieldErrors::default();
        errors.add_with("amount", "price-bounds", vec![("min", bound(least)), ("max", bound(most))]);
        return Err(Failure::Invalid(errors));
    }
    let dispute = Dispute {
        id: DisputeId::random(),
        milestone: id,
        contract: contract.id,
        state: DisputeState::Opened,
        version: 1,
        amount: named,
        reason: opening.reason,
        opened_by: person.id,
        opened_party: party,
        opened_at: act.at,
        extended: false,
        wants_mediation: Both::default(),
        rests: Both::default(),
        accepts: Both::default(),
        evidence_until: None,
        arbiter: None,
        to_creator: None,
        ended_at: None,
    };
    let (_, access) = contracts::see_contract(tx, person, contract.id)?;
    let case = Case { dispute, contract, milestone, access };
    begin(tx, act, &case, &opening.statement)?;
    Ok(case.dispute.id)
}

fn begin(tx: &mut Tx<'_>, act: &Act, case: &Case, statement: &str) -> Result<(), Failure> {
    let dispute = &case.dispute;
    store::insert(tx, dispute)?;
    write(tx, act, case, Deed { body: statement.to_owned(), ..Deed::of(DisputeEvent::Opened, By::Opener) })?;
    // The clocks of the work stand in the list before they are stopped.
    dossier::put_together(tx, act, case, Stage::Opened)?;
    let contested = Contested { dispute: dispute.id, amount: dispute.amount, to_creator: Minor::ZERO };
    contracts::contest(tx, act, (&case.contract, &case.milestone), dispute.opened_party, contested)?;
    for clock in rules::wanted(&case.contract, dispute, act.at) {
        clocks::start(tx, act.at, &clock)?;
    }
    trace::trace(tx, act, EventType::DisputeOpened, case, (dispute, None))?;
    tell::opened(tx, act, case, act.at.plus_hours(24 * rules::ANSWER_DAYS))
}

/// Whoever opened it takes it back: the money is held again as before, and the clocks of the work go on where they stood still.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Withdrawn)?;
    let by = case.by();
    happen(tx, act, &case, Deed::of(DisputeEvent::Withdrawn, by), |_| {})?;
    let contested = Contested { dispute: id, amount: case.dispute.amount, to_creator: Minor::ZERO };
    contracts::uncontest(tx, act, (&case.contract, &case.milestone), case.access.party, contested)?;
    tell::withdrawn(tx, act, &case)
}
