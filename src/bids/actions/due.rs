//! What happens to bids by the clock.

use super::{about, decide, tell_bidder};
use crate::audit::Act;
use crate::bids::model::{Bid, BidState};
use crate::bids::rules::{Event, Party};
use crate::bids::store::{self, Decision};
use crate::briefs::{self, Brief};
use crate::clocks::{Clock, ClockKind};
use crate::failure::Failure;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::sessions::Right;

/// The bids of a brief whose bidders have to confirm them.
fn outdated(tx: &mut Tx<'_>, clock: &Clock) -> Result<Option<(Brief, Vec<Bid>)>, Failure> {
    let Some(brief) = clock.brief.map(|id| briefs::get(tx, id)).transpose()?.filter(|brief| brief.state.takes_awards()) else {
        return Ok(None);
    };
    let bids = store::list_live_of_brief(tx, brief.id)?.into_iter().filter(|bid| bid.is_outdated(&brief)).collect();
    Ok(Some((brief, bids)))
}

/// Two days after a brief's words changed: bids that nobody confirmed end without cost.
fn lapse(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some((brief, bids)) = outdated(tx, clock)? else { return Ok(()) };
    for bid in bids {
        decide(tx, act, &bid, (Event::Lapsed, Party::Platform), Decision { at: Some(act.at), ..Decision::default() })?;
        tell_bidder(tx, act, &bid, &about(&bid, &brief, NoticeKind::BidLapsed))?;
    }
    Ok(())
}

/// The brief's words changed: those who have to confirm hear of it, at once and again before it is too late.
fn ask_to_confirm(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some((brief, bids)) = outdated(tx, clock)? else { return Ok(()) };
    for bid in bids {
        let notice = Notice {
            needs_action: true,
            params: vec![("brief", Param::text(&brief.title)), ("due", clock.due_at.into())],
            ..about(&bid, &brief, NoticeKind::BidConfirmWanted)
        };
        tell_bidder(tx, act, &bid, &notice)?;
    }
    Ok(())
}

/// A clock of bids fell due: nobody chose one within seven days, nobody answered an offer within three, or nobody confirmed. A bid that moved on meanwhile is left alone.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    if clock.kind == ClockKind::BidConfirm {
        return lapse(tx, act, clock);
    }
    let Some(bid) = clock.subject.parse().ok().map(|id| store::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    if !bid.state.is_live() || act.at < bid.expires_at {
        return Ok(());
    }
    let brief = briefs::get(tx, bid.brief)?;
    decide(tx, act, &bid, (Event::Expired, Party::Platform), Decision { at: Some(act.at), ..Decision::default() })?;
    if clock.kind == ClockKind::BidOffer {
        let notice = about(&bid, &brief, NoticeKind::BidOfferExpired);
        notices::tell_org(tx, act, brief.org, Right::Work, &notice)?;
        return tell_bidder(tx, act, &bid, &notice);
    }
    tell_bidder(tx, act, &bid, &about(&bid, &brief, NoticeKind::BidExpired))
}

/// Before a bid or an offer stops binding, whoever may take it hears of it.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    if clock.kind == ClockKind::BidConfirm {
        return ask_to_confirm(tx, act, clock);
    }
    let Some(bid) = clock.subject.parse().ok().map(|id| store::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    if !bid.state.is_live() {
        return Ok(());
    }
    let brief = briefs::get(tx, bid.brief)?;
    let notice = Notice::reminder(clock, &brief.title, format!("/bids/{}", bid.id));
    if bid.state == BidState::Offered {
        return tell_bidder(tx, act, &bid, &notice);
    }
    notices::tell_org(tx, act, brief.org, Right::Work, &notice)
}
