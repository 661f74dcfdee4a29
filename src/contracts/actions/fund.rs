//! Money is held: the merchant paid, or his wallet covered it.

use super::happen::{Deed, happen};
use super::trace;
use crate::audit::{self, Act};
use crate::briefs::{self, Brief};
use crate::clocks::{self, ClockKind};
use crate::contracts::model::{ContractState, Event, MilestoneState, Party};
use crate::contracts::rules::Matter;
use crate::contracts::store;
use crate::failure::{Failure, STATE_REFUSED};
use crate::notices;
use crate::platform::db::Tx;
use crate::primitives::Minor;
use crate::primitives::id::{ContractId, MilestoneId};

/// What is set aside for the brief funds all of a new contract, at once. Refusal: `brief.pool_short`.
pub(super) fn hire(tx: &mut Tx<'_>, act: &Act, id: ContractId, brief: &Brief) -> Result<(), Failure> {
    let parts = store::list_milestones(tx, id)?;
    let price = Minor::sum(parts.iter().map(|part| part.price))?;
    let fee = Minor::sum(parts.iter().map(|part| part.merchant_fee))?;
    // Many fees rounded down leave a little of what was set aside for them: it pays no price.
    if briefs::left(tx, brief)?.is_none_or(|left| left.amount < price || left.merchant_fee < fee) {
        return Err(briefs::POOL_SHORT.into());
    }
    fund_from(tx, act, id, &[], Matter::Aside)
}

/// Holds price and fee of these milestones from the merchant's wallet; none named stands for all that are planned. All of them or none: one that is
/// not planned refuses all, and so does a wallet that does not cover them. Whoever calls has seen to it that the money may be moved.
pub fn fund(tx: &mut Tx<'_>, act: &Act, id: ContractId, named: &[MilestoneId]) -> Result<(), Failure> {
    fund_from(tx, act, id, named, Matter::Plain)
}

fn fund_from(tx: &mut Tx<'_>, act: &Act, id: ContractId, named: &[MilestoneId], matter: Matter) -> Result<(), Failure> {
    let contract = store::get(tx, id)?;
    let all = store::list_milestones(tx, id)?;
    if named.iter().any(|id| !all.iter().any(|milestone| milestone.id == *id)) {
        return Err(Failure::NotFound);
    }
    let planned = |state| state == MilestoneState::Planned;
    let chosen: Vec<_> = if named.is_empty() {
        all.into_iter().filter(|milestone| planned(milestone.state)).collect()
    } else {
        all.into_iter().filter(|milestone| named.contains(&milestone.id)).collect()
    };
    if contract.state.is_terminal() || chosen.is_empty() || !chosen.iter().all(|milestone| planned(milestone.state)) {
        return Err(STATE_REFUSED.into());
    }
    for milestone in &chosen {
        happen(tx, act, &contract, milestone, &Deed { matter, ..Deed::of(Event::Funded, Party::Platform) })?;
    }
    if contract.state == ContractState::PendingFunding {
        store::advance_contract(tx, &contract, ContractState::Active, None)?;
        clocks::stop(tx, act.at, ClockKind::Funding, &id.to_string())?;
        audit::note(tx, act, "contract.active", &id, "")?;
    }
    let funded: Vec<MilestoneId> = chosen.iter().map(|milestone| milestone.id).collect();
    let held = store::get(tx, id)?;
    trace::funded(tx, act, &held, &funded)?;
    notices::settle(tx, act, &id.to_string())
}
