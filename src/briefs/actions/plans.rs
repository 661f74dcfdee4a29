//! A set of creators for a brief.

use crate::briefs::model::Brief;
use crate::briefs::store;
use crate::circles;
use crate::failure::Failure;
use crate::matching::{self, Proposal, Wishes};
use crate::outreach;
use crate::platform::db::Conn;
use crate::primitives::Instant;
use crate::primitives::id::CreatorId;
use std::collections::BTreeSet;

/// Proposes a set: without those who are invited already, those who wish to hear from no stranger and those whom the merchant leaves out by their handles; of a
/// brief for the circle alone, among its members. Nothing if nobody knows what such work costs.
pub(in crate::briefs) fn propose(
    conn: &mut Conn,
    brief: &Brief,
    without: &[String],
    (wishes, now): (&Wishes, Instant),
) -> Result<Option<Proposal>, Failure> {
    let mut known: BTreeSet<CreatorId> = store::list_invitations(conn, brief.id)?.iter().map(|invited| invited.creator.id).collect();
    known.extend(outreach::list_unwilling(conn, brief.org)?);
    let inside = if brief.is_for_circle() { Some(circles::list_members(conn, brief.org)?) } else { None };
    let is_wanted = |maker: &matching::Person| {
        inside.as_ref().is_none_or(|inside| inside.contains(&maker.id)) && !known.contains(&maker.id) && !without.contains(&maker.handle)
    };
    Ok(matching::propose(conn, &brief.work(), is_wanted, (wishes, now))?)
}
