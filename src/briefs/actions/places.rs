//! The places of a brief: taken by a contract, freed by one that came to nothing, and what becomes of a brief without any left.

use super::{give_back, refused, tell_merchant};
use crate::audit::{self, Act};
use crate::briefs::model::{Brief, BriefState};
use crate::briefs::rules::{self, Event, Party};
use crate::briefs::store;
use crate::briefs::trace::trace;
use crate::clocks;
use crate::events::EventType;
use crate::failure::{Failure, STATE_REFUSED};
use crate::notices::{self, NoticeKind};
use crate::platform::db::Tx;
use crate::primitives::id::{BidId, BriefId};

/// A contract on the brief as it was seen takes a place; `true` if it was the last and the brief is filled now. The database compares, so racing
/// awards cannot overfill, and a contract is never made on words that changed meanwhile.
pub fn take_place(tx: &mut Tx<'_>, act: &Act, seen: &Brief) -> Result<bool, Failure> {
    let id = seen.id;
    if !store::take_place(tx, seen)? {
        return Err(refused(tx, seen, |brief| if brief.state.takes_awards() { rules::NO_PLACE } else { STATE_REFUSED }));
    }
    let brief = store::get(tx, id)?;
    if brief.places_left() > 0 {
        return Ok(false);
    }
    fill(tx, act, &brief)?;
    Ok(true)
}

fn fill(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    let id = brief.id;
    let next = rules::after(brief, Event::PlacesFilled, Party::Platform)?;
    store::advance(tx, brief, next, brief)?;
    clocks::stop_all(tx, act.at, &id.to_string())?;
    audit::note(tx, &Act::platform(act.at, act.request.clone()), "brief.filled", &id, "")?;
    notices::settle(tx, act, &id.to_string())?;
    tell_merchant(tx, act, brief, NoticeKind::BriefFilled)
}

/// An open brief that now wants no more creators than have a contract is filled by that; `true` if so. Its live bids end by `bids`' own sweep.
pub(super) fn fill_if_full(tx: &mut Tx<'_>, act: &Act, id: BriefId) -> Result<bool, Failure> {
    let brief = store::get(tx, id)?;
    if brief.places_left() > 0 {
        return Ok(false);
    }
    fill(tx, act, &brief)?;
    close_when_done(tx, act, id)?;
    Ok(true)
}

/// A contract on a live show takes its time. Refusal: `brief.time_taken`.
pub fn take_time(tx: &mut Tx<'_>, brief: &Brief, no: i32, bid: BidId) -> Result<(), Failure> {
    if store::take_time(tx, brief.id, no, bid)? { Ok(()) } else { Err(rules::details::TIME_TAKEN.into()) }
}

/// A contract came to nothing before it was funded: its place is free, and its time. A brief that was filled stays filled, its bidders were sent home.
pub fn free_place(tx: &mut Tx<'_>, act: &Act, id: BriefId, bid: BidId) -> Result<(), Failure> {
    store::free_time(tx, bid)?;
    if store::free_place(tx, id)? {
        audit::note(tx, act, "brief.place_freed", &id, "")?;
    }
    Ok(())
}

/// Closes a filled brief once none of its contracts runs. Called after each contract that ends; does nothing until the last.
pub fn close_when_done(tx: &mut Tx<'_>, act: &Act, id: BriefId) -> Result<(), Failure> {
    let brief = store::get(tx, id)?;
    if brief.state != BriefState::Filled {
        return Ok(());
    }
    // Two last contracts that end at once would each still see the other run: whoever comes second waits here.
    store::hold(tx, &brief)?;
    if store::count_running_contracts(tx, id)? > 0 {
        return Ok(());
    }
    let next = rules::after(&brief, Event::AllEnded, Party::Platform)?;
    let closed = store::advance(tx, &brief, next, &brief)?;
    let platform = Act::platform(act.at, act.request.clone());
    audit::note(tx, &platform, "brief.closed", &id, "")?;
    give_back(tx, &platform, &closed)?;
    trace(tx, act, EventType::BriefClosed, &closed)
}
