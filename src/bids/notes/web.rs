//! The doors of stars and notes.

use super::actions;
use super::forms::{NoteForm, StarForm};
use super::model::Note;
use super::pages::NotePage;
use crate::bids::model::Bid;
use crate::bids::store;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::id::BidId;
use crate::web::{Answer, Door, Form, Id, ShownError, SignedIn, Who, see_other, to};
use actix_web::http::Method;

/// Every door of stars and notes.
pub const DOORS: &[Door] = &[
    Door { method: Method::POST, path: "/bids/{id}/star", who: Who::SignedIn, opens: || to(star) },
    Door { method: Method::GET, path: "/bids/{id}/note", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/bids/{id}/note", who: Who::SignedIn, opens: || to(write) },
];

/// `POST /bids/{id}/star`
async fn star(person: SignedIn, id: Id<BidId>, form: Form<StarForm>) -> Answer {
    let (act, who, on) = (person.act(), person.person.clone(), form.fields.on == "true");
    let brief = person.site.db.write(move |tx| actions::star(tx, &act, &who, id.0, on)).await?;
    let back = match (form.fields.from.as_str(), form.fields.prices.as_str()) {
        ("bid", _) => format!("/bids/{}", id.0),
        (_, "hidden") => format!("/briefs/{brief}/bids?prices=hidden"),
        (_, _) => format!("/briefs/{brief}/bids"),
    };
    Ok(see_other(&back).into())
}

/// The bid, its bidder's name, and what is kept about it.
async fn load(person: &SignedIn, id: BidId) -> Result<(Bid, String, Note), Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (bid, note) = actions::writing(conn, &who, id)?;
        let brief = crate::briefs::get(conn, bid.brief)?;
        let bidder = store::list_bidders(conn, &[bid.creator], brief.category)?.remove(&bid.creator);
        Ok::<_, Failure>((bid, bidder.map(|bidder| bidder.name).unwrap_or_default(), note))
    };
    person.site.db.read(read).await
}

/// `GET /bids/{id}/note`
async fn begin(person: SignedIn, id: Id<BidId>) -> Answer {
    let (bid, bidder, note) = load(&person, id.0).await?;
    person.page(&NotePage::of(&bid, bidder, NoteForm::of(&note), Vec::new())).await
}

/// `POST /bids/{id}/note`
async fn write(person: SignedIn, id: Id<BidId>, form: Form<NoteForm>) -> Answer {
    load(&person, id.0).await?;
    let written = match form.fields.parse() {
        Ok((seen, text)) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| actions::write(tx, &act, &who, (id.0, seen), &text)).await
        }
        Err(failure) => Err(failure),
    };
    let failure = match written {
        Ok(brief) => return Ok(see_other(&format!("/briefs/{brief}/bids")).flash("bids-noted").into()),
        Err(failure) => failure,
    };
    let is_stale = failure.is_stale();
    let redo = person.redo(failure)?;
    let (bid, bidder, note) = load(&person, id.0).await?;
    let errors: Vec<ShownError> = redo.errors;
    let page = NotePage::of(&bid, bidder, form.fields, errors);
    let page = if is_stale { page.beside(&note, person.text("bids-note", &[])) } else { page };
    person.page_with(redo.status, &page).await
}
