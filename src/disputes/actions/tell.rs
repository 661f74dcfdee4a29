//! Who is told what, and whether something is asked of them. Nothing here knows a sealed amount.

use super::happen::Case;
use crate::audit::Act;
use crate::clocks::{self, Clock};
use crate::contracts::{self, Party};
use crate::disputes::model::{Dispute, DisputeState};
use crate::disputes::store;
use crate::failure::Failure;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::id::UserId;
use crate::primitives::{Instant, Minor};
use crate::sessions::{AdminRole, Right};

/// What notices to admins are about, so that they are settled by themselves.
pub(super) fn desk(dispute: &Dispute) -> String {
    format!("{}/desk", dispute.id)
}

type More = Vec<(&'static str, Param)>;

fn about(case: &Case, kind: NoticeKind, needs_action: bool, more: More) -> Notice {
    let mut params = vec![("brief", Param::text(&case.contract.title)), ("milestone", Param::text(&case.milestone.title))];
    params.extend(more);
    Notice { kind, subject: case.dispute.id.to_string(), url: format!("/disputes/{}", case.dispute.id), needs_action, params }
}

const fn across(party: Party) -> Party {
    match party {
        Party::Merchant => Party::Creator,
        Party::Creator | Party::Platform => Party::Merchant,
    }
}

fn to_side(tx: &mut Tx<'_>, act: &Act, case: &Case, side: Party, notice: &Notice) -> Result<(), Failure> {
    match side {
        Party::Merchant => notices::tell_org(tx, act, case.contract.org, Right::Work, notice),
        Party::Creator => notices::tell_creator(tx, act, case.contract.creator, notice),
        Party::Platform => Ok(()),
    }
}

fn to_both(tx: &mut Tx<'_>, act: &Act, case: &Case, notice: &Notice) -> Result<(), Failure> {
    to_side(tx, act, case, Party::Creator, notice)?;
    to_side(tx, act, case, Party::Merchant, notice)
}

/// To the other side than the one who acts, with the name of the one who acts.
fn to_other(tx: &mut Tx<'_>, act: &Act, case: &Case, (kind, needs_action): (NoticeKind, bool), more: More) -> Result<(), Failure> {
    let parties = contracts::parties(tx, &case.contract)?;
    let own = case.access.party;
    let name = if own == Party::Creator { &parties.creator_name } else { &parties.org_name };
    let mut all = vec![("who", Param::text(name))];
    all.extend(more);
    to_side(tx, act, case, across(own), &about(case, kind, needs_action, all))
}

/// To the arbiters who never dealt with either side.
fn to_arbiters(tx: &mut Tx<'_>, act: &Act, case: &Case, (role, but): (AdminRole, Option<UserId>), due: Instant) -> Result<(), Failure> {
    let notice = Notice { subject: desk(&case.dispute), ..about(case, NoticeKind::DisputeCase, true, vec![("due", due.into())]) };
    for user in notices::list_admins(tx, role)? {
        if but != Some(user) && !store::has_contact(tx, user, &case.contract)? {
            notices::tell(tx, act, user, &notice)?;
        }
    }
    Ok(())
}

fn money(case: &Case, amount: Minor) -> Param {
    case.contract.money(amount).into()
}

pub(super) fn opened(tx: &mut Tx<'_>, act: &Act, case: &Case, due: Instant) -> Result<(), Failure> {
    let more = vec![("amount", money(case, case.dispute.amount)), ("due", due.into())];
    to_other(tx, act, case, (NoticeKind::DisputeOpened, true), more)
}

pub(super) fn answered(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeAnswered, true), Vec::new())
}

pub(super) fn extended(tx: &mut Tx<'_>, act: &Act, case: &Case, due: Instant) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeExtended, false), vec![("due", due.into())])
}

pub(super) fn move_asked(tx: &mut Tx<'_>, act: &Act, case: &Case, due: Instant, reason: &str) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeMoveAsked, true), vec![("due", due.into()), ("reason", Param::text(reason))])
}

pub(super) fn move_refused(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeMoveRefused, false), Vec::new())
}

pub(super) fn moved(tx: &mut Tx<'_>, act: &Act, case: &Case, due: Instant, reason: &str) -> Result<(), Failure> {
    let more = vec![("due", due.into()), ("reason", Param::text(reason))];
    to_both(tx, act, case, &about(case, NoticeKind::DisputeMoved, false, more))
}

pub(super) fn evidenced(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeEvidence, false), Vec::new())
}

pub(super) fn offered(tx: &mut Tx<'_>, act: &Act, case: &Case, amount: Minor) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeOffered, true), vec![("amount", money(case, amount))])
}

pub(super) fn sealed(tx: &mut Tx<'_>, act: &Act, case: &Case, round: i32) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeSealed, true), vec![("n", Param::Number(i64::from(round)))])
}

pub(super) fn missed(tx: &mut Tx<'_>, act: &Act, case: &Case, round: i32) -> Result<(), Failure> {
    to_both(tx, act, case, &about(case, NoticeKind::DisputeMissed, false, vec![("n", Param::Number(i64::from(round)))]))
}

pub(super) fn mediation_wanted(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeMediationWanted, true), Vec::new())
}

pub(super) fn mediated(tx: &mut Tx<'_>, act: &Act, case: &Case, until: Instant) -> Result<(), Failure> {
    to_both(tx, act, case, &about(case, NoticeKind::DisputeMediated, true, vec![("due", until.into())]))?;
    to_arbiters(tx, act, case, (AdminRole::Arbiter, None), until)
}

pub(super) fn evidence_closed(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_both(tx, act, case, &about(case, NoticeKind::DisputeEvidenceClosed, false, Vec::new()))
}

pub(super) fn proposed(tx: &mut Tx<'_>, act: &Act, case: &Case, to_creator: Minor) -> Result<(), Failure> {
    to_both(tx, act, case, &about(case, NoticeKind::DisputeProposed, true, vec![("amount", money(case, to_creator))]))
}

pub(super) fn proposal_accepted(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeProposalAccepted, true), Vec::new())
}

/// A ruling waits for a second admin of any kind.
pub(super) fn to_confirm(tx: &mut Tx<'_>, act: &Act, case: &Case, ruled: UserId) -> Result<(), Failure> {
    let due = next_due(tx, act, case)?;
    for role in [AdminRole::Arbiter, AdminRole::FinanceAdmin] {
        to_arbiters(tx, act, case, (role, Some(ruled)), due)?;
    }
    Ok(())
}

pub(super) fn ruled(tx: &mut Tx<'_>, act: &Act, case: &Case, to_creator: Minor) -> Result<(), Failure> {
    let kind = if case.dispute.state == DisputeState::Final { NoticeKind::DisputeFinal } else { NoticeKind::DisputeRuled };
    to_both(tx, act, case, &about(case, kind, kind == NoticeKind::DisputeRuled, vec![("amount", money(case, to_creator))]))
}

pub(super) fn appealed(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeAppealed, false), Vec::new())?;
    let due = next_due(tx, act, case)?;
    to_arbiters(tx, act, case, (AdminRole::Arbiter, None), due)
}

/// When the running step of the dispute ends; now, if none runs.
fn next_due(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<Instant, Failure> {
    Ok(clocks::list_of_subject(tx, &case.dispute.id.to_string())?.first().map_or(act.at, |clock| clock.due_at))
}

pub(super) fn overdue(tx: &mut Tx<'_>, act: &Act, case: &Case, due: Instant) -> Result<(), Failure> {
    to_both(tx, act, case, &about(case, NoticeKind::DisputeOverdue, false, vec![("due", due.into())]))?;
    to_arbiters(tx, act, case, (AdminRole::Arbiter, None), due)
}

pub(super) fn withdrawn(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    to_other(tx, act, case, (NoticeKind::DisputeWithdrawn, false), Vec::new())
}

pub(super) fn ended(tx: &mut Tx<'_>, act: &Act, case: &Case, to_creator: Minor) -> Result<(), Failure> {
    let back = case.dispute.amount.minus(to_creator)?;
    let more = vec![("amount", money(case, to_creator)), ("back", money(case, back))];
    to_both(tx, act, case, &about(case, NoticeKind::DisputeEnded, false, more))
}

/// The arbiters are reminded of what waits for them.
pub(super) fn desk_reminder(tx: &mut Tx<'_>, act: &Act, case: &Case, clock: &Clock) -> Result<(), Failure> {
    let url = format!("/disputes/{}", case.dispute.id);
    let notice = Notice { subject: desk(&case.dispute), ..Notice::reminder(clock, &case.contract.title, url) };
    let named: Vec<UserId> = case.dispute.arbiter.into_iter().collect();
    let all = if named.is_empty() { notices::list_admins(tx, AdminRole::Arbiter)? } else { named };
    for user in all {
        notices::tell(tx, act, user, &notice)?;
    }
    Ok(())
}
