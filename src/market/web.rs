//! `/admin/market`: what is set, and what it was before.

use super::actions;
use super::forms::{FloorForm, NoticeForm};
use super::pages::{MarketPage, Typed};
use super::{rules, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Limit;
use crate::sessions::Person;
use crate::web::{Admin, Answer, Door, Form, Query, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};
use serde::Deserialize;

/// Every door of settings.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/admin/market", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/market/floors", who: Who::Admin, opens: || to(set_floor) },
    Door { method: Method::POST, path: "/admin/market/notice", who: Who::Admin, opens: || to(post_notice) },
];

/// Where the history begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PlaceQuery {
    cursor: String,
}

async fn page(admin: &Admin, status: StatusCode, cursor: &str, typed: Typed) -> Answer {
    let (person, after, now) = (admin.person.clone(), admin.cursor_in(cursor), admin.now);
    let read = move |conn: &mut Conn| {
        rules::may_set(&person)?;
        Ok::<_, Failure>((actions::read(conn, now)?, store::list_changes(conn, after.as_ref(), Limit::PAGE)?))
    };
    let (now, changes) = admin.site.db.read(read).await?;
    let next = changes.next.as_ref().map(|cursor| format!("/admin/market?cursor={}", admin.cursor_out(cursor)));
    admin.page_with(status, &MarketPage::of(admin, &now, (changes.items.as_slice(), next), typed)).await
}

/// `GET /admin/market`
async fn show(admin: Admin, Query(query): Query<PlaceQuery>) -> Answer {
    page(&admin, StatusCode::OK, &query.cursor, Typed::default()).await
}

/// Sets something and puts it in force here; other processes follow within a tick.
async fn set(
    admin: &Admin,
    token: Option<String>,
    work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<(), Failure> + Send + 'static,
) -> Result<String, Failure> {
    let (act, person) = (admin.act(), admin.person.clone());
    let write = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            work(tx, &act, &person)?;
            Ok("/admin/market".to_owned())
        })
    };
    let location = admin.site.db.write(write).await?;
    let at = admin.now;
    let now = admin.site.db.read(move |conn: &mut Conn| actions::read(conn, at)).await?;
    actions::put_in_force(&admin.site, now);
    Ok(location)
}

/// `POST /admin/market/floors`
async fn set_floor(admin: Admin, form: Form<FloorForm>) -> Answer {
    let set = match form.fields.parse(&admin.zone, admin.now) {
        Ok((floor, reason)) => {
            let work = move |tx: &mut Tx<'_>, act: &Act, who: &Person| actions::set_floor(tx, act, who, floor, &reason);
            set(&admin, form.once.clone(), work).await
        }
        Err(failure) => Err(failure),
    };
    match set {
        Ok(location) => Ok(see_other(&location).flash("market-set").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, redo.status, "", Typed { floor: Some(form.fields), errors: redo.errors, ..Typed::default() }).await
        }
    }
}

/// `POST /admin/market/notice`
async fn post_notice(admin: Admin, form: Form<NoticeForm>) -> Answer {
    let set = match form.fields.parse(&admin.zone, admin.now) {
        Ok((notice, reason)) => {
            let work = move |tx: &mut Tx<'_>, act: &Act, who: &Person| actions::post_notice(tx, act, who, notice.as_ref(), &reason);
            set(&admin, form.once.clone(), work).await
        }
        Err(failure) => Err(failure),
    };
    match set {
        Ok(location) => Ok(see_other(&location).flash("market-set").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, redo.status, "", Typed { notice: Some(form.fields), errors: redo.errors, ..Typed::default() }).await
        }
    }
}
