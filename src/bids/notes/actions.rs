//! What members of the organisation do: star a bid, and write about it for themselves.

use super::model::Note;
use super::store;
use crate::audit::{self, Act};
use crate::bids::actions::{Access, see};
use crate::bids::model::Bid;
use crate::failure::{ACT_FORBIDDEN, Failure, VERSION_STALE};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BidId, BriefId};
use crate::sessions::Person;
use std::collections::HashMap;

/// The bid, for a member who may decide about it. The bidder, and who only reads, may not.
fn judged(conn: &mut Conn, person: &Person, id: BidId) -> Result<Bid, Failure> {
    match see(conn, person, id)? {
        (bid, _, Access::Member(true)) => Ok(bid),
        (_, _, Access::Member(false) | Access::Bidder | Access::Agent) => Err(ACT_FORBIDDEN.into()),
    }
}

/// The bid and what is kept about it, to be written on.
pub(super) fn writing(conn: &mut Conn, person: &Person, id: BidId) -> Result<(Bid, Note), Failure> {
    let bid = judged(conn, person, id)?;
    Ok((bid, store::find(conn, id)?.unwrap_or_default()))
}

/// What is kept about a bid, if this reader is one of those who keep it.
pub(in crate::bids) fn of(conn: &mut Conn, access: Access, id: BidId) -> Result<Option<Note>, Failure> {
    match access {
        Access::Bidder | Access::Agent => Ok(None),
        Access::Member(_) => Ok(Some(store::find(conn, id)?.unwrap_or_default())),
    }
}

/// What is kept about these bids, for a reader who was let in to all of them.
pub(in crate::bids) fn list_for(conn: &mut Conn, bids: &[Bid]) -> Result<HashMap<BidId, Note>, Failure> {
    let ids: Vec<BidId> = bids.iter().map(|bid| bid.id).collect();
    Ok(store::list(conn, &ids)?)
}

/// A bid gets a star, or loses it.
pub(super) fn star(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId, is_starred: bool) -> Result<BriefId, Failure> {
    let bid = judged(tx, person, id)?;
    store::add(tx, id, (person.id, act.at))?;
    store::set_star(tx, id, is_starred)?;
    audit::note(tx, act, if is_starred { "bid.starred" } else { "bid.unstarred" }, &id, "")?;
    Ok(bid.brief)
}

/// Words about a bid, in place of those that were seen.
pub(super) fn write(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, seen): (BidId, i64), text: &str) -> Result<BriefId, Failure> {
    let bid = judged(tx, person, id)?;
    store::add(tx, id, (person.id, act.at))?;
    if !store::rewrite(tx, (id, seen), text, (person.id, act.at))? {
        return Err(VERSION_STALE.into());
    }
    audit::note(tx, act, "bid.noted", &id, "")?;
    Ok(bid.brief)
}
