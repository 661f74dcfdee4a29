//! What programs and open pages of a creator or an agency hear of payouts.

use crate::audit::Act;
use crate::events::{self, Concerns, EventType};
use crate::failure::Failure;
use crate::ledger::Payee;
use crate::payouts::model::{Payout, PayoutState};
use crate::payouts::store;
use crate::platform::db::Tx;
use crate::primitives::Money;
use crate::primitives::id::{CreatorId, OrgId, PayoutId};
use serde::Serialize;

/// What a program is told of a payout.
#[derive(Serialize)]
struct PayoutFact {
    payout_id: PayoutId,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator_id: Option<CreatorId>,
    /// The agency, if it is one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    org_id: Option<OrgId>,
    state: PayoutState,
    amount: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_code: Option<String>,
}

/// A payout arrived, failed, or came back.
pub(super) fn trace(tx: &mut Tx<'_>, act: &Act, kind: EventType, before: &Payout) -> Result<(), Failure> {
    let payout = store::find(tx, before.id)?.ok_or_else(|| Failure::Bug("a payout that is gone".to_owned()))?;
    let fact = PayoutFact {
        payout_id: payout.id,
        creator_id: payout.payee.creator(),
        org_id: payout.payee.org(),
        state: payout.state,
        amount: payout.money,
        failure_code: payout.failure_code.clone(),
    };
    let concerns = match payout.payee {
        Payee::Creator(creator) => Concerns::creator(creator, &payout.id),
        Payee::Agency(org) => Concerns::org(org, &payout.id),
    };
    events::record(tx, act, kind, concerns, &fact)
}
