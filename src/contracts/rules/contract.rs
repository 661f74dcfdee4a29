//! When a contract ends, and the refusals of its acts.

use super::super::model::{ContractState, MilestoneState};
use crate::failure::Refusal;

/// The amount that was seen is not what would leave escrow now.
pub const AMOUNT_CHANGED: Refusal = Refusal::conflict("amount.changed");
/// The payment provider and the books do not agree on the deal: its money stays where it is.
pub const FROZEN: Refusal = Refusal::conflict("contract.frozen");
/// One request for cancellation is open already.
pub const CANCEL_OPEN: Refusal = Refusal::conflict("cancel.open");

/// How a contract ends by the states of all its milestones: completed if one was settled, cancelled if none was, not yet while one lives.
#[must_use]
pub fn ending(milestones: &[MilestoneState]) -> Option<ContractState> {
    if milestones.is_empty() || !milestones.iter().all(|state| state.is_terminal()) {
        None
    } else if milestones.contains(&MilestoneState::Settled) {
        Some(ContractState::Completed)
    } else {
        Some(ContractState::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_ends_with_its_last_milestone() {
        use MilestoneState as S;
        assert_eq!(ending(&[S::Settled, S::Approved]), None);
        assert_eq!(ending(&[S::Settled, S::Cancelled]), Some(ContractState::Completed));
        assert_eq!(ending(&[S::Cancelled, S::Cancelled]), Some(ContractState::Cancelled));
        assert_eq!(ending(&[S::Planned, S::Cancelled]), None);
    }
}
