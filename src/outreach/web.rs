//! The doors of turning to strangers.

use super::actions;
use super::pages::OutreachPage;
use crate::platform::db::Conn;
use crate::web::{Answer, Door, Form, SignedIn, Who, see_other, to};
use actix_web::http::Method;
use serde::Deserialize;

/// Every door of it.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/settings/outreach", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/settings/outreach", who: Who::SignedIn, opens: || to(choose) },
];

/// `GET /settings/outreach`
async fn show(person: SignedIn) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let seen = person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, now)).await?;
    person.page(&OutreachPage::of(&person, seen)).await
}

/// What a creator wishes, as sent: a box that is ticked, or nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct WishForm {
    closed: String,
}

/// `POST /settings/outreach`
async fn choose(person: SignedIn, form: Form<WishForm>) -> Answer {
    let (act, who, is_closed) = (person.act(), person.person.clone(), form.fields.closed == "true");
    person.site.db.write(move |tx| actions::choose(tx, &act, &who, is_closed)).await?;
    Ok(see_other("/settings/outreach").flash("outreach-saved").into())
}
