//! A set of creators for a brief.

use crate::blocks;
use crate::briefs::model::Brief;
use crate::briefs::store;
use crate::circles;
use crate::failure::Failure;
use crate::matching::{self, Proposal, Roster, Wanted, Wishes};
use crate::outreach;
use crate::platform::db::Conn;
use crate::primitives::Instant;

/// Of whom to think for a brief: not of those who are invited already, nor of those who wish to hear from no stranger, nor where a block stands; for the
/// circle alone, of its members.
pub(in crate::briefs) fn wanted(conn: &mut Conn, brief: &Brief) -> Result<Wanted, Failure> {
    let mut without: Vec<_> = store::list_invitations(conn, brief.id)?.iter().map(|invited| invited.creator.id).collect();
    without.extend(outreach::list_unwilling(conn, brief.org)?);
    without.extend(blocks::ended_of(conn, brief.org)?);
    let only = if brief.is_for_circle() { Some(circles::list_members(conn, brief.org)?) } else { None };
    Ok(Wanted { only, without })
}

/// Proposes a set: of those who are wanted, without those whom the merchant leaves out by their handles. Nothing if nobody knows what such work costs.
pub(in crate::briefs) fn propose(
    conn: &mut Conn,
    roster: &Roster,
    (brief, without): (&Brief, &[String]),
    wishes: &Wishes,
    now: Instant,
) -> Result<Option<Proposal>, Failure> {
    let mut wanted = wanted(conn, brief)?;
    for handle in without {
        wanted.without.extend(store::find_creator_by_handle(conn, handle)?.map(|creator| creator.id));
    }
    Ok(matching::propose(conn, roster, (&brief.work(), &wanted), wishes, now)?)
}
