//! What programs and open pages of the two sides hear of a dispute: never what is sealed, and a ruling only when it counts.

use super::happen::Case;
use crate::audit::Act;
use crate::disputes::model::{Dispute, DisputeReason, DisputeState};
use crate::events::{self, Concerns, EventType};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::{ContractId, CreatorId, DisputeId, MilestoneId, OrgId};
use crate::primitives::{Minor, Money};
use serde::Serialize;

/// What a program is told of a dispute.
#[derive(Serialize)]
struct DisputeFact {
    dispute_id: DisputeId,
    milestone_id: MilestoneId,
    contract_id: ContractId,
    org_id: OrgId,
    creator_id: CreatorId,
    state: DisputeState,
    amount: Money,
    reason_code: DisputeReason,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_creator: Option<Money>,
}

fn concerns(case: &Case) -> Concerns {
    Concerns::both(case.contract.org, case.contract.creator, &case.contract.id)
}

/// Opened, ruled with a second admin's word, or ended.
pub(super) fn trace(tx: &mut Tx<'_>, act: &Act, kind: EventType, case: &Case, now: (&Dispute, Option<Minor>)) -> Result<(), Failure> {
    let (dispute, to_creator) = now;
    let fact = DisputeFact {
        dispute_id: dispute.id,
        milestone_id: dispute.milestone,
        contract_id: dispute.contract,
        org_id: case.contract.org,
        creator_id: case.contract.creator,
        state: dispute.state,
        amount: case.contract.money(dispute.amount),
        reason_code: dispute.reason,
        to_creator: to_creator.map(|amount| case.contract.money(amount)),
    };
    events::record(tx, act, kind, concerns(case), &fact)
}

/// Something was said or done in it.
pub(super) fn changed(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    events::show(tx, act, concerns(case))
}
