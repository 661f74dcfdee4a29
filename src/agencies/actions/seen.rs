//! What the two sides see of a roster.

use super::{agency, around, see};
use crate::agencies::model::{Card, Entry, Face, Membership, MembershipState, Running, Side, Terms};
use crate::agencies::store;
use crate::audit;
use crate::capacity;
use crate::creators::{self, Profile};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::Conn;
use crate::primitives::id::{CreatorId, OrgId, RosterId};
use crate::primitives::{Instant, Limit, Platform};
use crate::sessions::{Person, Right};
use crate::tiers;
use std::collections::HashMap;

/// The roster of an agency as its members see it; what only those who are on it have is blank for the others.
pub(in crate::agencies) fn roster(
    conn: &mut Conn,
    person: &Person,
    id: OrgId,
    now: Instant,
) -> Result<(String, Vec<(Entry, Card)>), Failure> {
    let name = agency(conn, person, id, Right::Read)?;
    let entries = store::list_of_agency(conn, id)?;
    let is_active = |entry: &Entry| entry.state == MembershipState::Active;
    let ids: Vec<CreatorId> = entries.iter().filter(|entry| is_active(entry)).map(|entry| entry.creator).collect();
    let mut cards = cards(conn, id, &ids, now)?;
    let mut with = |entry: Entry| {
        let card = if is_active(&entry) { cards.remove(&entry.creator) } else { None };
        (entry, card.unwrap_or_default())
    };
    Ok((name, entries.into_iter().map(&mut with).collect()))
}

/// What the agency wants to know of each of these creators.
fn cards(conn: &mut Conn, agency: OrgId, ids: &[CreatorId], now: Instant) -> Result<HashMap<CreatorId, Card>, Failure> {
    let mut standings = capacity::standings(conn, ids, now)?;
    let mut channels = creators::list_channels_of(conn, ids)?;
    let scores = tiers::list_scores(conn, ids)?;
    let running = store::list_running(conn, agency, None)?;
    let mut card = |id: &CreatorId| {
        let own = channels.remove(id).unwrap_or_default();
        let mut verified: Vec<Platform> =
            own.iter().filter(|channel| channel.verified.is_some_and(|shown| shown.until > now)).map(|channel| channel.platform).collect();
        verified.dedup();
        let running = running.iter().filter(|one| one.creator == *id).count();
        (*id, Card { standing: standings.remove(id), verified, score: scores.get(id).copied(), running })
    };
    Ok(ids.iter().map(&mut card).collect())
}

/// A creator on the roster, with what runs, the nearest deadline first.
pub(in crate::agencies) type Queue = (Entry, Vec<Running>);

/// The queues of an agency: what runs for each creator on its roster, whoever has to move first before the others.
pub(in crate::agencies) fn queues(conn: &mut Conn, person: &Person, id: OrgId) -> Result<(String, Vec<Queue>), Failure> {
    let name = agency(conn, person, id, Right::Read)?;
    let mut running = store::list_running(conn, id, None)?;
    running.sort_by_key(|one| one.due.unwrap_or(Instant(i64::MAX)));
    let own = |entry: &Entry| running.iter().filter(|one| one.creator == entry.creator).cloned().collect::<Vec<_>>();
    let mut queues: Vec<Queue> = store::list_active(conn, &[id])?.into_iter().map(|entry| (entry.clone(), own(&entry))).collect();
    queues.sort_by_key(|(_, own)| own.first().and_then(|one| one.due).unwrap_or(Instant(i64::MAX)));
    Ok((name, queues))
}

/// Everything about one place.
pub(in crate::agencies) struct Place {
    pub(in crate::agencies) membership: Membership,
    pub(in crate::agencies) side: Side,
    pub(in crate::agencies) agency: String,
    pub(in crate::agencies) face: Face,
    pub(in crate::agencies) profile: Profile,
    /// Newest first, each with who signed for the agency.
    pub(in crate::agencies) terms: Vec<(Terms, String)>,
    pub(in crate::agencies) running: Vec<Running>,
    /// What the agency did in the creator's name, newest first: when, for what, and who.
    pub(in crate::agencies) acts: Vec<(Instant, String, String)>,
    /// Who ended it.
    pub(in crate::agencies) ended_by: String,
    /// The reader manages the agency.
    pub(in crate::agencies) manages: bool,
    pub(in crate::agencies) now: Instant,
}

/// One place, for its two sides.
pub(in crate::agencies) fn place(conn: &mut Conn, person: &Person, id: RosterId, now: Instant) -> Result<Place, Failure> {
    let (membership, side) = see(conn, person, id)?;
    let (agency, profile) = around(conn, &membership)?;
    let face = store::find_face(conn, membership.agency)?.unwrap_or_default();
    let mut terms = Vec::new();
    for one in store::list_terms(conn, id)? {
        let by = store::user_name(conn, one.proposed_by)?;
        terms.push((one, by));
    }
    let running = store::list_running(conn, membership.agency, Some(membership.creator))?;
    let acts = list_acts(conn, id)?;
    let ended_by = membership.ending.as_ref().map(|end| store::user_name(conn, end.user)).transpose()?.unwrap_or_default();
    let manages = side == Side::Agency && person.has(membership.agency, Right::Manage);
    Ok(Place { membership, side, agency, face, profile, terms, running, acts, ended_by, manages, now })
}

/// What the agency did in the creator's name, newest first, as the log has it.
fn list_acts(conn: &mut Conn, id: RosterId) -> Result<Vec<(Instant, String, String)>, Failure> {
    let mut acts = Vec::new();
    let lines = audit::list(conn, Some(&id.to_string()), None, Limit::PAGE)?.items;
    for line in lines.into_iter().filter(|line| line.action == "agency.acted") {
        let who = line.actor.parse().ok().map(|user| store::user_name(conn, user)).transpose()?;
        acts.push((line.at, line.reason, who.unwrap_or_default()));
    }
    Ok(acts)
}

/// The agencies of a creator, newest first.
pub(in crate::agencies) fn own_agencies(conn: &mut Conn, person: &Person) -> Result<Vec<Entry>, Failure> {
    let creator = person.creator.as_ref().ok_or(ACT_FORBIDDEN)?;
    Ok(store::list_of_creator(conn, creator.id)?)
}
