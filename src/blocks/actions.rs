//! Ending contact, and taking that back.

use super::model::{Block, Pair, Side};
use super::store;
use crate::audit::{self, Act};
use crate::failure::{Failure, Refusal, STATE_REFUSED};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::id::{CreatorId, OrgId, UserId};
use crate::sessions::{Person, Right};
use std::collections::HashSet;

/// One of the two wants nothing new from the other. Which of them is not said.
const STANDS: Refusal = Refusal::conflict("block.stands");

/// Something new may go from one to the other. Refusal: `block.stands`.
pub fn check(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<(), Failure> {
    if store::stands(conn, Pair { org, creator })? { Err(STANDS.into()) } else { Ok(()) }
}

/// One of the two wants nothing new from the other.
pub fn stands_between(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<bool, DbError> {
    store::stands(conn, Pair { org, creator })
}

/// Of these merchants, those who want nothing new from the creator, or from whom the creator wants nothing new.
pub fn ended_with(conn: &mut Conn, orgs: &[OrgId], creator: CreatorId) -> Result<HashSet<OrgId>, DbError> {
    Ok(store::list_ended(conn, orgs, creator)?.into_iter().collect())
}

/// Creators who want nothing new from the merchant, or from whom the merchant wants nothing new.
pub fn ended_of(conn: &mut Conn, org: OrgId) -> Result<Vec<CreatorId>, DbError> {
    store::list_ended_of(conn, org)
}

/// Merchants who want nothing new from the creator of this login, or from whom he wants nothing new.
pub fn ended_for(conn: &mut Conn, user: UserId) -> Result<HashSet<OrgId>, DbError> {
    Ok(store::list_ended_for(conn, user)?.into_iter().collect())
}

/// The side of the two for which this person speaks; who speaks for neither finds nothing.
pub(super) fn side(person: &Person, pair: Pair) -> Result<Side, Failure> {
    match (person.is_creator(pair.creator), person.is_member(pair.org)) {
        // Nobody ends contact with himself.
        (true, true) => Err(STATE_REFUSED.into()),
        (true, false) => Ok(Side::Creator),
        (false, _) => person.can(pair.org, Right::Work).map(|()| Side::Merchant),
    }
}

/// Whoever may be meant, by the words of an address: a merchant, or a creator whom one of the person's merchants ends contact with.
pub(super) fn named(conn: &mut Conn, (org, creator): (&str, &str)) -> Result<Other, Failure> {
    if let Ok(org) = org.parse::<OrgId>()
        && creator.is_empty()
    {
        return store::find_org(conn, org)?.map(|name| Other::Org(org, name)).ok_or(Failure::NotFound);
    }
    store::find_creator(conn, creator)?.map(|(id, name)| Other::Creator(id, name)).ok_or(Failure::NotFound)
}

/// The one with whom contact ends.
#[derive(Debug, Clone)]
pub(super) enum Other {
    Org(OrgId, String),
    Creator(CreatorId, String),
}

/// The person's side wants nothing more from the other.
pub(super) fn block(tx: &mut Tx<'_>, act: &Act, person: &Person, pair: Pair) -> Result<(), Failure> {
    let side = side(person, pair)?;
    if store::find_org(tx, pair.org)?.is_none() || store::find_creator(tx, &pair.creator.to_string())?.is_none() {
        return Err(Failure::NotFound);
    }
    store::insert(tx, pair, side, (person.id, act.at))?;
    Ok(audit::note(tx, act, "block.set", &pair.org, &pair.creator.to_string())?)
}

/// The person's side takes it back; what the other side wished stays.
pub(super) fn lift(tx: &mut Tx<'_>, act: &Act, person: &Person, pair: Pair) -> Result<(), Failure> {
    let side = side(person, pair)?;
    if store::delete(tx, pair, side)? {
        audit::note(tx, act, "block.lifted", &pair.org, &pair.creator.to_string())?;
    }
    Ok(())
}

/// The organisations in whose name this person may end contact.
pub(super) fn orgs(person: &Person) -> Vec<(OrgId, String)> {
    let works = |org: &OrgId| person.has(*org, Right::Work);
    person.memberships.iter().filter(|member| works(&member.org)).map(|member| (member.org, member.org_name.clone())).collect()
}

/// What this person's sides wished.
pub(super) fn list(conn: &mut Conn, person: &Person) -> Result<Vec<Block>, Failure> {
    let orgs: Vec<OrgId> = orgs(person).into_iter().map(|(org, _)| org).collect();
    Ok(store::list_of(conn, &orgs, person.creator.as_ref().map(|creator| creator.id))?)
}
