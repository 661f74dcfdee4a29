//! Who of several creators has a bid on a brief.

use crate::bids::model::BidState;
use crate::bids::store::LIVE;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError};
use crate::primitives::id::{BidId, BriefId, CreatorId};
use crate::schema::bids;
use diesel::prelude::*;
use std::collections::HashMap;

/// The bids of these creators that live or were accepted.
pub(super) fn list_standing(conn: &mut Conn, brief: BriefId, creators: &[CreatorId]) -> Result<HashMap<CreatorId, BidId>, DbError> {
    let own = bids::table.filter(bids::brief_id.eq(brief)).filter(bids::creator_id.among(creators));
    let standing = own.filter(bids::state.eq_any(LIVE).or(bids::state.eq(BidState::Accepted))).order(bids::id);
    Ok(standing.select((bids::creator_id, bids::id)).at_most(1_000).load(conn)?.into_iter().collect())
}
