//! What programs and open pages hear of a deal.

use crate::audit::Act;
use crate::bids::Bid;
use crate::contracts::model::{Contract, ContractState, Event, Milestone, MilestoneState};
use crate::events::{self, Concerns, EventType};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::Money;
use crate::primitives::id::{BidId, BriefId, ContractId, CreatorId, MilestoneId, OrgId};
use serde::Serialize;

/// What a program is told of a milestone.
#[derive(Serialize)]
struct MilestoneFact<'a> {
    milestone_id: MilestoneId,
    contract_id: ContractId,
    brief_id: BriefId,
    org_id: OrgId,
    creator_id: CreatorId,
    title: &'a str,
    state: MilestoneState,
    version: i64,
    price: Money,
    /// How often work was handed in: the version of the latest delivery.
    delivery_version: i32,
}

/// What a program is told of money that is held for a deal.
#[derive(Serialize)]
struct FundedFact<'a> {
    contract_id: ContractId,
    brief_id: BriefId,
    org_id: OrgId,
    creator_id: CreatorId,
    state: ContractState,
    version: i64,
    price: Money,
    milestone_ids: &'a [MilestoneId],
}

/// What a program is told of a bid that was taken.
#[derive(Serialize)]
struct AwardFact {
    bid_id: BidId,
    brief_id: BriefId,
    contract_id: ContractId,
    org_id: OrgId,
    creator_id: CreatorId,
    price: Money,
}

fn concerns(contract: &Contract) -> Concerns {
    Concerns::both(contract.org, contract.creator, &contract.id)
}

/// Something happened to a milestone.
pub(super) fn happened(tx: &mut Tx<'_>, act: &Act, contract: &Contract, after: &Milestone, event: Event) -> Result<(), Failure> {
    let kind = match event {
        Event::Started => EventType::MilestoneStarted,
        Event::Submitted => EventType::MilestoneSubmitted,
        Event::ChangesRequested => EventType::MilestoneChangesRequested,
        Event::Approved | Event::ReviewTimedOut | Event::Won => EventType::MilestoneApproved,
        Event::Settled | Event::Defaulted | Event::RulingExecuted | Event::Cleared => EventType::MilestoneSettled,
        Event::Dropped
        | Event::Cancelled
        | Event::CancelledLate
        | Event::CancelAgreed
        | Event::CancelledByCreator
        | Event::Stale
        | Event::Unstarted
        | Event::Stopped => EventType::MilestoneCancelled,
        // The funding of all of them is told once; what a dispute does, the dispute tells.
        Event::Funded | Event::DisputeOpened | Event::Withdrawn => return changed(tx, act, contract),
    };
    let fact = MilestoneFact {
        milestone_id: after.id,
        contract_id: contract.id,
        brief_id: contract.brief,
        org_id: contract.org,
        creator_id: contract.creator,
        title: &after.title,
        state: after.state,
        version: after.version,
        price: contract.money(after.price),
        delivery_version: after.times_submitted,
    };
    events::record(tx, act, kind, concerns(contract), &fact)
}

/// Price and fee of these milestones are held.
pub(super) fn funded(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestones: &[MilestoneId]) -> Result<(), Failure> {
    let fact = FundedFact {
        contract_id: contract.id,
        brief_id: contract.brief,
        org_id: contract.org,
        creator_id: contract.creator,
        state: contract.state,
        version: contract.version,
        price: contract.money(contract.price),
        milestone_ids: milestones,
    };
    events::record(tx, act, EventType::ContractFunded, concerns(contract), &fact)
}

/// A bid became this contract.
pub(super) fn awarded(tx: &mut Tx<'_>, act: &Act, contract: &Contract, bid: &Bid) -> Result<(), Failure> {
    let fact = AwardFact {
        bid_id: bid.id,
        brief_id: contract.brief,
        contract_id: contract.id,
        org_id: contract.org,
        creator_id: contract.creator,
        price: bid.price(),
    };
    events::record(tx, act, EventType::BidAwarded, Concerns { subject: contract.brief.to_string(), ..concerns(contract) }, &fact)
}

/// Something on the deal's page changed that no program is told of.
pub(super) fn changed(tx: &mut Tx<'_>, act: &Act, contract: &Contract) -> Result<(), Failure> {
    events::show(tx, act, concerns(contract))
}
