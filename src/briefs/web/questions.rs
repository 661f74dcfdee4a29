//! Asking on a brief's page, and answering.

use super::show;
use crate::briefs::actions;
use crate::briefs::forms::TextForm;
use crate::briefs::model::{Brief, Question};
use crate::briefs::pages::AnswerPage;
use crate::briefs::rules::talk;
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::Conn;
use crate::primitives::id::{BriefId, QuestionId};
use crate::web::{Answer, Form, Id, SignedIn, see_other};

/// `POST /briefs/{id}/questions`
pub(super) async fn ask(person: SignedIn, id: Id<BriefId>, form: Form<TextForm>) -> Answer {
    let (act, who, brief) = (person.act(), person.person.clone(), id.0);
    let asked = match form.fields.parse(talk::ASKED_CHARS) {
        Ok(text) => person.site.db.write(move |tx| actions::ask(tx, &act, &who, brief, &text)).await,
        Err(failure) => Err(failure),
    };
    match asked {
        Ok(_) => Ok(see_other(&format!("/briefs/{brief}#questions")).flash("briefs-asked").into()),
        Err(failure) => show::again(&person, brief, failure, form.fields.text).await,
    }
}

async fn load(person: &SignedIn, id: QuestionId) -> Result<(Question, Brief), Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::answerable(conn, &who, id)).await
}

/// `GET /questions/{id}/answer`
pub(super) async fn begin(person: SignedIn, id: Id<QuestionId>) -> Answer {
    let (question, brief) = load(&person, id.0).await?;
    if question.answer.is_some() {
        return Ok(see_other(&format!("/briefs/{}#questions", brief.id)).into());
    }
    talk::takes_questions(&brief)?;
    person.page(&AnswerPage::of(&question, &brief, TextForm::default(), Vec::new())).await
}

/// `POST /questions/{id}/answer`
pub(super) async fn answer(person: SignedIn, id: Id<QuestionId>, form: Form<TextForm>) -> Answer {
    let (question, brief) = load(&person, id.0).await?;
    if question.answer.is_some() {
        return Err(STATE_REFUSED.into());
    }
    let answered = match form.fields.parse(talk::ANSWER_CHARS) {
        Ok(text) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| actions::answer(tx, &act, &who, id.0, &text)).await
        }
        Err(failure) => Err(failure),
    };
    match answered {
        Ok(()) => Ok(see_other(&format!("/briefs/{}#questions", brief.id)).flash("briefs-answered").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &AnswerPage::of(&question, &brief, form.fields, redo.errors)).await
        }
    }
}
