//! The doors of neutral looks.

use super::actions;
use super::forms::{AnswerForm, AskForm};
use super::pages::{AskPage, CasePage, QueuePage};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{MilestoneId, OpinionId};
use crate::web::{Admin, Answer, Door, Form, Id, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of neutral looks.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/milestones/{id}/opinions/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/milestones/{id}/opinions", who: Who::SignedIn, opens: || to(ask) },
    Door { method: Method::GET, path: "/admin/opinions", who: Who::Admin, opens: || to(queue) },
    Door { method: Method::GET, path: "/admin/opinions/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/opinions/{id}/answer", who: Who::Admin, opens: || to(answer) },
];

async fn form_page(person: &SignedIn, id: MilestoneId, form: &AskForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let who = person.person.clone();
    let (contract, milestone, _) = person.site.db.read(move |conn: &mut Conn| actions::asking(conn, &who, id)).await?;
    person.page_with(status, &AskPage::of(&contract, &milestone, form, errors)).await
}

/// `GET /milestones/{id}/opinions/new`
async fn begin(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    form_page(&person, id.0, &AskForm::default(), (StatusCode::OK, Vec::new())).await
}

/// `POST /milestones/{id}/opinions`
async fn ask(person: SignedIn, id: Id<MilestoneId>, form: Form<AskForm>) -> Answer {
    // Whose it is comes before what was sent.
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| crate::contracts::acting(conn, &who, id.0).map(drop)).await?;
    let asked = match form.fields.parse() {
        Ok(question) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    let contract = actions::ask(tx, &act, &who, id.0, &question)?;
                    Ok(format!("/contracts/{}?milestone={}#opinion", contract.id, id.0))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match asked {
        Ok(location) => Ok(see_other(&location).flash("opinion-asked").into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            if redo.status == StatusCode::CONFLICT {
                return Err(failure);
            }
            form_page(&person, id.0, &form.fields, (redo.status, redo.errors)).await
        }
    }
}

/// `GET /admin/opinions`
async fn queue(admin: Admin) -> Answer {
    let person = admin.person.clone();
    let waiting = admin.site.db.read(move |conn: &mut Conn| actions::queue(conn, &person)).await?;
    admin.page(&QueuePage::of(&waiting)).await
}

async fn page(admin: &Admin, id: OpinionId, form: AnswerForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let person = admin.person.clone();
    let case = admin.site.db.read(move |conn: &mut Conn| actions::case(conn, &person, id)).await?;
    admin.page_with(status, &CasePage::of(admin, case, form, errors)).await
}

/// `GET /admin/opinions/{id}`
async fn show(admin: Admin, id: Id<OpinionId>) -> Answer {
    page(&admin, id.0, AnswerForm::default(), (StatusCode::OK, Vec::new())).await
}

/// `POST /admin/opinions/{id}/answer`
async fn answer(admin: Admin, id: Id<OpinionId>, form: Form<AnswerForm>) -> Answer {
    let answered = match form.fields.parse() {
        Ok((verdict, words)) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::answer(tx, &act, &person, id.0, (verdict, &words))?;
                    Ok("/admin/opinions".to_owned())
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match answered {
        Ok(location) => Ok(see_other(&location).flash("opinion-given").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}
