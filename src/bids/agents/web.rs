//! The doors of several bids.

use super::actions::{self, Trouble};
use super::forms::{self, AgentForm};
use super::pages::{self, AgentPage};
use crate::agencies::Entry;
use crate::bids::{rules, store};
use crate::briefs::Brief;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::BriefId;
use crate::web::{Answer, Door, Form, Id, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of several bids.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/briefs/{id}/agency-bids/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/briefs/{id}/agency-bids", who: Who::SignedIn, opens: || to(place) },
];

struct Seen {
    brief: Brief,
    org: String,
    entries: Vec<Entry>,
}

async fn load(person: &SignedIn, id: BriefId) -> Result<Seen, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (brief, entries) = actions::begin(conn, &who, id)?;
        let org = store::org_name(conn, brief.org)?;
        Ok::<_, Failure>(Seen { brief, org, entries })
    };
    person.site.db.read(read).await
}

async fn page(person: &SignedIn, seen: &Seen, form: AgentForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    person.page_with(status, &AgentPage::of((&seen.brief, &seen.org), &seen.entries, form, errors)).await
}

/// `GET /briefs/{id}/agency-bids/new`
async fn begin(person: SignedIn, id: Id<BriefId>) -> Answer {
    let seen = load(&person, id.0).await?;
    rules::takes_bids(&seen.brief, person.now)?;
    let form = AgentForm { rounds: seen.brief.rounds.to_string(), ..AgentForm::default() };
    page(&person, &seen, form, (StatusCode::OK, Vec::new())).await
}

/// `POST /briefs/{id}/agency-bids`: all of them, or none and a word to each row that cannot be taken.
async fn place(person: SignedIn, id: Id<BriefId>, form: Form<AgentForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    let seats: Vec<String> = seen.entries.iter().map(pages::who).collect();
    let placed = match form.fields.parse(&seats, seen.brief.currency) {
        Ok(rows) => {
            let (act, who, token, brief) = (person.act(), person.person.clone(), form.once.clone(), id.0);
            let work = move |tx: &mut Tx<'_>| {
                let mut found = None;
                let all = once(tx, &act, token.as_deref(), |tx| match actions::place_all(tx, &act, &who, brief, &rows) {
                    Ok(placed) => Ok(home(&placed, rows.first())),
                    Err(Trouble::All(failure)) => Err(failure),
                    Err(Trouble::Rows(rows)) => {
                        found = Some(rows);
                        Err(Failure::field("rows", "required"))
                    }
                });
                all.map_err(|failure| found.map_or(Trouble::All(failure), Trouble::Rows))
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(Trouble::All(failure)),
    };
    match placed {
        Ok(location) => Ok(see_other(&location).flash("bids-placed-for").into()),
        Err(Trouble::All(failure)) => {
            let redo = person.redo(failure)?;
            page(&person, &seen, form.fields, (redo.status, redo.errors)).await
        }
        Err(Trouble::Rows(rows)) => {
            let told = told(&person, rows)?;
            page(&person, &seen, form.fields, told).await
        }
    }
}

/// The bid if there is one alone, else the agency.
fn home(placed: &[crate::primitives::id::BidId], first: Option<&actions::Row>) -> String {
    match (placed, first) {
        ([one], _) => format!("/bids/{one}"),
        (_, Some(row)) => format!("/agencies/{}", row.agency),
        (_, None) => "/workbench".to_owned(),
    }
}

/// Every trouble in the reader's words, at its row.
fn told(person: &SignedIn, rows: Vec<(usize, Failure)>) -> Result<(StatusCode, Vec<ShownError>), Failure> {
    let (mut status, mut errors) = (StatusCode::UNPROCESSABLE_ENTITY, Vec::new());
    for (index, failure) in rows {
        let redo = person.redo(failure)?;
        status = redo.status;
        errors.extend(redo.errors.into_iter().map(|error| ShownError { field: forms::field(index, &error.field), ..error }));
    }
    Ok((status, errors))
}
