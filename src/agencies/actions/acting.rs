//! What members of an agency do in a creator's name, and the share that it gets.

use crate::agencies::model::{Consent, Consents, Proxy, Split};
use crate::agencies::{rules, store};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{CreatorId, OrgId};
use crate::sessions::{Person, Right, takes_work};

/// What this member may do for the creator now: nothing without the right to work for the agency, nothing that the creator does not allow.
pub fn consents_of(conn: &mut Conn, person: &Person, agency: OrgId, creator: CreatorId) -> Result<Consents, Failure> {
    if !person.has(agency, Right::Work) {
        return Ok(Consents::default());
    }
    Ok(store::find_active(conn, agency, creator)?.map(|place| place.consents).unwrap_or_default())
}

/// What this person is, as a member of the agency, in a deal that came of its bid for the creator: nothing before the creator has signed that it writes to
/// merchants. What the creator takes back later ends what is written, not what is read: the agency has its share in the deal.
pub fn proxy(conn: &mut Conn, person: &Person, agency: OrgId, creator: CreatorId) -> Result<Option<Proxy>, Failure> {
    if !person.is_member(agency) || store::list_spoken_for(conn, agency, Some(creator))?.is_empty() {
        return Ok(None);
    }
    if !person.has(agency, Right::Work) {
        return Ok(Some(Proxy::Reads));
    }
    let may = consents_of(conn, person, agency, creator)?.has(Consent::Message);
    Ok(Some(if may { Proxy::Speaks } else { Proxy::Silenced }))
}

/// A member of the agency acts in the creator's name, as part of that act: the creator allows it until the transaction ends, and it is logged beside
/// the act. Refusals: `agency.no_consent`. A stranger finds nothing.
pub fn may_act(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (agency, creator): (OrgId, CreatorId),
    consent: Consent,
) -> Result<(), Failure> {
    person.can(agency, Right::Work)?;
    person.confirmed()?;
    takes_work(tx, agency)?;
    let place = store::find_active(tx, agency, creator)?.filter(|place| place.consents.has(consent)).ok_or(rules::NO_CONSENT)?;
    store::hold(tx, &place)?;
    Ok(audit::note(tx, act, "agency.acted", &place.id, &consent.to_string())?)
}

/// As [`find_split`], held until the transaction ends: it is part of making a contract.
pub fn take_split(tx: &mut Tx<'_>, agency: OrgId, creator: CreatorId) -> Result<Option<Split>, Failure> {
    let Some(place) = store::find_active(tx, agency, creator)? else { return Ok(None) };
    store::hold(tx, &place)?;
    find_split(tx, agency, creator)
}

/// The creator allows the agency this now.
pub fn allows(conn: &mut Conn, agency: OrgId, creator: CreatorId, consent: Consent) -> Result<bool, Failure> {
    Ok(store::find_active(conn, agency, creator)?.is_some_and(|place| place.consents.has(consent)))
}

/// The creator is on the roster of the agency now.
pub fn is_active(conn: &mut Conn, agency: OrgId, creator: CreatorId) -> Result<bool, Failure> {
    Ok(store::find_active(conn, agency, creator)?.is_some())
}

/// The share that a contract of this creator through this agency gets if it is made now: none once he has left.
pub fn find_split(conn: &mut Conn, agency: OrgId, creator: CreatorId) -> Result<Option<Split>, Failure> {
    Ok(store::find_split(conn, agency, creator)?)
}
