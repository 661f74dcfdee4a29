//! Placing several bids in one step.

use super::store;
use crate::agencies::{self, Consent, Entry};
use crate::audit::Act;
use crate::bids::actions::place_for;
use crate::bids::model::Offer;
use crate::bids::rules;
use crate::briefs::{self, Brief};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::{Conn, DbError, Retry, Tx};
use crate::primitives::id::{BidId, BriefId, CreatorId, OrgId};
use crate::sessions::{OrgKind, Person, Right};

/// The agencies that this person works for.
pub(in crate::bids) fn agencies_of(person: &Person) -> Vec<OrgId> {
    let works = person.memberships.iter().filter(|member| member.kind == OrgKind::Agency && member.role.allows(Right::Work));
    works.map(|member| member.org).collect()
}

/// A creator for whom this person may bid, with the bid that he has there already.
pub(super) type Seated = (Entry, Option<BidId>);

/// The brief, and the creators for whom this person may bid on it. Who works for no agency finds nothing to do here.
pub(super) fn begin(conn: &mut Conn, person: &Person, id: BriefId) -> Result<(Brief, Vec<Seated>), Failure> {
    let brief = briefs::get_seen(conn, Some(person), id)?;
    let agencies = agencies_of(person);
    if agencies.is_empty() {
        return Err(ACT_FORBIDDEN.into());
    }
    if person.is_member(brief.org) {
        return Err(rules::OWN_BRIEF.into());
    }
    if brief.is_contest() {
        return Err(rules::NOT_BY_AGENCY.into());
    }
    let all = agencies::list_active(conn, &agencies)?;
    let allowed: Vec<Entry> = all.into_iter().filter(|entry| entry.consents.has(Consent::Bid)).collect();
    let those = briefs::promising(conn, &brief, allowed.iter().map(|entry| entry.creator).collect())?;
    let standing = store::list_standing(conn, id, &those)?;
    let seated = |entry: Entry| {
        let bid = standing.get(&entry.creator).copied();
        (entry, bid)
    };
    Ok((brief, allowed.into_iter().filter(|entry| those.contains(&entry.creator)).map(seated).collect()))
}

/// One bid of several.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Which row of the form.
    pub(super) index: usize,
    pub(super) agency: OrgId,
    pub(super) creator: CreatorId,
    pub(super) offer: Offer,
}

/// Why not all of them were placed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// These rows could not be taken, each for its own reason.
    Rows(Vec<(usize, Failure)>),
    /// Something else.
    All(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::All(failure)
    }
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Self {
        Self::All(error.into())
    }
}

impl Retry for Trouble {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::All(failure) if failure.is_conflict())
    }
}

/// Places all of these, or none: every row that cannot be taken is named, so that the others can be placed without them.
pub(super) fn place_all(tx: &mut Tx<'_>, act: &Act, person: &Person, brief: BriefId, rows: &[Row]) -> Result<Vec<BidId>, Trouble> {
    let (mut placed, mut troubles) = (Vec::new(), Vec::new());
    for row in rows {
        match place_for(tx, act, person, (brief, row.agency, row.creator), row.offer.clone()) {
            Ok(id) => placed.push(id),
            Err(failure @ (Failure::Invalid(_) | Failure::Refused(_))) => troubles.push((row.index, failure)),
            Err(Failure::NotFound) => troubles.push((row.index, rules::UNSEEN.into())),
            Err(other) => return Err(other.into()),
        }
    }
    if troubles.is_empty() { Ok(placed) } else { Err(Trouble::Rows(troubles)) }
}
