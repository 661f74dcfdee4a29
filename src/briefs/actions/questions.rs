//! Asking in public about a brief, and answering.

use super::{get_seen, is_covered};
use crate::audit::{self, Act};
use crate::blocks;
use crate::briefs::model::{Brief, Question};
use crate::briefs::rules::{details::NDA_WANTED, talk};
use crate::briefs::store;
use crate::events::{self, Concerns};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BriefId, QuestionId};
use crate::sessions::{Person, Right};

/// Whoever reads a brief asks about it; everybody who reads it reads question and answer: of a secret one, who promised.
pub fn ask(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, text: &str) -> Result<QuestionId, Failure> {
    let brief = get_seen(tx, Some(person), id)?;
    if person.is_member(brief.org) {
        return Err(ACT_FORBIDDEN.into());
    }
    person.confirmed()?;
    if let Some(creator) = &person.creator {
        blocks::check(tx, brief.org, creator.id)?;
    }
    if is_covered(tx, Some(person), &brief)? {
        return Err(NDA_WANTED.into());
    }
    talk::takes_questions(&brief)?;
    let (asked, oldest) = store::asked_since(tx, person.id, act.at.plus_hours(-24))?;
    if let Some(oldest) = oldest.filter(|_| asked >= talk::ASKS_A_DAY) {
        return Err(Failure::Limited(talk::seconds_until_free(oldest, act.at)));
    }
    let question = QuestionId::random();
    store::insert_question(tx, question, id, (person.id, text), act.at)?;
    audit::note(tx, act, "brief.asked", &id, &question.to_string())?;
    events::show(tx, act, Concerns::org(brief.org, &id))?;
    let creator = person.creator.as_ref().map(|creator| store::find_creator(tx, creator.id)).transpose()?.flatten();
    let who = creator.map_or_else(|| Param::word("briefs-visitor"), |creator| Param::text(creator.name));
    let notice = Notice {
        kind: NoticeKind::BriefAsked,
        subject: question.to_string(),
        url: format!("/questions/{question}/answer"),
        needs_action: true,
        params: vec![("brief", Param::text(&brief.title)), ("who", who)],
    };
    notices::tell_org(tx, act, brief.org, Right::Work, &notice)?;
    Ok(question)
}

/// The question and its brief, if this person may answer it.
pub(crate) fn answerable(conn: &mut Conn, person: &Person, id: QuestionId) -> Result<(Question, Brief), Failure> {
    let question = store::find_question(conn, id)?.ok_or(Failure::NotFound)?;
    let brief = get_seen(conn, Some(person), question.brief)?;
    if person.has(brief.org, Right::Work) { Ok((question, brief)) } else { Err(ACT_FORBIDDEN.into()) }
}

/// The merchant answers a question, once.
pub fn answer(tx: &mut Tx<'_>, act: &Act, person: &Person, id: QuestionId, text: &str) -> Result<(), Failure> {
    let (question, brief) = answerable(tx, person, id)?;
    talk::takes_questions(&brief)?;
    store::hold(tx, &brief)?;
    if store::find_question(tx, id)?.is_none_or(|question| question.answer.is_some()) {
        return Err(STATE_REFUSED.into());
    }
    store::insert_answer(tx, id, (person.id, text), act.at)?;
    audit::note(tx, act, "brief.answered", &brief.id, &id.to_string())?;
    events::show(tx, act, Concerns::org(brief.org, &brief.id))?;
    notices::settle(tx, act, &id.to_string())?;
    let merchant = store::find_merchant(tx, brief.org)?.map(|merchant| merchant.name).unwrap_or_default();
    let notice = Notice {
        kind: NoticeKind::BriefAnswered,
        subject: id.to_string(),
        url: format!("/briefs/{}#questions", brief.id),
        needs_action: false,
        params: vec![("brief", Param::text(&brief.title)), ("who", Param::text(merchant))],
    };
    notices::tell(tx, act, question.user, &notice)
}
