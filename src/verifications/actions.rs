//! Asking, and what moderators do about it.

use super::model::{Decision, Papers, RefusalReason, Refused, Verification, VerificationState, Whose};
use super::rules::{self, Event};
use super::store;
use crate::accounts;
use crate::audit::{self, Act};
use crate::creators;
use crate::failure::{Failure, STATE_REFUSED};
use crate::files::{self, File};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{UserId, VerificationId};
use crate::sessions::{AdminRole, Person, Right};

/// Where its owner reads about it.
pub(super) fn own_url(whose: Whose) -> String {
    match whose {
        Whose::Org(org) => format!("/settings/organisations/{org}/verification"),
        Whose::Creator(_) => "/my/profile/verification".to_owned(),
    }
}

/// Those of an organisation or a creator, newest first, for whoever speaks for it.
pub(super) fn see_own(conn: &mut Conn, person: &Person, whose: Whose) -> Result<Vec<Verification>, Failure> {
    rules::speaks_for(person, whose)?;
    Ok(store::list_of(conn, whose)?)
}

/// Somebody asks, with what shows it. Refusals: `verification.waiting`, `state.refused` while one holds for long, and too many a day.
pub(super) fn ask(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    whose: Whose,
    (papers, file): (&Papers, Option<&File>),
) -> Result<(), Failure> {
    rules::speaks_for(person, whose)?;
    person.confirmed()?;
    rules::may_ask(store::list_of(tx, whose)?.first(), act.at)?;
    let today = store::count_since(tx, whose, act.at.plus_hours(-24))?;
    if i64::try_from(today).unwrap_or(i64::MAX) >= rules::MOST_A_DAY {
        return Err(Failure::Limited(3_600));
    }
    if let Some(file) = file {
        files::insert(tx, file)?;
    }
    let new = Verification {
        id: VerificationId::random(),
        whose,
        asked_by: person.id,
        papers: Papers { file: file.map(|file| file.id), ..papers.clone() },
        state: VerificationState::Asked,
        version: 1,
        asked_at: act.at,
        decision: None,
        expires_at: None,
    };
    if !store::insert(tx, &new)? {
        return Err(rules::WAITING.into());
    }
    audit::note(tx, act, "verification.asked", &new.id, "")?;
    tell_desk(tx, act, person.id, &new)
}

fn tell_desk(tx: &mut Tx<'_>, act: &Act, but: UserId, one: &Verification) -> Result<(), Failure> {
    let notice = Notice {
        kind: NoticeKind::VerificationAsked,
        subject: one.id.to_string(),
        url: format!("/admin/verifications/{}", one.id),
        needs_action: true,
        params: vec![("who", Param::text(face(tx, one.whose)?.0))],
    };
    notices::tell_admins(tx, act, AdminRole::Moderator, Some(but), &notice)
}

/// What others call it, and where they see it.
fn face(conn: &mut Conn, whose: Whose) -> Result<(String, String), Failure> {
    store::find_face(conn, whose)?.ok_or(Failure::NotFound)
}

/// What waits, for moderators: each with what others call it.
pub(super) fn queue(conn: &mut Conn, person: &Person) -> Result<Vec<(Verification, String)>, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let waiting = store::list_waiting(conn)?;
    let mut rows = Vec::with_capacity(waiting.len());
    for one in waiting {
        let name = face(conn, one.whose)?.0;
        rows.push((one, name));
    }
    Ok(rows)
}

/// Everything that a moderator looks at before he decides.
pub(super) struct Case {
    pub(super) one: Verification,
    /// What others call it, and where they see it.
    pub(super) face: (String, String),
    pub(super) file: Option<File>,
    /// Earlier and later ones of the same.
    pub(super) others: Vec<Verification>,
    /// Others with the same number, with what they are called.
    pub(super) alike: Vec<(Verification, String)>,
    pub(super) names: Vec<(UserId, String)>,
    /// The reader decides: it is not his own.
    pub(super) may_judge: bool,
}

/// One verification, for moderators.
pub(super) fn case(conn: &mut Conn, person: &Person, id: VerificationId) -> Result<Case, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let one = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    let file = one.papers.file.map(|file| files::find(conn, file)).transpose()?.flatten();
    let others: Vec<Verification> = store::list_of(conn, one.whose)?.into_iter().filter(|other| other.id != id).collect();
    let mut alike = Vec::new();
    for other in store::list_alike(conn, &one)? {
        let name = face(conn, other.whose)?.0;
        alike.push((other, name));
    }
    let said = others.iter().chain([&one]).flat_map(|one| [Some(one.asked_by), one.decision.as_ref().map(|said| said.by)]);
    let people: Vec<UserId> = said.flatten().collect();
    Ok(Case {
        face: face(conn, one.whose)?,
        names: store::names(conn, &people)?,
        may_judge: !rules::is_own(person, one.whose),
        one,
        file,
        others,
        alike,
    })
}

/// The file of a verification, for whoever speaks for it and for moderators; anybody else finds nothing.
pub(super) fn file(conn: &mut Conn, person: &Person, id: VerificationId) -> Result<File, Failure> {
    let one = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    if !person.judges(AdminRole::Moderator) && rules::speaks_for(person, one.whose).is_err() {
        return Err(Failure::NotFound);
    }
    let file = one.papers.file.map(|file| files::find(conn, file)).transpose()?.flatten();
    file.ok_or(Failure::NotFound)
}

/// A moderator refuses, or takes back what holds, with a reason that its owner reads.
pub(super) fn refuse(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: VerificationId,
    (reason, words): (RefusalReason, &str),
) -> Result<(), Failure> {
    let one = store::find(tx, id)?.ok_or(Failure::NotFound)?;
    rules::may_judge(person, one.whose)?;
    let next = rules::after(one.state, Event::Refused)?;
    let said = Decision { by: person.id, at: act.at, reason: Some(reason), words: words.to_owned() };
    store::advance(tx, &one, next, Some(&said))?;
    if one.state == VerificationState::Verified {
        mark(tx, one.whose, None)?;
    }
    audit::note(tx, act, "verification.refused", &id, &reason.to_string())?;
    notices::settle(tx, act, &id.to_string())?;
    let what = if one.state == VerificationState::Verified { "verifications-told-taken-back" } else { "verifications-told-refused" };
    let why = if words.is_empty() { Param::word(format!("verifications-reason-{reason}")) } else { Param::text(words) };
    tell(tx, act, &one, (what, why))
}

/// The badge appears, or goes.
fn mark(tx: &mut Tx<'_>, whose: Whose, at: Option<crate::primitives::Instant>) -> Result<(), Failure> {
    match whose {
        Whose::Org(org) => accounts::actions::mark_verified(tx, org, at),
        Whose::Creator(creator) => creators::mark_verified(tx, creator, at),
    }
}

fn tell(tx: &mut Tx<'_>, act: &Act, one: &Verification, (what, reason): (&'static str, Param)) -> Result<(), Failure> {
    let notice = Notice {
        kind: NoticeKind::VerificationAnswered,
        subject: one.id.to_string(),
        url: own_url(one.whose),
        needs_action: false,
        params: vec![("who", Param::text(face(tx, one.whose)?.0)), ("what", Param::word(what)), ("reason", reason)],
    };
    match one.whose {
        Whose::Org(org) => notices::tell_org(tx, act, org, Right::Manage, &notice),
        Whose::Creator(creator) => notices::tell_creator(tx, act, creator, &notice),
    }
}

/// Whose verification it is.
pub fn concerned(conn: &mut Conn, id: VerificationId) -> Result<Whose, Failure> {
    Ok(store::find(conn, id)?.ok_or(Failure::NotFound)?.whose)
}

/// It waits for moderators.
pub fn may_grant(conn: &mut Conn, id: VerificationId) -> Result<bool, Failure> {
    let one = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    Ok(rules::after(one.state, Event::Granted).is_ok())
}

/// Two moderators agreed, the second of them acts: the badge appears for a year. An older verification ends.
pub fn grant(tx: &mut Tx<'_>, act: &Act, by: UserId, id: VerificationId) -> Result<(), Failure> {
    let one = store::find(tx, id)?.ok_or(Failure::NotFound)?;
    let next = rules::after(one.state, Event::Granted)?;
    for older in store::list_of(tx, one.whose)?.iter().filter(|older| older.state == VerificationState::Verified) {
        store::advance(tx, older, rules::after(older.state, Event::Ended)?, older.decision.as_ref())?;
    }
    let said = Decision { by, at: act.at, reason: None, words: String::new() };
    store::advance(tx, &one, next, Some(&said))?;
    mark(tx, one.whose, Some(act.at))?;
    audit::note(tx, act, "verification.granted", &id, "")?;
    notices::settle(tx, act, &id.to_string())?;
    tell(tx, act, &one, ("verifications-told-verified", Param::word("verifications-told-year")))
}

/// Its year is over.
pub(super) fn end(tx: &mut Tx<'_>, act: &Act, seen: &Verification) -> Result<(), Failure> {
    let one = store::find(tx, seen.id)?.ok_or(Failure::NotFound)?;
    let Ok(next) = rules::after(one.state, Event::Ended) else { return Ok(()) };
    store::advance(tx, &one, next, one.decision.as_ref())?;
    mark(tx, one.whose, None)?;
    audit::note(tx, act, "verification.expired", &one.id, "")?;
    tell(tx, act, &one, ("verifications-told-expired", Param::word("verifications-told-again")))
}

/// Its year is over soon.
pub(super) fn remind(tx: &mut Tx<'_>, act: &Act, one: &Verification) -> Result<(), Failure> {
    if store::set_reminded(tx, one.id, act.at)? {
        tell(tx, act, one, ("verifications-told-soon", Param::word("verifications-told-again")))?;
    }
    Ok(())
}

/// The refusal of this version, for whoever speaks for it and appeals; none where it is not refused so any more.
pub fn refused(conn: &mut Conn, person: &Person, (id, version): (VerificationId, i64)) -> Result<Option<Refused>, Failure> {
    let Some(one) = store::find(conn, id)? else { return Ok(None) };
    let is_it = one.state == VerificationState::Refused && one.version == version && rules::speaks_for(person, one.whose).is_ok();
    Ok(one.decision.filter(|_| is_it).map(|said| Refused {
        asked_by: one.asked_by,
        by: said.by,
        words: said.reason.map_or_else(String::new, |reason| format!("{reason}: {}", said.words)),
        at: said.at,
        url: own_url(one.whose),
    }))
}

/// An appeal was granted: it waits for moderators again, unless a newer one does.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, person: &Person, id: VerificationId) -> Result<(), Failure> {
    let one = store::find(tx, id)?.ok_or(Failure::NotFound)?;
    if store::list_of(tx, one.whose)?.iter().any(|other| other.id != id && other.state == VerificationState::Asked) {
        return Ok(());
    }
    if one.state != VerificationState::Refused {
        return Err(STATE_REFUSED.into());
    }
    store::advance(tx, &one, rules::after(one.state, Event::Reopened)?, None)?;
    audit::note(tx, act, "verification.reopened", &id, "")?;
    tell_desk(tx, act, person.id, &one)
}
