//! The doors of remarks.

use super::actions::{self, Before};
use super::forms::{PlaceQuery, RemarkForm, ReplyForm, ResolveForm};
use super::model::Remark;
use super::pages::{NewPage, RemarkPage, back};
use crate::contracts::{self, Parties};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{MilestoneId, RemarkId};
use crate::web::{Answer, Door, Form, Id, Query, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of remarks.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/milestones/{id}/remarks/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/milestones/{id}/remarks", who: Who::SignedIn, opens: || to(make) },
    Door { method: Method::GET, path: "/remarks/{id}", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/remarks/{id}/replies", who: Who::SignedIn, opens: || to(reply) },
    Door { method: Method::POST, path: "/remarks/{id}/resolution", who: Who::SignedIn, opens: || to(resolve) },
];

async fn before(person: &SignedIn, id: MilestoneId) -> Result<Before, Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::before(conn, &who, id)).await
}

/// `GET /milestones/{id}/remarks/new`
async fn begin(person: SignedIn, id: Id<MilestoneId>, query: Query<PlaceQuery>) -> Answer {
    let before = before(&person, id.0).await?;
    let page = NewPage::of(&before, &query.0.form(), Vec::new()).ok_or(Failure::NotFound)?;
    person.page(&page).await
}

/// `POST /milestones/{id}/remarks`
async fn make(person: SignedIn, id: Id<MilestoneId>, form: Form<RemarkForm>) -> Answer {
    // Whose it is comes before what was sent.
    let before = before(&person, id.0).await?;
    let made = match form.fields.parse() {
        Ok(new) => {
            let (act, who, token, contract) = (person.act(), person.person.clone(), form.once.clone(), before.contract.id);
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    let remark = actions::add(tx, &act, &who, id.0, &new)?;
                    let (version, item) = (remark.version, remark.position.saturating_add(1));
                    Ok(format!("/contracts/{contract}?milestone={}&version={version}&item={item}#remarks", id.0))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match made {
        Ok(location) => Ok(see_other(&location).flash("remark-made").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            let page = NewPage::of(&before, &form.fields, redo.errors).ok_or(Failure::NotFound)?;
            person.page_with(redo.status, &page).await
        }
    }
}

async fn page(person: &SignedIn, id: RemarkId, form: &ReplyForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (before, remark) = actions::before_of(conn, &who, id)?;
        let parties = contracts::parties(conn, &before.contract)?;
        Ok::<(Before, Remark, Parties), Failure>((before, remark, parties))
    };
    let (before, remark, parties) = person.site.db.read(read).await?;
    person.page_with(status, &RemarkPage::of((&before, &parties), &remark, form, errors)).await
}

/// `GET /remarks/{id}`
async fn show(person: SignedIn, id: Id<RemarkId>) -> Answer {
    page(&person, id.0, &ReplyForm::default(), (StatusCode::OK, Vec::new())).await
}

/// Where a remark stands, for whoever works for a side.
async fn place(person: &SignedIn, id: RemarkId) -> Result<String, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| actions::before_of(conn, &who, id).map(|(before, remark)| back(&before, &remark));
    person.site.db.read(read).await
}

/// `POST /remarks/{id}/replies`
async fn reply(person: SignedIn, id: Id<RemarkId>, form: Form<ReplyForm>) -> Answer {
    let back = place(&person, id.0).await?;
    let answered = match form.fields.parse() {
        Ok(text) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::reply(tx, &act, &who, id.0, &text)?;
                    Ok(back.clone())
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match answered {
        Ok(location) => Ok(see_other(&location).flash("remark-answered").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, id.0, &form.fields, (redo.status, redo.errors)).await
        }
    }
}

/// `POST /remarks/{id}/resolution`
async fn resolve(person: SignedIn, id: Id<RemarkId>, form: Form<ResolveForm>) -> Answer {
    let back = place(&person, id.0).await?;
    let (act, who, done) = (person.act(), person.person.clone(), form.fields.done);
    person.site.db.write(move |tx| actions::resolve(tx, &act, &who, id.0, done).map(drop)).await?;
    Ok(see_other(&back).flash(if done { "remark-resolved" } else { "remark-reopened" }).into())
}
