//! The doors of the words on a bid.

use super::actions;
use super::pages::TalkPage;
use crate::failure::{Failure, FieldErrors};
use crate::messages::rules::MOST_CHARS;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Limit;
use crate::primitives::id::BidId;
use crate::web::{Answer, Door, Form, Id, Query, Redo, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};
use serde::Deserialize;

/// Every door of the words on a bid.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/bids/{id}/messages", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/bids/{id}/messages", who: Who::SignedIn, opens: || to(post) },
];

/// From where on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TalkQuery {
    cursor: String,
}

/// A message as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TalkForm {
    text: String,
}

async fn page(person: &SignedIn, id: BidId, cursor: &str, (status, typed): (StatusCode, (String, Vec<ShownError>))) -> Answer {
    let (who, after) = (person.person.clone(), person.cursor_in(cursor));
    let talk = person.site.db.read(move |conn: &mut Conn| actions::talk(conn, &who, id, (after.as_ref(), Limit::PAGE))).await?;
    if talk.is_unread && cursor.is_empty() {
        let (act, who) = (person.act(), person.person.clone());
        person.site.db.write(move |tx| actions::read_up(tx, &act, &who, id)).await?;
    }
    person.page_with(status, &TalkPage::of(person, person.person.id, &talk, !cursor.is_empty(), typed)).await
}

/// `GET /bids/{id}/messages`
async fn show(person: SignedIn, id: Id<BidId>, query: Query<TalkQuery>) -> Answer {
    page(&person, id.0, &query.0.cursor, (StatusCode::OK, (String::new(), Vec::new()))).await
}

/// `POST /bids/{id}/messages`
async fn post(person: SignedIn, id: Id<BidId>, form: Form<TalkForm>) -> Answer {
    let mut errors = FieldErrors::default();
    let text = errors.lines("text", &form.fields.text, MOST_CHARS);
    let posted = match errors.finish(text) {
        Ok(text) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::post(tx, &act, &who, id.0, &text)?;
                    Ok(format!("/bids/{}/messages#newest", id.0))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    let redo = match posted {
        Ok(location) => return Ok(see_other(&location).into()),
        Err(Failure::Limited(seconds)) => Redo {
            status: StatusCode::TOO_MANY_REQUESTS,
            errors: vec![ShownError { field: "text".to_owned(), message: person.text("messages-pace", &[("n", seconds.to_string())]) }],
        },
        Err(failure) => person.redo(failure)?,
    };
    page(&person, id.0, "", (redo.status, (form.fields.text, redo.errors))).await
}
