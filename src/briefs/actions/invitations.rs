//! Inviting creators to a brief, and declining.

use super::get_for;
use crate::audit::{self, Act};
use crate::blocks;
use crate::briefs::model::{Brief, BriefState, Invitation};
use crate::briefs::rules::talk;
use crate::briefs::store;
use crate::circles;
use crate::failure::{Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::outreach;
use crate::platform::db::Tx;
use crate::primitives::id::{BriefId, CreatorId};
use crate::sessions::{self, Person, Right};

/// The subject of what a creator is told of an invitation.
fn subject(brief: BriefId, creator: CreatorId) -> String {
    format!("{brief}:{creator}")
}

/// The merchant invites a creator; one who is invited already stays as he is. He hears of it once the brief is open.
pub fn invite(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, creator: CreatorId) -> Result<Invitation, Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    if store::find_creator(tx, creator)?.is_none() {
        return Err(Failure::field("creator_id", "creator"));
    }
    store::hold_org(tx, brief.org)?;
    store::hold(tx, &brief)?;
    if let Some(invited) = store::find_invitation(tx, id, creator)? {
        return Ok(invited);
    }
    blocks::check(tx, brief.org, creator)?;
    if brief.is_for_circle() && !circles::is_member(tx, brief.org, creator)? {
        return Err(talk::CIRCLE_ONLY.into());
    }
    sessions::takes_work(tx, brief.org)?;
    talk::invites(&brief, store::count_standing(tx, id)?)?;
    if store::is_of_org(tx, creator, brief.org)? {
        return Err(talk::OWN_BRIEF.into());
    }
    outreach::approach(tx, act, brief.org, creator)?;
    store::insert_invitation(tx, id, creator, person.id, act.at)?;
    audit::note(tx, act, "brief.invited", &id, &creator.to_string())?;
    if brief.state != BriefState::Draft {
        tell(tx, act, &brief, creator)?;
    }
    store::find_invitation(tx, id, creator)?.ok_or(Failure::NotFound)
}

fn tell(tx: &mut Tx<'_>, act: &Act, brief: &Brief, creator: CreatorId) -> Result<(), Failure> {
    let merchant = store::find_merchant(tx, brief.org)?.map(|merchant| merchant.name).unwrap_or_default();
    let notice = Notice {
        kind: NoticeKind::BriefInvited,
        subject: subject(brief.id, creator),
        url: format!("/briefs/{}", brief.id),
        needs_action: true,
        params: vec![("brief", Param::text(&brief.title)), ("who", Param::text(merchant))],
    };
    notices::tell_creator(tx, act, creator, &notice)
}

/// The brief was opened: those who were invited while it was a draft hear of it.
pub(in crate::briefs) fn tell_all(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    for invited in store::list_invitations(tx, brief.id)?.iter().filter(|invited| invited.declined_at.is_none()) {
        tell(tx, act, brief, invited.creator.id)?;
    }
    Ok(())
}

/// The creator does not want it, and a brief for the invited alone is closed to him from now on.
pub fn decline_invitation(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId) -> Result<(), Failure> {
    let creator = person.creator.as_ref().map(|creator| creator.id).ok_or(Failure::NotFound)?;
    let brief = super::get_seen(tx, Some(person), id)?;
    let invited = store::find_invitation(tx, id, creator)?.ok_or(Failure::NotFound)?;
    if !store::decline_invitation(tx, id, creator, act.at)? {
        return Err(STATE_REFUSED.into());
    }
    audit::note(tx, act, "brief.invitation_declined", &id, &creator.to_string())?;
    notices::settle(tx, act, &subject(id, creator))?;
    let notice = Notice {
        kind: NoticeKind::BriefInvitationDeclined,
        subject: id.to_string(),
        url: format!("/briefs/{id}/invitations"),
        needs_action: false,
        params: vec![("brief", Param::text(&brief.title)), ("who", Param::text(invited.creator.name))],
    };
    notices::tell_org(tx, act, brief.org, Right::Work, &notice)
}

/// The creator has answered an invitation with a bid.
pub fn take_up(tx: &mut Tx<'_>, act: &Act, brief: BriefId, creator: CreatorId) -> Result<(), Failure> {
    notices::settle(tx, act, &subject(brief, creator))
}
