//! Other terms than the bid's, back and forth, until one side takes what the other offers.

use super::{Access, finish, for_bidder, see, tell_bidder};
use crate::agencies::Consent;
use crate::audit::{self, Act};
use crate::bids::model::{Bid, BidState, Party, Terms, Turn};
use crate::bids::rules;
use crate::bids::store::{self, Decision};
use crate::briefs::Brief;
use crate::clocks::{self, ClockKind, NewClock};
use crate::events::{self, Concerns};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::Money;
use crate::primitives::id::{BidId, OfferId};
use crate::sessions::{Person, Right};

/// The bid, its brief and the side of a person who may speak for one.
fn spoken_for(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId) -> Result<(Bid, Brief, Party), Failure> {
    let (bid, brief, access) = see(tx, person, id)?;
    match access {
        Access::Bidder => Ok((bid, brief, Party::Creator)),
        Access::Agent => for_bidder(tx, act, person, &bid, Consent::Accept).map(|()| (bid, brief, Party::Creator)),
        Access::Member(true) => Ok((bid, brief, Party::Merchant)),
        Access::Member(false) => Err(ACT_FORBIDDEN.into()),
    }
}

/// The side whose turn it is names other terms: they bind it for 72 hours, and the other side takes them or names its own.
pub fn offer(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (id, version): (BidId, i64),
    (terms, message): (Terms, &str),
) -> Result<(), Failure> {
    let (bid, brief, by) = spoken_for(tx, act, person, id)?;
    rules::check_price(&brief, terms.price, bid.offer.pieces).finish(Some(()))?;
    let event = rules::naming(by);
    let next = rules::after(&bid, event, by)?;
    rules::seen(&bid, version)?;
    rules::talks(&bid, &brief, act.at)?;
    let until = act.at.plus_hours(rules::OFFER_HOURS);
    store::bargain(tx, &bid, next, terms, until)?;
    if matches!(bid.state, BidState::Submitted | BidState::Shortlisted) {
        let placed = before(tx, &bid)?;
        store::insert_turn(tx, id, &placed)?;
    }
    let turn = bid.turns.saturating_add(1);
    let said = Turn { id: OfferId::random(), turn, by, user: person.id, terms, message: message.to_owned(), at: act.at };
    store::insert_turn(tx, id, &said)?;
    let subject = id.to_string();
    clocks::stop_all(tx, act.at, &subject)?;
    let money = Some(Money::new(terms.price, bid.currency));
    let clock = NewClock { kind: ClockKind::BidOffer, subject, brief: Some(bid.brief), contract: None, milestone: None, due: until, money };
    clocks::start(tx, act.at, &clock)?;
    notices::settle(tx, act, &clock.subject)?;
    audit::note(tx, act, &format!("bid.{event}"), &id, &said.id.to_string())?;
    events::show(tx, act, Concerns::both(brief.org, bid.creator, &id))?;
    tell(tx, act, &Bid { expires_at: until, ..bid }, &brief, &said)
}

/// The bid as it stood before the first other terms.
fn before(tx: &mut Tx<'_>, bid: &Bid) -> Result<Turn, Failure> {
    let (user, terms) = (store::creator_user(tx, bid.creator)?, bid.terms());
    Ok(Turn { id: OfferId::random(), turn: 0, by: Party::Creator, user, terms, message: String::new(), at: bid.created_at })
}

/// It is the other side's turn.
fn tell(tx: &mut Tx<'_>, act: &Act, bid: &Bid, brief: &Brief, said: &Turn) -> Result<(), Failure> {
    let notice = |kind, who: String| Notice {
        kind,
        subject: bid.id.to_string(),
        url: format!("/bids/{}", bid.id),
        needs_action: true,
        params: vec![
            ("brief", Param::text(&brief.title)),
            ("who", Param::Text(who)),
            ("amount", Money::new(said.terms.price, bid.currency).into()),
            ("due", bid.expires_at.into()),
        ],
    };
    if said.by == Party::Creator {
        let name = store::creator_name(tx, bid.creator)?;
        return notices::tell_org(tx, act, brief.org, Right::Work, &notice(NoticeKind::BidCountered, name));
    }
    let name = store::org_name(tx, brief.org)?;
    tell_bidder(tx, act, bid, &notice(NoticeKind::BidOffered, name))
}

/// The side that was offered terms takes them, part of making a contract: the bid as it was seen becomes accepted. Answers the bid and its brief as
/// they were.
pub fn agree(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId, version: i64) -> Result<(Bid, Brief), Failure> {
    let (bid, brief, by) = spoken_for(tx, act, person, id)?;
    let next = rules::after(&bid, rules::Event::Agreed, by)?;
    rules::seen(&bid, version)?;
    rules::binds(&bid, &brief, act.at)?;
    if bid.is_outdated(&brief) {
        return Err(rules::UNCONFIRMED.into());
    }
    store::advance(tx, &bid, next, &Decision { at: Some(act.at), ..Decision::default() })?;
    finish(tx, act, &bid, "bid.agreed")?;
    Ok((bid, brief))
}
