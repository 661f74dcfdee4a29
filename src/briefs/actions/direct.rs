//! A brief that is written by an order: the creator has said beforehand what he does and for how much.

use super::{NewDraft, create_draft, publish};
use crate::audit::{self, Act};
use crate::briefs::model::{Brief, BriefState, Rates};
use crate::briefs::store;
use crate::failure::{Failure, Refusal};
use crate::platform::db::Tx;
use crate::primitives::id::CreatorId;
use crate::sessions::Person;

/// A moderator would have to read the words first.
const FLAGGED: Refusal = Refusal::conflict("order.flagged");

/// A brief for this creator alone, written and open in one step. Nobody is asked to bid: whoever calls this places the bid. Refusals: those of
/// publishing, and `order.flagged` where a moderator would have to read the words first.
pub fn open_for(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    new: NewDraft,
    (creator, rates): (CreatorId, Rates),
) -> Result<Brief, Failure> {
    let id = create_draft(tx, act, person, new)?;
    publish(tx, act, person, id, rates)?;
    let brief = store::get(tx, id)?;
    if brief.state != BriefState::Open {
        return Err(FLAGGED.into());
    }
    store::insert_invitation(tx, id, creator, person.id, act.at)?;
    audit::note(tx, act, "brief.invited", &id, &creator.to_string())?;
    Ok(brief)
}
