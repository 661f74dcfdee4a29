//! What members of an agency do in a bidder's name.

use super::{Bidding, write};
use crate::agencies::{self, Consent};
use crate::audit::Act;
use crate::bids::model::{Bid, Offer};
use crate::bids::{rules, store};
use crate::briefs;
use crate::creators;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Money;
use crate::primitives::id::{BidId, BriefId, CreatorId, OrgId};
use crate::sessions::{Measure, Person, Right, find_person};

/// A member of an agency offers in the name of a creator who allows it; the creator is told. Refusals: as of placing an own one, `agency.no_consent`,
/// `bid.not_by_agency` for a contest, whose entries are a creator's own.
pub fn place_for(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (brief, agency, creator): (BriefId, OrgId, CreatorId),
    offer: Offer,
) -> Result<BidId, Failure> {
    agencies::may_act(tx, act, person, (agency, creator), Consent::Bid)?;
    let profile = creators::find(tx, creator)?.ok_or(Failure::NotFound)?;
    let bidder = find_person(tx, profile.user)?.filter(|bidder| bidder.measure != Some(Measure::Suspend));
    let bidder = bidder.ok_or(agencies::rules::NO_CONSENT)?;
    let seen = briefs::get_seen(tx, Some(person), brief)?;
    if seen.is_contest() {
        return Err(rules::NOT_BY_AGENCY.into());
    }
    if seen.org == agency || person.is_member(seen.org) {
        return Err(rules::OWN_BRIEF.into());
    }
    let throttled = person.measure.is_some() || bidder.measure.is_some();
    let by = Bidding { creator, agency: Some(agency), name: profile.name, throttled };
    let price = Money::new(offer.price, seen.currency);
    let id = write(tx, act, &bidder, (brief, &by), offer)?;
    let who = store::org_name(tx, agency)?;
    let notice = Notice {
        kind: NoticeKind::AgencyBid,
        subject: id.to_string(),
        url: format!("/bids/{id}"),
        needs_action: false,
        params: vec![("brief", Param::text(&seen.title)), ("who", Param::text(who)), ("amount", price.into())],
    };
    notices::tell_creator(tx, act, creator, &notice)?;
    Ok(id)
}

/// A member of the agency that bids in the bidder's name, while the bidder is on its roster.
pub(super) fn acts(conn: &mut Conn, person: &Person, bid: &Bid) -> Result<bool, Failure> {
    match bid.agency.filter(|agency| person.is_member(*agency)) {
        Some(agency) => agencies::is_active(conn, agency, bid.creator),
        None => Ok(false),
    }
}

/// A member of the bid's agency acts in the bidder's name, as part of that act.
pub fn for_bidder(tx: &mut Tx<'_>, act: &Act, person: &Person, bid: &Bid, consent: Consent) -> Result<(), Failure> {
    let agency = bid.agency.ok_or(ACT_FORBIDDEN)?;
    agencies::may_act(tx, act, person, (agency, bid.creator), consent)
}

/// Tells the bidder, and those who work for the agency that bids in his name.
pub(super) fn tell_bidder(tx: &mut Tx<'_>, act: &Act, bid: &Bid, notice: &Notice) -> Result<(), Failure> {
    if let Some(agency) = bid.agency
        && agencies::is_active(tx, agency, bid.creator)?
    {
        notices::tell_org(tx, act, agency, Right::Work, notice)?;
    }
    notices::tell_creator(tx, act, bid.creator, notice)
}
