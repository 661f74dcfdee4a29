//! What becomes of a brief that was sent off: open at once where nothing is flagged, else a moderator says yes, or no with a reason.

use super::lint::{self, RejectReason};
use super::model::{Brief, BriefState};
use super::rules::{self, Event, Party};
use super::store;
use super::trace::trace;
use crate::audit::{self, Act};
use crate::events::EventType;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::BriefId;
use crate::sessions::{AdminRole, Person, Right};

/// A brief that was just sent off waits for a moderator, or is open now. One that a moderator refused before is read again whatever stands in it.
pub(super) fn send_on(tx: &mut Tx<'_>, act: &Act, waiting: &Brief, was: BriefState) -> Result<(), Failure> {
    let granted = was == BriefState::Rejected && store::was_vindicated(tx, waiting)?;
    if !granted && (was == BriefState::Rejected || crate::lint::is_flagged(&lint::findings(waiting))) {
        return Ok(audit::note(tx, &Act::platform(act.at, act.request.clone()), "brief.flagged", &waiting.id, "")?);
    }
    open(tx, &Act::platform(act.at, act.request.clone()), waiting, (Event::Passed, Party::Platform))
}

/// The brief is open: its deadline runs, later by as long as it waited.
fn open(tx: &mut Tx<'_>, act: &Act, waiting: &Brief, by: (Event, Party)) -> Result<(), Failure> {
    let next = rules::after(waiting, by.0, by.1)?;
    let deadline = waiting.bid_deadline.zip(waiting.paused_at).map(|(deadline, since)| rules::resumed_deadline(deadline, since, act.at));
    let changed = Brief { published_at: Some(act.at), paused_at: None, bid_deadline: deadline.or(waiting.bid_deadline), ..waiting.clone() };
    let opened = store::advance(tx, waiting, next, &changed)?;
    super::actions::start_deadline(tx, act, &opened)?;
    super::actions::begin_early(tx, act, &opened)?;
    audit::note(tx, act, "brief.opened", &opened.id, "")?;
    super::actions::tell_invited(tx, act, &opened)?;
    trace(tx, act, EventType::BriefOpened, &opened)
}

/// A brief that waits or was refused, for a moderator; nobody judges what his own organisation wants.
pub(super) fn get_judged(conn: &mut Conn, person: &Person, id: BriefId) -> Result<Brief, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let brief = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    if person.is_member(brief.org) { Err(ACT_FORBIDDEN.into()) } else { Ok(brief) }
}

/// The moderator finds nothing wrong: it is open.
pub(super) fn approve(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId) -> Result<(), Failure> {
    let brief = get_judged(tx, person, id)?;
    open(tx, act, &brief, (Event::Approved, Party::Moderator))?;
    tell(tx, act, &brief, (NoticeKind::BriefApproved, false), Vec::new())
}

/// The moderator refuses it; it may be changed and sent off again.
pub(super) fn reject(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, reason: RejectReason) -> Result<(), Failure> {
    let brief = get_judged(tx, person, id)?;
    let next = rules::after(&brief, Event::Rejected, Party::Moderator)?;
    let rejected = store::advance(tx, &brief, next, &Brief { paused_at: None, cancel_reason: reason.to_string(), ..brief.clone() })?;
    audit::note(tx, act, "brief.rejected", &id, &reason.to_string())?;
    super::actions::give_back(tx, act, &rejected)?;
    let why = ("reason", Param::word(format!("briefs-reject-{reason}")));
    tell(tx, act, &brief, (NoticeKind::BriefRejected, true), vec![why])
}

fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    brief: &Brief,
    (kind, needs_action): (NoticeKind, bool),
    more: Vec<(&'static str, Param)>,
) -> Result<(), Failure> {
    let mut params = vec![("brief", Param::text(&brief.title))];
    params.extend(more);
    let notice = Notice { kind, subject: brief.id.to_string(), url: format!("/briefs/{}", brief.id), needs_action, params };
    notices::tell_org(tx, act, brief.org, Right::Work, &notice)
}
