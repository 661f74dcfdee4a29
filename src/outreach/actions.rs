//! Turning to somebody, and closing the door to strangers.

use super::rules::{self, Approach, Standing};
use super::store;
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId};
use crate::sessions::Person;

/// The organisation turns to a creator; to one it has no history with only so often, and not if he wishes to hear from no stranger. Whoever calls this holds
/// the organisation's row or lets the database order what comes at once. Refusals: `outreach.closed`, `outreach.too_many`.
pub fn approach(tx: &mut Tx<'_>, act: &Act, org: OrgId, creator: CreatorId) -> Result<(), Failure> {
    let since = act.at.plus_hours(-rules::HOURS);
    let approach = Approach {
        is_known: store::is_known(tx, org, creator)?,
        is_closed: store::is_closed(tx, creator)?,
        is_counted: store::last_call(tx, org, creator)?.is_some_and(|at| at > since),
        turned_to: store::turned_to(tx, org, since)?,
    };
    if rules::may_approach(&approach, act.at)? {
        store::call(tx, org, creator, act.at)?;
    }
    Ok(())
}

/// To how many strangers the organisation has turned, and to how many it may.
pub fn standing(conn: &mut Conn, org: OrgId, now: Instant) -> Result<Standing, Failure> {
    Ok(Standing { turned_to: store::turned_to(conn, org, now.plus_hours(-rules::HOURS))?.0, most: rules::MOST })
}

/// The creator wishes to hear from no stranger, or from all.
pub(super) fn choose(tx: &mut Tx<'_>, act: &Act, person: &Person, is_closed: bool) -> Result<(), Failure> {
    let creator = person.creator_id()?;
    store::close(tx, creator, is_closed, act.at)?;
    Ok(audit::note(tx, act, if is_closed { "creator.closed_to_strangers" } else { "creator.open_to_strangers" }, &creator, "")?)
}

/// What a person's page of this shows.
pub(super) struct Seen {
    /// Closed to strangers, if the person is a creator.
    pub(super) is_closed: Option<bool>,
    /// Each organisation with how often it turned to strangers.
    pub(super) orgs: Vec<(String, Standing)>,
}

/// What the person wishes, and what the person's merchants did.
pub(super) fn see(conn: &mut Conn, person: &Person, now: Instant) -> Result<Seen, Failure> {
    let is_closed = person.creator.as_ref().map(|creator| store::is_closed(conn, creator.id)).transpose()?;
    let merchants = person.memberships.iter().filter(|member| member.kind == crate::sessions::OrgKind::Merchant);
    let orgs = merchants.map(|member| Ok((member.org_name.clone(), standing(conn, member.org, now)?)));
    Ok(Seen { is_closed, orgs: orgs.collect::<Result<_, Failure>>()? })
}
