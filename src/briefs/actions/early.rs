//! Who sees a brief, and when: a merchant's circle may be first, or alone.

use super::start_clock;
use crate::audit::{self, Act};
use crate::briefs::model::{Brief, Visibility};
use crate::briefs::store;
use crate::circles;
use crate::clocks::ClockKind;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::BriefId;
use crate::sessions::Person;

/// The circle was first; everybody finds the brief from now on.
pub(super) fn open_to_all(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    if brief.early_until().is_some() {
        store::open_to_all(tx, brief.id, act.at)?;
        audit::note(tx, act, "brief.opened_to_all", &brief.id, "")?;
    }
    Ok(())
}

/// An open brief that its merchant's circle sees first: nobody else finds it for so many hours.
pub(in crate::briefs) fn begin(tx: &mut Tx<'_>, act: &Act, opened: &Brief) -> Result<(), Failure> {
    let hours = opened.details.early_hours;
    if hours == 0 || opened.visibility != Visibility::Public {
        return Ok(());
    }
    let until = act.at.plus_hours(i64::from(hours));
    store::begin_early(tx, opened.id, until)?;
    start_clock(tx, act.at, opened, ClockKind::BriefEarly, until)
}

/// The brief if this reader may see it: everybody what was published in public, members all of their own, a creator what he is invited to, and what is
/// for a circle that he is in.
pub fn get_seen(conn: &mut Conn, person: Option<&Person>, id: BriefId) -> Result<Brief, Failure> {
    let brief = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    let member = person.is_some_and(|person| person.is_member(brief.org));
    if brief.is_public() || member {
        return Ok(brief);
    }
    let creator = person.and_then(|person| person.creator.as_ref()).filter(|_| brief.state.is_published());
    let Some(creator) = creator else { return Err(Failure::NotFound) };
    if brief.visibility == Visibility::Circle && circles::is_member(conn, brief.org, creator.id)? {
        return Ok(brief);
    }
    if brief.is_for_circle() {
        return Err(Failure::NotFound);
    }
    let invited = store::find_invitation(conn, id, creator.id)?;
    if invited.is_some_and(|invited| invited.declined_at.is_none()) { Ok(brief) } else { Err(Failure::NotFound) }
}
