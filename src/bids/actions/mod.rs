//! What a person or a clock can do to a bid.

mod agents;
mod due;
mod offers;
mod rates;

pub use agents::{for_bidder, place_for};
pub use due::{fire, remind};
pub use offers::{agree, offer};
pub use rates::rates;

use agents::{acts, tell_bidder};

use super::commit;
use super::model::{Bid, BidState, Commit, DeclineReason, Offer};
use super::rules::{self, Event, Party};
use super::store::{self, Decision};
use super::trace::trace;
use crate::agencies::Consent;
use crate::audit::{self, Act};
use crate::blocks;
use crate::briefs::{self, Brief, BriefState};
use crate::clocks::{self, ClockKind, NewClock};
use crate::creators;
use crate::events::EventType;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{BidId, BriefId, CreatorId, OrgId};
use crate::sessions::{Person, Right};
use crate::tiers::{self, Tier};

/// What somebody is to a bid that he may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The bidder.
    Bidder,
    /// A member of the brief's organisation; `true` if he may decide.
    Member(bool),
    /// A member of the agency that bids in the bidder's name; what the bidder allows him is looked at in each act.
    Agent,
}

impl Access {
    /// Stands on the bidder's side: himself, or somebody of the agency that bids in his name.
    #[must_use]
    pub const fn is_of_bidder(self) -> bool {
        matches!(self, Self::Bidder | Self::Agent)
    }
}

/// The bid and its brief, if this person may see them. A stranger finds nothing.
pub fn see(conn: &mut Conn, person: &Person, id: BidId) -> Result<(Bid, Brief, Access), Failure> {
    let bid = store::get(conn, id)?;
    let brief = briefs::get(conn, bid.brief)?;
    if person.is_creator(bid.creator) {
        Ok((bid, brief, Access::Bidder))
    } else if person.is_member(brief.org) {
        let decides = person.has(brief.org, Right::Work);
        Ok((bid, brief, Access::Member(decides)))
    } else if acts(conn, person, &bid)? {
        Ok((bid, brief, Access::Agent))
    } else {
        Err(Failure::NotFound)
    }
}

/// The creator behind a person who may bid: sees the brief, has a profile and a confirmed address.
pub(super) fn bidder(person: &Person) -> Result<CreatorId, Failure> {
    let creator = person.creator.as_ref().map(|creator| creator.id).ok_or(ACT_FORBIDDEN)?;
    person.confirmed()?;
    Ok(creator)
}

/// A creator offers: binding on its terms for seven days.
pub fn place(tx: &mut Tx<'_>, act: &Act, person: &Person, brief: BriefId, offer: Offer) -> Result<BidId, Failure> {
    let creator = bidder(person)?;
    let by = Bidding { creator, agency: None, name: person.name.clone(), throttled: person.measure.is_some() };
    write(tx, act, person, (brief, &by), offer)
}

/// Who bids, and through whom.
struct Bidding {
    creator: CreatorId,
    agency: Option<OrgId>,
    name: String,
    throttled: bool,
}

/// `person` is the bidder himself, whoever acts for him.
fn write(tx: &mut Tx<'_>, act: &Act, person: &Person, (brief, by): (BriefId, &Bidding), offer: Offer) -> Result<BidId, Failure> {
    let (brief, creator) = (briefs::get_seen(tx, Some(person), brief)?, by.creator);
    briefs::promised(tx, &brief, creator)?;
    check(tx, &brief, creator, &offer, None)?;
    if person.is_member(brief.org) {
        return Err(rules::OWN_BRIEF.into());
    }
    blocks::check(tx, brief.org, creator)?;
    rules::takes_bids(&brief, act.at)?;
    store::hold_creator(tx, creator)?;
    within_limits(tx, act, (&brief, creator), by.throttled)?;
    let bid = enter(tx, act, (&brief, creator, by.agency), offer)?;
    notices::tell_org(tx, act, brief.org, Right::Work, &placed(&bid, &brief, &by.name))?;
    Ok(bid.id)
}

/// What a creator offers to everybody at a price becomes his bid on the brief that was written for it: he has said yes beforehand, so nothing of his
/// quota is taken and nobody has to be told. It is the act of whoever orders.
pub fn place_standing(tx: &mut Tx<'_>, act: &Act, brief: &Brief, creator: CreatorId, offer: Offer) -> Result<BidId, Failure> {
    check(tx, brief, creator, &offer, None)?;
    blocks::check(tx, brief.org, creator)?;
    rules::takes_bids(brief, act.at)?;
    store::hold_creator(tx, creator)?;
    Ok(enter(tx, act, (brief, creator, None), offer)?.id)
}

/// The bid that an offer is, before anybody placed it.
#[must_use]
pub fn offered(brief: &Brief, (creator, agency): (CreatorId, Option<OrgId>), offer: Offer, at: Instant) -> Bid {
    Bid {
        id: BidId::random(),
        brief: brief.id,
        creator,
        agency,
        state: BidState::Submitted,
        version: 1,
        words_version: brief.words_version,
        currency: brief.currency,
        offer,
        commit: None,
        turns: 0,
        expires_at: rules::expires_at(brief, at),
        decline_reason: None,
        decline_note: String::new(),
        created_at: at,
        decided_at: None,
    }
}

/// The bid is in, and its clock runs.
fn enter(tx: &mut Tx<'_>, act: &Act, (brief, creator, agency): (&Brief, CreatorId, Option<OrgId>), offer: Offer) -> Result<Bid, Failure> {
    briefs::count_bid(tx, brief)?;
    let mut bid = offered(brief, (creator, agency), offer, act.at);
    bid.commit = sealed(brief, &bid)?;
    store::insert(tx, &bid)?;
    audit::note(tx, act, "bid.placed", &bid.id, hash(bid.commit.as_ref()))?;
    trace(tx, act, (EventType::BidPlaced, bid.state), brief.org, &bid)?;
    start_clock(tx, act, (&bid, brief))?;
    briefs::take_up(tx, act, brief.id, creator)?;
    Ok(bid)
}

/// The offer fits the brief, and what it shows is the bidder's.
fn check(tx: &mut Tx<'_>, brief: &Brief, creator: CreatorId, offer: &Offer, before: Option<&Offer>) -> Result<(), Failure> {
    let mut errors = rules::check(brief, offer);
    if offer.channel.is_some() || !offer.picks.is_empty() {
        let (channels, mut works) = (creators::list_channels(tx, creator)?, creators::list_works(tx, creator)?);
        works.retain(|work| work.hidden_at.is_none());
        errors.0.extend(rules::check_showing(offer, before, (&channels, &works)).0);
    }
    errors.finish(Some(()))
}

fn within_limits(tx: &mut Tx<'_>, act: &Act, (brief, creator): (&Brief, CreatorId), throttled: bool) -> Result<(), Failure> {
    if store::find_standing(tx, brief.id, creator)?.is_some() {
        return Err(rules::ALREADY.into());
    }
    let live = store::count_live_of(tx, creator)?;
    // Nobody has less than the first tier gives.
    if live >= tiers::rules::quota(Tier::Start) {
        let quota = tiers::quota(tx, creator, act.at)?;
        if live >= quota {
            return Err(rules::QUOTA_USED.with("max", quota).into());
        }
    }
    let (placed, oldest) = store::placed_since(tx, creator, act.at.plus_hours(-24))?;
    match oldest {
        Some(oldest) if placed >= rules::a_day(throttled) => Err(Failure::Limited(rules::seconds_until_free(oldest, act.at))),
        Some(_) | None => Ok(()),
    }
}

fn placed(bid: &Bid, brief: &Brief, name: &str) -> Notice {
    Notice {
        kind: NoticeKind::BidPlaced,
        subject: bid.id.to_string(),
        url: format!("/bids/{}", bid.id),
        needs_action: false,
        params: vec![("brief", Param::text(&brief.title)), ("who", Param::text(name)), ("amount", bid.price().into())],
    }
}

/// What the bidder of a contest can prove of his entry.
fn sealed(brief: &Brief, bid: &Bid) -> Result<Option<Commit>, Failure> {
    brief.is_contest().then(|| commit::seal(bid)).transpose()
}

fn hash(commit: Option<&Commit>) -> &str {
    commit.map_or("", |commit| commit.sha256.as_str())
}

/// A bid runs out; an entry of a contest ends with it.
fn start_clock(tx: &mut Tx<'_>, act: &Act, (bid, brief): (&Bid, &Brief)) -> Result<(), Failure> {
    if brief.is_contest() {
        return Ok(());
    }
    let clock = NewClock {
        kind: ClockKind::BidExpiry,
        subject: bid.id.to_string(),
        brief: Some(bid.brief),
        contract: None,
        milestone: None,
        due: bid.expires_at,
        money: None,
    };
    clocks::start(tx, act.at, &clock)?;
    Ok(())
}

/// The bidder changes his offer, or confirms it on the brief's new words: a new version, binding anew for seven days.
pub fn edit(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, version): (BidId, i64), offer: Offer) -> Result<(), Failure> {
    let (bid, brief) = own(tx, act, person, id)?;
    check(tx, &brief, bid.creator, &offer, Some(&bid.offer))?;
    let next = rules::edits(&bid, &brief)?;
    rules::seen(&bid, version)?;
    rules::takes_changes(&bid, &brief, act.at)?;
    let edited = Bid { offer, expires_at: rules::expires_at(&brief, act.at), ..bid.clone() };
    let commit = sealed(&brief, &edited)?;
    store::rewrite(tx, &bid, next, (&edited.offer, commit.as_ref()), (edited.expires_at, brief.words_version))?;
    clocks::stop_all(tx, act.at, &id.to_string())?;
    notices::settle(tx, act, &id.to_string())?;
    audit::note(tx, act, "bid.edited", &id, hash(commit.as_ref()))?;
    start_clock(tx, act, (&edited, &brief))
}

/// The bidder takes his offer back.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId) -> Result<(), Failure> {
    let (bid, brief) = own(tx, act, person, id)?;
    decide(tx, act, &bid, (Event::Withdrawn, Party::Creator), Decision { at: Some(act.at), ..Decision::default() })?;
    trace(tx, act, (EventType::BidWithdrawn, BidState::Withdrawn), brief.org, &bid)
}

/// The bidder's side of a bid: himself, or whoever he allows to bid in his name.
fn own(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId) -> Result<(Bid, Brief), Failure> {
    let (bid, brief, access) = see(tx, person, id)?;
    match access {
        Access::Bidder => Ok((bid, brief)),
        Access::Agent => for_bidder(tx, act, person, &bid, Consent::Bid).map(|()| (bid, brief)),
        Access::Member(_) => Err(ACT_FORBIDDEN.into()),
    }
}

/// The organisation's side of a bid: whoever may decide.
fn judged(tx: &mut Tx<'_>, person: &Person, id: BidId) -> Result<(Bid, Brief), Failure> {
    match see(tx, person, id)? {
        (bid, brief, Access::Member(true)) => Ok((bid, brief)),
        (_, _, Access::Member(false) | Access::Bidder | Access::Agent) => Err(ACT_FORBIDDEN.into()),
    }
}

/// The organisation keeps a bid in closer view; in a contest that makes a finalist, who hears of it.
pub fn shortlist(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId) -> Result<(), Failure> {
    let (bid, brief) = judged(tx, person, id)?;
    let next = rules::after(&bid, Event::Shortlisted, Party::Merchant)?;
    if brief.is_contest() {
        briefs::name_finalist(tx, &brief)?;
    }
    store::advance(tx, &bid, next, &Decision::default())?;
    audit::note(tx, act, "bid.shortlisted", &id, "")?;
    if brief.is_contest() { tell_bidder(tx, act, &bid, &about(&bid, &brief, NoticeKind::BidFinalist)) } else { Ok(()) }
}

/// The organisation does not take a bid, and says why.
pub fn decline(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId, why: (DeclineReason, &str)) -> Result<(), Failure> {
    let (bid, brief) = judged(tx, person, id)?;
    rules::declines(&bid, &brief)?;
    let decision = Decision { reason: Some(why.0), note: why.1, at: Some(act.at) };
    decide(tx, act, &bid, (Event::Declined, Party::Merchant), decision)?;
    tell_bidder(tx, act, &bid, &about(&bid, &brief, NoticeKind::BidDeclined))
}

/// The organisation's choice, part of making a contract: the bid as it was seen becomes accepted. Answers the bid and its brief as they were.
pub fn accept(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId, version: i64) -> Result<(Bid, Brief), Failure> {
    let (bid, brief) = judged(tx, person, id)?;
    let next = rules::after(&bid, Event::Accepted, Party::Merchant)?;
    rules::seen(&bid, version)?;
    rules::binds(&bid, &brief, act.at)?;
    if bid.is_outdated(&brief) {
        return Err(rules::UNCONFIRMED.into());
    }
    store::advance(tx, &bid, next, &Decision { at: Some(act.at), ..Decision::default() })?;
    finish(tx, act, &bid, "bid.accepted")?;
    Ok((bid, brief))
}

/// Whoever came first gets the place, part of making a contract. Answers the bid and its brief as they were.
pub fn take(tx: &mut Tx<'_>, act: &Act, id: BidId) -> Result<(Bid, Brief), Failure> {
    let bid = store::get(tx, id)?;
    let brief = briefs::get(tx, bid.brief)?;
    let next = rules::after(&bid, Event::Taken, Party::Platform)?;
    rules::binds(&bid, &brief, act.at)?;
    if bid.is_outdated(&brief) || !brief.is_first_come() {
        return Err(rules::UNCONFIRMED.into());
    }
    store::advance(tx, &bid, next, &Decision { at: Some(act.at), ..Decision::default() })?;
    finish(tx, act, &bid, "bid.taken")?;
    Ok((bid, brief))
}

/// The contract that came of the bid expired without money: the bid goes with it.
pub fn expire_accepted(tx: &mut Tx<'_>, act: &Act, id: BidId) -> Result<(), Failure> {
    let bid = store::get(tx, id)?;
    let next = rules::after(&bid, Event::ContractExpired, Party::Platform)?;
    briefs::uncount_bid(tx, bid.brief)?;
    store::advance(tx, &bid, next, &Decision { at: Some(act.at), ..Decision::default() })?;
    audit::note(tx, act, "bid.expired", &id, "contract unfunded")?;
    Ok(())
}

/// A live bid ends: it leaves the count of its brief, and its clock stops.
fn decide(tx: &mut Tx<'_>, act: &Act, bid: &Bid, what: (Event, Party), decision: Decision<'_>) -> Result<(), Failure> {
    let next = rules::after(bid, what.0, what.1)?;
    let reason = decision.reason.map(|reason| reason.to_string()).unwrap_or_default();
    // The brief's row before the bid's, as in an award.
    briefs::uncount_bid(tx, bid.brief)?;
    store::advance(tx, bid, next, &decision)?;
    clocks::stop_all(tx, act.at, &bid.id.to_string())?;
    notices::settle(tx, act, &bid.id.to_string())?;
    audit::note(tx, act, &format!("bid.{}", what.0), &bid.id, &reason)?;
    Ok(())
}

fn finish(tx: &mut Tx<'_>, act: &Act, bid: &Bid, action: &str) -> Result<(), Failure> {
    clocks::stop_all(tx, act.at, &bid.id.to_string())?;
    notices::settle(tx, act, &bid.id.to_string())?;
    audit::note(tx, act, action, &bid.id, "")?;
    Ok(())
}

fn about(bid: &Bid, brief: &Brief, kind: NoticeKind) -> Notice {
    Notice {
        kind,
        subject: bid.id.to_string(),
        url: format!("/bids/{}", bid.id),
        needs_action: false,
        params: vec![("brief", Param::text(&brief.title))],
    }
}

/// The brief is filled or over: its live bids end, and their bidders are told, by name of what happened if the merchant gave it up or the platform
/// stopped it.
pub fn close_all(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    let kind = match brief.state {
        BriefState::Cancelled => NoticeKind::BriefCancelled,
        BriefState::Stopped => NoticeKind::BriefStopped,
        _ => NoticeKind::BidAutoClosed,
    };
    for bid in store::list_live_of_brief(tx, brief.id)? {
        decide(tx, act, &bid, (Event::AutoClosed, Party::Platform), Decision { at: Some(act.at), ..Decision::default() })?;
        let mut notice = about(&bid, brief, kind);
        if kind == NoticeKind::BriefStopped {
            notice.params.push(("reason", Param::text(&brief.cancel_reason)));
        }
        tell_bidder(tx, act, &bid, &notice)?;
    }
    Ok(())
}
