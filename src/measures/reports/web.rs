//! The doors of reports.

use super::actions;
use super::forms::{AnswerForm, ReportForm};
use super::pages::{JudgePage, QueuePage, ReportPage};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::ReportId;
use crate::web::{Admin, Answer, Door, Form, Id, Query, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of reports.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/reports/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/reports", who: Who::SignedIn, opens: || to(report) },
    Door { method: Method::GET, path: "/admin/reports", who: Who::Admin, opens: || to(queue) },
    Door { method: Method::GET, path: "/admin/reports/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/reports/{id}/answer", who: Who::Admin, opens: || to(answer) },
];

async fn form_page(person: &SignedIn, form: ReportForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let (who, named) = (person.person.clone(), form.named()?);
    let thing = person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, &named)).await?;
    person.page_with(status, &ReportPage::of(person, &thing, form, errors)).await
}

/// `GET /reports/new`
async fn begin(person: SignedIn, query: Query<ReportForm>) -> Answer {
    form_page(&person, query.0, (StatusCode::OK, Vec::new())).await
}

/// `POST /reports`
async fn report(person: SignedIn, form: Form<ReportForm>) -> Answer {
    let (who, named) = (person.person.clone(), form.fields.named()?);
    let asked = named.clone();
    let thing = person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, &asked)).await?;
    let reported = match form.fields.parse() {
        Ok((reason, words)) => {
            let (act, who, token, back) = (person.act(), person.person.clone(), form.once.clone(), thing.url);
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::report(tx, &act, &who, &named, (reason, &words))?;
                    Ok(back.clone())
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match reported {
        Ok(location) => Ok(see_other(&location).flash("report-made").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            form_page(&person, form.fields, (redo.status, redo.errors)).await
        }
    }
}

/// `GET /admin/reports`
async fn queue(admin: Admin) -> Answer {
    let person = admin.person.clone();
    let waiting = admin.site.db.read(move |conn: &mut Conn| actions::queue(conn, &person)).await?;
    admin.page(&QueuePage::of(&waiting)).await
}

async fn page(admin: &Admin, id: ReportId, form: AnswerForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let person = admin.person.clone();
    let report = admin.site.db.read(move |conn: &mut Conn| actions::judged(conn, &person, id)).await?;
    admin.page_with(status, &JudgePage::of(admin, &report, form, errors)).await
}

/// `GET /admin/reports/{id}`
async fn show(admin: Admin, id: Id<ReportId>) -> Answer {
    page(&admin, id.0, AnswerForm::default(), (StatusCode::OK, Vec::new())).await
}

/// `POST /admin/reports/{id}/answer`
async fn answer(admin: Admin, id: Id<ReportId>, form: Form<AnswerForm>) -> Answer {
    let answered = match form.fields.parse() {
        Ok(said) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::answer(tx, &act, &person, id.0, &said)?;
                    Ok("/admin/reports".to_owned())
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match answered {
        Ok(location) => Ok(see_other(&location).flash("report-answered").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}
