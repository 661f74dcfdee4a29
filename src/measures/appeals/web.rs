//! The doors of appeals.

use super::actions;
use super::forms::{AppealForm, VerdictForm};
use super::pages::{AppealPage, JudgePage, QueuePage};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::AppealId;
use crate::web::{Admin, Answer, Door, Form, Id, Query, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of appeals.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/appeals/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/appeals", who: Who::SignedIn, opens: || to(appeal) },
    Door { method: Method::GET, path: "/admin/appeals", who: Who::Admin, opens: || to(queue) },
    Door { method: Method::GET, path: "/admin/appeals/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/appeals/{id}/answer", who: Who::Admin, opens: || to(answer) },
];

async fn form_page(person: &SignedIn, form: AppealForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let (who, named) = (person.person.clone(), form.named()?);
    let read = move |conn: &mut Conn| {
        let named = (named.0, named.1.as_str());
        Ok::<_, Failure>((actions::see(conn, &who, named)?, actions::find_of(conn, named)?))
    };
    let (decision, made) = person.site.db.read(read).await?;
    person.page_with(status, &AppealPage::of(person, &decision, made, form, errors)).await
}

/// `GET /appeals/new`
async fn begin(person: SignedIn, query: Query<AppealForm>) -> Answer {
    form_page(&person, query.0, (StatusCode::OK, Vec::new())).await
}

/// `POST /appeals`
async fn appeal(person: SignedIn, form: Form<AppealForm>) -> Answer {
    let (who, named) = (person.person.clone(), form.fields.named()?);
    let look = named.clone();
    person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, (look.0, look.1.as_str()))).await?;
    let made = match form.fields.parse() {
        Ok(words) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| actions::appeal(tx, &act, &who, (named.0, named.1.as_str()), &words))
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match made {
        Ok(location) => Ok(see_other(&location).flash("appeal-made").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            form_page(&person, form.fields, (redo.status, redo.errors)).await
        }
    }
}

/// `GET /admin/appeals`
async fn queue(admin: Admin) -> Answer {
    let person = admin.person.clone();
    let waiting = admin.site.db.read(move |conn: &mut Conn| actions::queue(conn, &person)).await?;
    admin.page(&QueuePage::of(&admin, &waiting)).await
}

async fn page(admin: &Admin, id: AppealId, form: VerdictForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let person = admin.person.clone();
    let appeal = admin.site.db.read(move |conn: &mut Conn| actions::judged(conn, &person, id)).await?;
    admin.page_with(status, &JudgePage::of(admin, admin.person.id, appeal, form, errors)).await
}

/// `GET /admin/appeals/{id}`
async fn show(admin: Admin, id: Id<AppealId>) -> Answer {
    page(&admin, id.0, VerdictForm::default(), (StatusCode::OK, Vec::new())).await
}

/// `POST /admin/appeals/{id}/answer`
async fn answer(admin: Admin, id: Id<AppealId>, form: Form<VerdictForm>) -> Answer {
    let answered = match form.fields.parse() {
        Ok((verdict, words)) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::answer(tx, &act, &person, id.0, (verdict, &words))?;
                    Ok("/admin/appeals".to_owned())
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match answered {
        Ok(location) => Ok(see_other(&location).flash("appeal-answered").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}
