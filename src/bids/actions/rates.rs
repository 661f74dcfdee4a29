//! What the platform takes of what is offered on a brief.

use crate::briefs::Brief;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::Instant;
use crate::primitives::id::CreatorId;
use crate::tiers::{self, RateCard, Rates};

/// The rates for a deal on this brief with this creator: those at which its money was set aside, or else today's by the creator's tier. What is quoted and
/// what is agreed come from here.
pub fn rates(conn: &mut Conn, card: &RateCard, (brief, creator): (&Brief, CreatorId), now: Instant) -> Result<Rates, Failure> {
    brief.fund.rates.map_or_else(|| tiers::rates(conn, card, creator, now), Ok)
}
