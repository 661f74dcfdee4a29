//! What the two sides do with remarks.

use super::model::{Place, Remark, Reply};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::contracts::{self, Contract, Milestone, Party, rules::Access};
use crate::deliveries::model::{Delivery, Wish};
use crate::deliveries::store as deliveries;
use crate::events::{self, Concerns};
use crate::failure::{Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{MilestoneId, RemarkId};
use crate::sessions::{Person, Right};

/// What somebody says about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewRemark {
    pub(super) version: i32,
    pub(super) position: i32,
    pub(super) place: Place,
    pub(super) text: String,
}

/// All remarks of a milestone, oldest first, for whoever may see it.
pub fn list(conn: &mut Conn, milestone: MilestoneId) -> Result<Vec<Remark>, Failure> {
    Ok(store::list(conn, milestone)?)
}

/// The reader may remark on the work now.
#[must_use]
pub fn may_remark(milestone: &Milestone, access: Access) -> bool {
    access.works && access.party != Party::Platform && rules::takes(milestone.state)
}

/// What somebody who works for a side has before him: the version, and the remarks so far.
pub(super) struct Before {
    pub(super) contract: Contract,
    pub(super) milestone: Milestone,
    pub(super) party: Party,
    pub(super) versions: Vec<Delivery>,
    pub(super) remarks: Vec<Remark>,
}

/// The milestone with its versions and remarks, for who works for a side while remarks are made.
pub(super) fn before(conn: &mut Conn, person: &Person, id: MilestoneId) -> Result<Before, Failure> {
    let (contract, milestone, party) = contracts::acting(conn, person, id)?;
    rules::check_open(&milestone)?;
    Ok(Before { contract, milestone, party, versions: deliveries::list(conn, &[id])?, remarks: store::list(conn, id)? })
}

/// As [`before`], by a remark, which comes too.
pub(super) fn before_of(conn: &mut Conn, person: &Person, id: RemarkId) -> Result<(Before, Remark), Failure> {
    let milestone = store::find_milestone(conn, id)?.ok_or(Failure::NotFound)?;
    let before = before(conn, person, milestone)?;
    let remark = before.remarks.iter().find(|remark| remark.id == id).cloned().ok_or(Failure::NotFound)?;
    Ok((before, remark))
}

/// Somebody points at a place and says something.
pub(super) fn add(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, new: &NewRemark) -> Result<Remark, Failure> {
    let before = before(tx, person, id)?;
    if before.remarks.len() >= rules::MOST {
        return Err(rules::FULL.into());
    }
    let seen = before.versions.iter().find(|version| version.version == new.version);
    if !seen.is_some_and(|seen| rules::stands_in(seen, new.position, new.place)) {
        return Err(Failure::field("place", "choice"));
    }
    let remark = Remark {
        id: RemarkId::random(),
        no: i32::try_from(before.remarks.len()).unwrap_or(i32::MAX).saturating_add(1),
        milestone: id,
        version: new.version,
        position: new.position,
        place: new.place,
        party: before.party,
        by: person.id,
        text: new.text.clone(),
        at: act.at,
        resolved_version: None,
        replies: Vec::new(),
    };
    store::insert(tx, &remark)?;
    audit::note(tx, act, "remark.made", &remark.id, "")?;
    tell(tx, act, &before)?;
    Ok(remark)
}

/// Somebody answers under a remark.
pub(super) fn reply(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RemarkId, text: &str) -> Result<Before, Failure> {
    let (before, remark) = before_of(tx, person, id)?;
    if remark.replies.len() >= rules::MOST_REPLIES {
        return Err(rules::FULL.into());
    }
    store::insert_reply(tx, id, person.id, &Reply { party: before.party, text: text.to_owned(), at: act.at })?;
    audit::note(tx, act, "remark.answered", &id, "")?;
    tell(tx, act, &before)?;
    Ok(before)
}

/// The side that made it says that it is done, or not after all.
pub(super) fn resolve(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RemarkId, is_done: bool) -> Result<Before, Failure> {
    let (before, remark) = before_of(tx, person, id)?;
    rules::check_resolver(&remark, before.party)?;
    let resolved = is_done.then_some((before.milestone.times_submitted, act.at));
    if !store::set_resolved(tx, id, resolved)? {
        return Err(STATE_REFUSED.into());
    }
    audit::note(tx, act, if is_done { "remark.resolved" } else { "remark.reopened" }, &id, "")?;
    events::show(tx, act, Concerns::both(before.contract.org, before.contract.creator, &before.contract.id))?;
    Ok(before)
}

/// The other side hears of it in the inbox, once until it has looked, and at once on an open page.
fn tell(tx: &mut Tx<'_>, act: &Act, before: &Before) -> Result<(), Failure> {
    let (contract, milestone) = (&before.contract, &before.milestone);
    events::show(tx, act, Concerns::both(contract.org, contract.creator, &contract.id))?;
    let parties = contracts::parties(tx, contract)?;
    let (who, readers) = match before.party {
        Party::Creator => (parties.creator_name, notices::list_members_who(tx, contract.org, Right::Work)?),
        Party::Merchant | Party::Platform => (parties.org_name, vec![notices::user_of_creator(tx, contract.creator)?]),
    };
    let notice = Notice {
        kind: NoticeKind::RemarkMade,
        subject: format!("{}/remarks", milestone.id),
        url: format!("/contracts/{}?milestone={}#remarks", contract.id, milestone.id),
        needs_action: false,
        params: vec![("brief", Param::text(&contract.title)), ("milestone", Param::text(&milestone.title)), ("who", Param::text(who))],
    };
    for user in readers.into_iter().filter(|user| Some(*user) != act.user()) {
        notices::tell_once(tx, act, user, &notice)?;
    }
    Ok(())
}

/// Open remarks of the merchant as wishes of a request about the version that was seen. What is named must be such a remark.
pub(in crate::deliveries) fn wishes(
    conn: &mut Conn,
    milestone: MilestoneId,
    seen: &Delivery,
    ids: &[RemarkId],
) -> Result<Vec<Wish>, Failure> {
    let remarks = store::list(conn, milestone)?;
    let open = |id: &RemarkId| {
        remarks
            .iter()
            .find(|remark| remark.id == *id && remark.is_open() && remark.party == Party::Merchant && remark.stands_on(seen.version))
    };
    let wish = |remark: &Remark| Wish { check: None, pin: rules::pin(remark, seen), text: remark.text.clone() };
    let wishes: Option<Vec<Wish>> = ids.iter().map(|id| open(id).map(wish)).collect();
    wishes.ok_or_else(|| Failure::field("remarks", "choice"))
}
