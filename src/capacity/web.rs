//! The doors of a creator's calendar.

use super::actions;
use super::forms::{BlockForm, CapacityForm};
use super::pages::{CalendarPage, Typed};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::BlockedId;
use crate::web::{Answer, Door, Form, Id, SignedIn, Who, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door here.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/calendar", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/calendar", who: Who::SignedIn, opens: || to(save) },
    Door { method: Method::POST, path: "/calendar/blocked", who: Who::SignedIn, opens: || to(block) },
    Door { method: Method::POST, path: "/calendar/blocked/{id}/removal", who: Who::SignedIn, opens: || to(free) },
];

const HERE: &str = "/calendar";

async fn page(person: &SignedIn, status: StatusCode, typed: Typed) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let calendar = person.site.db.read(move |conn: &mut Conn| actions::own(conn, &who, now)).await?;
    person.page_with(status, &CalendarPage::of(person, &calendar, typed)).await
}

/// `GET /calendar`
async fn show(person: SignedIn) -> Answer {
    page(&person, StatusCode::OK, Typed::default()).await
}

/// `POST /calendar`
async fn save(person: SignedIn, form: Form<CapacityForm>) -> Answer {
    person.person.creator_id()?;
    let saved = match form.fields.parse() {
        Ok(at_once) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx: &mut Tx<'_>| actions::set_capacity(tx, &act, &who, at_once)).await
        }
        Err(failure) => Err(failure),
    };
    match saved {
        Ok(()) => Ok(see_other(HERE).flash("capacity-saved").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, redo.status, Typed { capacity: Some(form.fields), errors: redo.errors, ..Typed::default() }).await
        }
    }
}

/// `POST /calendar/blocked`
async fn block(person: SignedIn, form: Form<BlockForm>) -> Answer {
    person.person.creator_id()?;
    let blocked = match form.fields.parse(person.now.date_in(&person.zone)) {
        Ok(new) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx: &mut Tx<'_>| actions::block(tx, &act, &who, &new)).await
        }
        Err(failure) => Err(failure),
    };
    match blocked {
        Ok(()) => Ok(see_other(HERE).flash("capacity-blocked").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, redo.status, Typed { block: form.fields, errors: redo.errors, ..Typed::default() }).await
        }
    }
}

/// `POST /calendar/blocked/{id}/removal`
async fn free(person: SignedIn, id: Id<BlockedId>, _: Form) -> Answer {
    let (act, who) = (person.act(), person.person.clone());
    person.site.db.write(move |tx: &mut Tx<'_>| actions::unblock(tx, &act, &who, id.0)).await?;
    Ok(see_other(HERE).flash("capacity-freed").into())
}
