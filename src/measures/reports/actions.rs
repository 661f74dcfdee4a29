//! Reporting, and what a moderator does about it.

use super::forms::NewAnswer;
use super::model::{Answered, Outcome, Report, ReportKind, ReportReason, Thing};
use super::store;
use crate::audit::{self, Act};
use crate::contracts;
use crate::creators;
use crate::failure::{ACT_FORBIDDEN, Failure, Refusal, STATE_REFUSED};
use crate::measures::actions::take;
use crate::messages;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{BidId, BriefId, ContractId, MessageId, ReportId, UserId};
use crate::sessions::{AdminRole, Person};

/// Reports of one person in a day.
const MOST_A_DAY: i64 = 20;
/// Characters of what was to be read.
const EXCERPT: usize = 2_000;
/// It was reported by this person and waits for an answer.
const ALREADY: Refusal = Refusal::conflict("report.already");

/// How the address of a report names its thing.
#[derive(Debug, Clone)]
pub(super) enum Named {
    Message(ContractId, MessageId),
    Talk(BidId, MessageId),
    Brief(BriefId),
    Creator(String),
}

/// The thing, for whoever may see it; anybody else finds nothing.
pub(super) fn see(conn: &mut Conn, person: &Person, named: &Named) -> Result<Thing, Failure> {
    let (kind, subject, user, words, url) = match named {
        Named::Message(contract, id) => {
            contracts::see_contract(conn, person, *contract)?;
            let message = messages::find_of(conn, *contract, *id)?.ok_or(Failure::NotFound)?;
            (ReportKind::Message, id.to_string(), message.by, message.text, format!("/contracts/{contract}/messages"))
        }
        Named::Talk(bid, id) => {
            let said = messages::talks::find_of(conn, person, *bid, *id)?.ok_or(Failure::NotFound)?;
            (ReportKind::Message, id.to_string(), said.by, said.text, format!("/bids/{bid}/messages"))
        }
        Named::Brief(id) => {
            let seen = crate::briefs::get_seen(conn, Some(person), *id)?;
            let brief = crate::briefs::reading(conn, Some(person), vec![seen])?.pop().ok_or(Failure::NotFound)?;
            (ReportKind::Brief, id.to_string(), brief.author, format!("{}\n\n{}", brief.title, brief.body), format!("/briefs/{id}"))
        }
        Named::Creator(handle) => {
            let profile = creators::find_by_handle(conn, handle)?.ok_or(Failure::NotFound)?;
            let words = format!("{}\n\n{}", profile.name, profile.bio);
            (ReportKind::Creator, profile.id.to_string(), profile.user, words, format!("/creators/{}", profile.handle))
        }
    };
    Ok(Thing { kind, subject, user, excerpt: words.chars().take(EXCERPT).collect(), url })
}

/// Somebody reports a thing. Nobody reports what is his own.
pub(super) fn report(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    named: &Named,
    (reason, words): (ReportReason, &str),
) -> Result<(), Failure> {
    let thing = see(tx, person, named)?;
    if thing.user == person.id {
        return Err(ACT_FORBIDDEN.into());
    }
    if store::count_since(tx, person.id, act.at.plus_hours(-24))? >= MOST_A_DAY {
        return Err(Failure::Limited(3_600));
    }
    let report = Report { id: ReportId::random(), thing, by: person.id, reason, words: words.to_owned(), at: act.at, answered: None };
    if !store::insert(tx, &report)? {
        return Err(ALREADY.into());
    }
    audit::note(tx, act, "report.made", &report.id, &reason.to_string())?;
    let notice = Notice {
        kind: NoticeKind::ReportMade,
        subject: report.id.to_string(),
        url: format!("/admin/reports/{}", report.id),
        needs_action: true,
        params: vec![("reason", Param::word(format!("reports-reason-{reason}")))],
    };
    notices::tell_admins(tx, act, AdminRole::Moderator, Some(person.id), &notice)
}

/// What waits, for moderators.
pub(super) fn queue(conn: &mut Conn, person: &Person) -> Result<Vec<Report>, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    Ok(store::list_waiting(conn, 100)?)
}

/// A report, for a moderator whom it is not about and who did not make it.
pub(super) fn judged(conn: &mut Conn, person: &Person, id: ReportId) -> Result<Report, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let report = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    if report.thing.user == person.id || report.by == person.id { Err(ACT_FORBIDDEN.into()) } else { Ok(report) }
}

/// A moderator answers: with a step against the login, or without. Whoever reported it reads that something was done or not, and the words.
pub(super) fn answer(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ReportId, said: &NewAnswer) -> Result<(), Failure> {
    let report = judged(tx, person, id)?;
    let outcome = said.outcome;
    let rule = outcome.step().map(|_| said.rule.unwrap_or(report.reason));
    if !store::answer(tx, id, &Answered { outcome, rule, words: said.words.clone(), by: person.id, at: act.at })? {
        return Err(STATE_REFUSED.into());
    }
    if let Some(step) = outcome.step() {
        take(tx, act, person, report.thing.user, (step, &said.reason))?;
    }
    let code = rule.map_or_else(|| outcome.to_string(), |rule| format!("{outcome}: {rule}"));
    audit::note(tx, act, "report.answered", &id, &code)?;
    notices::settle(tx, act, &id.to_string())?;
    let what = if outcome == Outcome::Nothing { "reports-told-nothing" } else { "reports-told-step" };
    let notice = Notice {
        kind: NoticeKind::ReportAnswered,
        subject: id.to_string(),
        url: if outcome == Outcome::Nothing { format!("/appeals/new?kind=report&subject={id}") } else { report.thing.url },
        needs_action: false,
        params: vec![("what", Param::word(what)), ("reason", Param::text(&said.words))],
    };
    notices::tell(tx, act, report.by, &notice)
}

/// Who gave an answer, in what words and when.
type AnswerOf = (UserId, String, Instant);

/// Who reported something, who answered that nothing was wrong with what words and when, and where the thing is; none while it waits, or where a step
/// was taken.
pub(in crate::measures) fn answered(conn: &mut Conn, id: ReportId) -> Result<Option<(UserId, AnswerOf, String)>, Failure> {
    let Some(report) = store::find(conn, id)? else { return Ok(None) };
    let nothing = report.answered.filter(|answered| answered.outcome == Outcome::Nothing);
    Ok(nothing.map(|answered| (report.by, (answered.by, answered.words, answered.at), report.thing.url)))
}

/// The report waits for an answer again.
pub(in crate::measures) fn reopen(tx: &mut Tx<'_>, id: ReportId) -> Result<(), Failure> {
    if store::reopen(tx, id)? { Ok(()) } else { Err(STATE_REFUSED.into()) }
}
