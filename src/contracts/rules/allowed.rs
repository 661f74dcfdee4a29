//! What a person may do now: the buttons and `allowed`, from the same rules that refuse.

use super::super::model::{Contract, ContractState, Event, Milestone, MilestoneState, Party, Verb};
use super::{Clockwork, after};
use crate::agencies::Proxy;
use crate::primitives::Choice as _;

/// What a person is in a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// His side. Whoever is on both counts as the creator, so that nobody approves his own work.
    pub party: Party,
    /// May decide for his side: the creator himself, members that may work.
    pub works: bool,
    /// May move his side's money: members that may fund.
    pub funds: bool,
    /// Somebody of the agency through which the creator bid: he reads what the creator reads, but for secrets, and at most writes to the other side.
    pub proxy: Option<Proxy>,
}

impl Access {
    /// Somebody who looks on, from a side or from none, and decides nothing.
    #[must_use]
    pub const fn onlooker(party: Party) -> Self {
        Self { party, works: false, funds: false, proxy: None }
    }

    /// The side whose sealed words he may open.
    #[must_use]
    pub const fn opens(&self) -> Option<Party> {
        if self.proxy.is_none() { Some(self.party) } else { None }
    }
}

/// What may be done to the milestone now. `open_request` is whether a request for cancellation waits for its answer.
#[must_use]
pub fn allowed(contract: &Contract, milestone: &Milestone, access: Access, work: &Clockwork, open_request: bool) -> Vec<Verb> {
    let can = |event| access.works && after(milestone, event, access.party, work).is_ok();
    let merchant = access.party == Party::Merchant;
    let funding = matches!(contract.state, ContractState::PendingFunding | ContractState::Active);
    let may_ask = merchant && access.works && !open_request && asks(milestone.state);
    let verbs = [
        (Verb::Fund, merchant && access.funds && funding && milestone.state == MilestoneState::Planned),
        (Verb::Drop, can(Event::Dropped)),
        (Verb::Start, can(Event::Started)),
        (Verb::Deliver, can(Event::Submitted) || can(Event::Started)),
        (Verb::Approve, can(Event::Approved)),
        (Verb::RequestChanges, can(Event::ChangesRequested)),
        (Verb::CancelLate, can(Event::CancelledLate)),
        (Verb::Cancel, can(Event::Cancelled) || can(Event::CancelledByCreator) || may_ask),
        (Verb::OpenDispute, can(Event::DisputeOpened)),
    ];
    verbs.into_iter().filter_map(|(verb, may)| may.then_some(verb)).collect()
}

/// What may be done in the deal now: what may be done to any of its milestones.
#[must_use]
pub fn allowed_in(milestones: &[Vec<Verb>]) -> Vec<Verb> {
    Verb::ALL.iter().copied().filter(|verb| milestones.iter().any(|allowed| allowed.contains(verb))).collect()
}

/// The merchant must ask the creator before a milestone in this state is cancelled.
pub(super) const fn asks(state: MilestoneState) -> bool {
    matches!(state, MilestoneState::InProgress | MilestoneState::Submitted | MilestoneState::ChangesRequested)
}

/// How a cancellation goes in this state for this side: by an event at once, or by asking.
#[must_use]
pub fn cancelling(milestone: &Milestone, party: Party, work: &Clockwork) -> Option<Cancelling> {
    [Event::Dropped, Event::Cancelled, Event::CancelledByCreator, Event::CancelledLate]
        .into_iter()
        .find(|event| after(milestone, *event, party, work).is_ok())
        .map(Cancelling::AtOnce)
        .or_else(|| (party == Party::Merchant && asks(milestone.state)).then_some(Cancelling::Ask))
}

/// How a cancellation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancelling {
    /// At once, with all of the price going back.
    AtOnce(Event),
    /// The other side is asked.
    Ask,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::rules::test_values::{contract, milestone, work};

    #[test]
    fn the_buttons_of_each_side_in_each_state() {
        let mut lines = Vec::new();
        for state in MilestoneState::ALL {
            for (name, party, works, funds) in [
                ("owner", Party::Merchant, true, true),
                ("editor", Party::Merchant, true, false),
                ("finance", Party::Merchant, false, true),
                ("viewer", Party::Merchant, false, false),
                ("creator", Party::Creator, true, false),
            ] {
                let verbs = allowed(&contract(), &milestone(*state), Access { party, works, funds, proxy: None }, &work(0), false);
                let words: Vec<&str> = verbs.iter().map(|verb| verb.word()).collect();
                lines.push(format!("{:<18} {name:<8} {}", state.word(), words.join(", ")));
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }
}
