//! What a merchant and a creator do with a circle.

use super::model::{Circle, Letter, MemberState, NewPoll, Standing};
use super::rules::{self, Event};
use super::store;
use crate::audit::{self, Act};
use crate::blocks;
use crate::failure::{Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::outreach;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, LetterId, OrgId};
use crate::sessions::{self, OrgKind, Person, Right};

/// How many letters a page shows.
const LETTERS: i64 = 20;

/// How a circle does, each figure of so many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Health {
    pub(super) members: i64,
    pub(super) invited: i64,
    pub(super) muted: i64,
    /// In the last 30 days.
    pub(super) left: i64,
    /// Letters of the last seven days.
    pub(super) letters: i64,
}

/// A circle as one reader sees it.
pub(super) struct Seen {
    pub(super) org: OrgId,
    pub(super) name: String,
    pub(super) rules: String,
    pub(super) letters: Vec<Letter>,
    /// For the merchant's people.
    pub(super) inside: Option<(Vec<Standing>, Health)>,
    /// For a creator: where he stands, and whether he reads letters on the page only.
    pub(super) own: Option<(MemberState, bool)>,
}

/// The circle, for its merchant's people and for creators who are invited or in it. Everybody else finds nothing.
pub(super) fn see(conn: &mut Conn, person: &Person, org: OrgId, now: Instant) -> Result<Seen, Failure> {
    let name = store::merchant_name(conn, org)?.ok_or(Failure::NotFound)?;
    let creator = person.creator.as_ref().map(|creator| creator.id);
    let standing = creator.map(|creator| store::find(conn, org, creator)).transpose()?.flatten();
    let state = standing.map(|(state, _)| state).filter(|state| matches!(state, MemberState::Invited | MemberState::Member));
    let own = match state.zip(creator) {
        Some((state, creator)) => Some((state, store::is_muted(conn, org, creator)?)),
        None => None,
    };
    let is_inside = person.is_member(org);
    if !is_inside && own.is_none() {
        return Err(Failure::NotFound);
    }
    let may_read = is_inside || state == Some(MemberState::Member);
    let inside = is_inside.then(|| inside(conn, org, now)).transpose()?;
    let letters = if may_read {
        store::list_letters(conn, org, creator.filter(|_| state == Some(MemberState::Member)), LETTERS)?
    } else {
        Vec::new()
    };
    Ok(Seen { org, name, rules: store::rules(conn, org)?, letters, inside, own })
}

fn inside(conn: &mut Conn, org: OrgId, now: Instant) -> Result<(Vec<Standing>, Health), Failure> {
    let all = store::list_standing(conn, org)?;
    let count = |of: &dyn Fn(&Standing) -> bool| i64::try_from(all.iter().filter(|one| of(one)).count()).unwrap_or(i64::MAX);
    let health = Health {
        members: count(&|one| one.state == MemberState::Member),
        invited: count(&|one| one.state == MemberState::Invited),
        muted: count(&|one| one.state == MemberState::Member && one.is_muted),
        left: store::count_left(conn, org, now.plus_hours(-30 * 24))?,
        letters: store::written_since(conn, org, now.plus_hours(-rules::WEEK_HOURS))?.0,
    };
    Ok((all, health))
}

/// The circles of the person's merchants, and those of the person as a creator.
pub(super) fn list(conn: &mut Conn, person: &Person) -> Result<Vec<Circle>, Failure> {
    let merchants = person.memberships.iter().filter(|member| member.kind == OrgKind::Merchant);
    let orgs: Vec<OrgId> = merchants.map(|member| member.org).collect();
    Ok(store::list_circles(conn, &orgs, person.creator.as_ref().map(|creator| creator.id))?)
}

/// A merchant's circle in whose name this person acts.
fn own(conn: &mut Conn, person: &Person, org: OrgId) -> Result<String, Failure> {
    person.can(org, Right::Work)?;
    store::merchant_name(conn, org)?.ok_or(Failure::NotFound)
}

fn url(org: OrgId) -> String {
    format!("/circles/{org}")
}

/// What a creator is told of an invitation is settled by this.
fn subject(org: OrgId, creator: CreatorId) -> String {
    format!("circle:{org}:{creator}")
}

/// The rules of the circle, which whoever is invited reads first.
pub fn set_rules(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, text): (OrgId, &str)) -> Result<(), Failure> {
    own(tx, person, org)?;
    store::set_rules(tx, org, text, (person.id, act.at))?;
    Ok(audit::note(tx, act, "circle.rules_set", &org, "")?)
}

/// The merchant invites a creator into its circle; one who is invited or in it stays as he is. Refusals: `org.suspended`, and those of asking again,
/// of blocks and of strangers.
pub fn invite(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, handle): (OrgId, &str)) -> Result<(), Failure> {
    let name = own(tx, person, org)?;
    let creator = store::find_creator(tx, handle)?.ok_or_else(|| Failure::field("creator", "creator"))?;
    store::hold_org(tx, org)?;
    let count = i64::try_from(store::list_standing(tx, org)?.len()).unwrap_or(i64::MAX);
    if !rules::may_invite(store::find(tx, org, creator)?, count, act.at)? {
        return Ok(());
    }
    blocks::check(tx, org, creator)?;
    sessions::takes_work(tx, org)?;
    outreach::approach(tx, act, org, creator)?;
    store::invite(tx, (org, creator), (person.id, act.at))?;
    audit::note(tx, act, "circle.invited", &org, &creator.to_string())?;
    let notice = Notice {
        kind: NoticeKind::CircleInvited,
        subject: subject(org, creator),
        url: url(org),
        needs_action: true,
        params: vec![("who", Param::text(name))],
    };
    notices::tell_creator(tx, act, creator, &notice)
}

/// The creator comes into the circle, or does not.
pub fn answer(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, is_yes): (OrgId, bool)) -> Result<(), Failure> {
    let creator = person.creator_id()?;
    move_on(tx, act, (org, creator), if is_yes { Event::Accepted } else { Event::Declined })?;
    if is_yes {
        let name = person.creator.as_ref().map(|creator| format!("@{}", creator.handle)).unwrap_or_default();
        let notice = Notice {
            kind: NoticeKind::CircleJoined,
            subject: subject(org, creator),
            url: url(org),
            needs_action: false,
            params: vec![("who", Param::text(name))],
        };
        notices::tell_org(tx, act, org, Right::Work, &notice)?;
    }
    Ok(())
}

/// The creator leaves.
pub(super) fn leave(tx: &mut Tx<'_>, act: &Act, person: &Person, org: OrgId) -> Result<(), Failure> {
    move_on(tx, act, (org, person.creator_id()?), Event::Left)
}

/// The merchant takes a creator out, or an invitation back. Nobody is told.
pub(super) fn remove(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, creator): (OrgId, CreatorId)) -> Result<(), Failure> {
    own(tx, person, org)?;
    move_on(tx, act, (org, creator), Event::Removed)
}

fn move_on(tx: &mut Tx<'_>, act: &Act, (org, creator): (OrgId, CreatorId), event: Event) -> Result<(), Failure> {
    let (from, _) = store::find(tx, org, creator)?.ok_or(Failure::NotFound)?;
    let to = rules::step(from, event)?;
    if !store::advance(tx, (org, creator), (from, to), act.at)? {
        return Err(STATE_REFUSED.into());
    }
    notices::settle(tx, act, &subject(org, creator))?;
    Ok(audit::note(tx, act, &format!("circle.{to}"), &org, &creator.to_string())?)
}

/// The creator hears of letters, or reads them on the page only.
pub(super) fn mute(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, is_muted): (OrgId, bool)) -> Result<(), Failure> {
    let creator = person.creator_id()?;
    match store::find(tx, org, creator)? {
        Some((MemberState::Member, _)) => {}
        Some(_) | None => return Err(Failure::NotFound),
    }
    store::mute(tx, org, creator, is_muted)?;
    Ok(audit::note(tx, act, if is_muted { "circle.muted" } else { "circle.unmuted" }, &org, &creator.to_string())?)
}

/// The merchant writes to its whole circle, or asks it something. Everybody in it reads it on the page; who hears of it hears of it later.
pub fn write(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, text, poll): (OrgId, &str, Option<&NewPoll>)) -> Result<LetterId, Failure> {
    own(tx, person, org)?;
    sessions::takes_work(tx, org)?;
    store::hold_org(tx, org)?;
    rules::may_write(store::written_since(tx, org, act.at.plus_hours(-rules::WEEK_HOURS))?, act.at)?;
    let id = LetterId::random();
    store::insert_letter(tx, id, (org, person.id), text, act.at)?;
    if let Some(poll) = poll {
        store::insert_poll(tx, id, poll)?;
        for (position, answer) in (0..).zip(&poll.answers) {
            store::insert_answer(tx, id, position, answer)?;
        }
    }
    audit::note(tx, act, if poll.is_some() { "circle.asked" } else { "circle.written_to" }, &org, &id.to_string())?;
    Ok(id)
}

/// Tells some more members of a letter: those who neither muted it nor heard of another within the day. Whether there may be more.
pub(super) fn tell(tx: &mut Tx<'_>, act: &Act, id: LetterId) -> Result<bool, Failure> {
    let Some((org, asks)) = store::hold_untold(tx, id)? else { return Ok(false) };
    let name = store::merchant_name(tx, org)?.unwrap_or_default();
    let told = store::list_told(tx, org, act.at.plus_hours(-rules::TOLD_HOURS), rules::TOLD_AT_ONCE)?;
    for creator in &told {
        store::deliver(tx, id, *creator, act.at)?;
        let notice = Notice {
            kind: if asks { NoticeKind::CirclePoll } else { NoticeKind::CircleLetter },
            subject: id.to_string(),
            url: url(org),
            needs_action: false,
            params: vec![("who", Param::text(&name))],
        };
        notices::tell_creator(tx, act, *creator, &notice)?;
    }
    let more = i64::try_from(told.len()).unwrap_or(i64::MAX) == rules::TOLD_AT_ONCE;
    if !more {
        store::close(tx, id, act.at)?;
    }
    Ok(more)
}

/// A member answers a question, or answers it otherwise, until its end. Refusals: `circle.poll_over`.
pub fn vote(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, letter, position): (OrgId, LetterId, i32)) -> Result<(), Failure> {
    let creator = person.creator_id()?;
    if !store::is_member(tx, org, creator)? {
        return Err(Failure::NotFound);
    }
    let end = store::find_end(tx, org, letter)?.ok_or(Failure::NotFound)?;
    rules::may_vote(end, act.at)?;
    if !store::has_answer(tx, letter, position)? {
        return Err(Failure::field("answer", "choice"));
    }
    Ok(store::vote(tx, (letter, creator), position, act.at)?)
}
