//! Appealing, and another moderator's answer.

use super::model::{Appeal, AppealKind, AppealState, Decision};
use super::store;
use crate::audit::{self, Act};
use crate::briefs::{self, BriefState};
use crate::creators::checks;
use crate::failure::{ACT_FORBIDDEN, Failure, Refusal, STATE_REFUSED};
use crate::measures::{actions, orgs, reports};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{AppealId, BriefId, EventId, PointsId, ReportId, UserId};
use crate::primitives::{Instant, Limit};
use crate::sessions::{self, AdminRole, MeasureStep, Person, Right};
use crate::tiers;
use crate::verifications;

/// How long after a decision one may appeal.
const DAYS: i64 = 14;
/// It was appealed against, or the time for it is over.
const TOO_LATE: Refusal = Refusal::conflict("appeal.too_late");
/// One appeal for each decision.
const ALREADY: Refusal = Refusal::conflict("appeal.already");
/// Nobody judges what he decided himself.
const ANOTHER: Refusal = Refusal::forbidden("appeal.another_moderator");

/// The decision, for whom it concerns; anybody else finds nothing.
pub(super) fn see(conn: &mut Conn, person: &Person, (kind, subject): (AppealKind, &str)) -> Result<Decision, Failure> {
    let own = |user: UserId| if user == person.id { Ok(()) } else { Err(Failure::NotFound) };
    let (by, words, at, url) = match kind {
        AppealKind::Measure => {
            let step = store::find_step(conn, id::<EventId>(subject)?)?.ok_or(Failure::NotFound)?;
            own(step.user)?;
            if step.step == MeasureStep::Lift {
                return Err(Failure::NotFound);
            }
            (step.by, format!("{}: {}", step.step, step.reason), step.at, "/inbox?tab=news".to_owned())
        }
        AppealKind::OrgMeasure => {
            let found = orgs::store::find_step(conn, id::<EventId>(subject)?)?.ok_or(Failure::NotFound)?;
            let manages = person.membership(found.org).is_some_and(|member| member.role.allows(Right::Manage));
            let step = found.taken;
            if !manages || step.step == MeasureStep::Lift {
                return Err(Failure::NotFound);
            }
            (step.by, format!("{}: {}", step.step, step.reason), step.at, "/inbox?tab=news".to_owned())
        }
        AppealKind::Points => {
            let points = tiers::find_points(conn, id::<PointsId>(subject)?)?.ok_or(Failure::NotFound)?;
            own(points.user)?;
            (points.by, format!("{} ({}): {}", points.conduct, points.points, points.reason), points.at, "/my/tier".to_owned())
        }
        AppealKind::Report => {
            let (reporter, answered, url) = reports::answered(conn, id::<ReportId>(subject)?)?.ok_or(Failure::NotFound)?;
            own(reporter)?;
            (answered.0, answered.1, answered.2, url)
        }
        AppealKind::Brief => refusal(conn, person, subject)?,
        AppealKind::Verification => {
            let refused = verifications::refused(conn, person, version_of(subject)?)?.ok_or(Failure::NotFound)?;
            own(refused.asked_by)?;
            (refused.by, refused.words, refused.at, refused.url)
        }
        AppealKind::Channel => {
            let refused = checks::refused(conn, person, version_of(subject)?)?.ok_or(Failure::NotFound)?;
            own(refused.asked_by)?;
            (refused.by, refused.words, refused.at, refused.url)
        }
    };
    Ok(Decision { kind, subject: subject.to_owned(), by, words, at, url })
}

fn id<T: std::str::FromStr>(subject: &str) -> Result<T, Failure> {
    subject.parse().map_err(|_| Failure::NotFound)
}

/// What was refused, and which version of it: `vrf_…/2`.
fn version_of<T: std::str::FromStr>(subject: &str) -> Result<(T, i64), Failure> {
    let (thing, version) = subject.split_once('/').ok_or(Failure::NotFound)?;
    Ok((id(thing)?, id(version)?))
}

/// Who refused a brief in these words, and why: `brf_…/3`.
fn refusal(conn: &mut Conn, person: &Person, subject: &str) -> Result<(UserId, String, Instant, String), Failure> {
    let (brief, version) = subject.split_once('/').ok_or(Failure::NotFound)?;
    let brief = briefs::get_for(conn, person, id::<BriefId>(brief)?, Right::Work)?;
    if brief.state != BriefState::Rejected || brief.words_version.to_string() != version {
        return Err(Failure::NotFound);
    }
    let log = audit::list(conn, Some(&brief.id.to_string()), None, Limit::PAGE)?;
    let line = log.items.into_iter().find(|line| line.action == "brief.rejected").ok_or(Failure::NotFound)?;
    Ok((id::<UserId>(&line.actor)?, line.reason, line.at, format!("/briefs/{}", brief.id)))
}

/// Whom a decision concerns disagrees. Refusals: `appeal.already`, `appeal.too_late`.
pub(super) fn appeal(tx: &mut Tx<'_>, act: &Act, person: &Person, named: (AppealKind, &str), words: &str) -> Result<String, Failure> {
    let decision = see(tx, person, named)?;
    if decision.at.plus_hours(24 * DAYS) <= act.at {
        return Err(TOO_LATE.into());
    }
    let new = Appeal {
        id: AppealId::random(),
        kind: decision.kind,
        subject: decision.subject,
        user: person.id,
        decided_by: decision.by,
        decision: decision.words,
        words: words.to_owned(),
        at: act.at,
        state: AppealState::Waiting,
        answer: String::new(),
    };
    if !store::insert(tx, &new)? {
        return Err(ALREADY.into());
    }
    audit::note(tx, act, &format!("appeal.made.{}", new.kind), &new.id, "")?;
    let notice = Notice {
        kind: NoticeKind::AppealMade,
        subject: new.id.to_string(),
        url: format!("/admin/appeals/{}", new.id),
        needs_action: true,
        params: vec![("what", Param::word(format!("appeals-kind-{}", new.kind)))],
    };
    notices::tell_admins(tx, act, AdminRole::Moderator, Some(decision.by), &notice)?;
    Ok(decision.url)
}

/// What waits, for moderators.
pub(super) fn queue(conn: &mut Conn, person: &Person) -> Result<Vec<Appeal>, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    Ok(store::list_waiting(conn, 100)?)
}

/// An appeal, for moderators.
pub(super) fn judged(conn: &mut Conn, person: &Person, id: AppealId) -> Result<Appeal, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    store::find(conn, id)?.ok_or(Failure::NotFound)
}

/// Another moderator answers; what he grants is undone. Refusals: `appeal.another_moderator`, `state.refused` if it was answered.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: AppealId,
    (verdict, words): (AppealState, &str),
) -> Result<(), Failure> {
    let appeal = judged(tx, person, id)?;
    if appeal.decided_by == person.id {
        return Err(ANOTHER.into());
    }
    if appeal.user == person.id {
        return Err(ACT_FORBIDDEN.into());
    }
    if !store::answer(tx, id, (verdict, words), (person.id, act.at))? {
        return Err(STATE_REFUSED.into());
    }
    audit::note(tx, act, &format!("appeal.{verdict}.{}", appeal.kind), &id, words)?;
    if verdict == AppealState::Granted {
        undo(tx, act, person, &appeal, words)?;
    }
    notices::settle(tx, act, &id.to_string())?;
    let notice = Notice {
        kind: NoticeKind::AppealAnswered,
        subject: id.to_string(),
        url: url(&appeal),
        needs_action: false,
        params: vec![("what", Param::word(format!("appeals-told-{verdict}"))), ("reason", Param::text(words))],
    };
    notices::tell(tx, act, appeal.user, &notice)
}

fn url(appeal: &Appeal) -> String {
    match appeal.kind {
        AppealKind::Points => "/my/tier".to_owned(),
        AppealKind::Brief => format!("/briefs/{}", appeal.subject.split('/').next().unwrap_or_default()),
        AppealKind::Channel => "/my/profile/channels".to_owned(),
        AppealKind::Measure | AppealKind::OrgMeasure | AppealKind::Report | AppealKind::Verification => "/inbox?tab=news".to_owned(),
    }
}

/// A warning stands in the history and no more; a step that holds is lifted, points count no more, a report waits again, the brief opens when it is
/// sent in the same words, and a channel is its creator's.
fn undo(tx: &mut Tx<'_>, act: &Act, person: &Person, appeal: &Appeal, words: &str) -> Result<(), Failure> {
    match appeal.kind {
        AppealKind::Measure => {
            let still = sessions::find_person(tx, appeal.user)?.is_some_and(|other| other.measure.is_some());
            if still { actions::take(tx, act, person, appeal.user, (MeasureStep::Lift, words)) } else { Ok(()) }
        }
        AppealKind::OrgMeasure => {
            let org = orgs::store::find_step(tx, id::<EventId>(&appeal.subject)?)?.ok_or(Failure::NotFound)?.org;
            let still = sessions::find_org_measure(tx, org)?.is_some();
            if still { orgs::actions::take(tx, act, person, org, (MeasureStep::Lift, words)) } else { Ok(()) }
        }
        AppealKind::Points => tiers::end_points(tx, act, person, id(&appeal.subject)?).map(drop),
        AppealKind::Report => reports::reopen(tx, id(&appeal.subject)?),
        AppealKind::Brief => Ok(()),
        AppealKind::Verification => verifications::reopen(tx, act, person, version_of(&appeal.subject)?.0),
        AppealKind::Channel => checks::reverse(tx, act, person, version_of(&appeal.subject)?),
    }
}

/// The appeal against this decision, if there is one.
pub(super) fn find_of(conn: &mut Conn, (kind, subject): (AppealKind, &str)) -> Result<Option<Appeal>, Failure> {
    Ok(store::find_of(conn, kind, subject)?)
}
