//! What programs and open pages of the bidder and of the brief's organisation hear of a bid. Nobody else does.

use super::model::{Bid, BidState};
use crate::audit::Act;
use crate::events::{self, Concerns, EventType};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::Money;
use crate::primitives::id::{BidId, BriefId, CreatorId, OrgId};
use serde::Serialize;

/// What a program is told of a bid.
#[derive(Serialize)]
struct BidFact {
    bid_id: BidId,
    brief_id: BriefId,
    org_id: OrgId,
    creator_id: CreatorId,
    state: BidState,
    version: i64,
    price: Money,
    days: i32,
}

/// A bid was placed or taken back.
pub(super) fn trace(tx: &mut Tx<'_>, act: &Act, (kind, state): (EventType, BidState), org: OrgId, bid: &Bid) -> Result<(), Failure> {
    let fact = BidFact {
        bid_id: bid.id,
        brief_id: bid.brief,
        org_id: org,
        creator_id: bid.creator,
        state,
        version: bid.version,
        price: bid.price(),
        days: bid.offer.days,
    };
    events::record(tx, act, kind, Concerns::both(org, bid.creator, &bid.brief), &fact)
}
