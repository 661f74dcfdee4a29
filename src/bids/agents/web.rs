//! The doors of several bids.

use super::actions::{self, Row, Seated, Trouble};
use super::forms::{self, AgentForm};
use super::pages::{self, AgentPage};
use crate::bids::{rules, store};
use crate::briefs::Brief;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BidId, BriefId};
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
    entries: Vec<Seated>,
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

async fn page(person: &SignedIn, seen: &Seen, form: (AgentForm, usize), (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    person.page_with(status, &AgentPage::of((&seen.brief, &seen.org), &seen.entries, form, errors)).await
}

/// `GET /briefs/{id}/agency-bids/new`
async fn begin(person: SignedIn, id: Id<BriefId>) -> Answer {
    let seen = load(&person, id.0).await?;
    rules::takes_bids(&seen.brief, person.now)?;
    let form = AgentForm { rounds: seen.brief.rounds.to_string(), ..AgentForm::default() };
    page(&person, &seen, (form, 0), (StatusCode::OK, Vec::new())).await
}

/// Places these, all or none. With a token once for all its senders, who get the same answer.
async fn place_rows(person: &SignedIn, token: Option<String>, brief: BriefId, rows: Vec<Row>) -> Result<String, Trouble> {
    let (act, who) = (person.act(), person.person.clone());
    let work = move |tx: &mut Tx<'_>| {
        let Some(token) = token.as_deref() else {
            return Ok(home(&actions::place_all(tx, &act, &who, brief, &rows)?, rows.first()));
        };
        let mut found = None;
        let all = once(tx, &act, Some(token), |tx| match actions::place_all(tx, &act, &who, brief, &rows) {
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

/// As [`place_rows`]; where some rows cannot be taken, the others are placed without them. Answers how many, and what is wrong with the rest.
async fn place_what_can_be(person: &SignedIn, brief: BriefId, mut rows: Vec<Row>) -> Result<(usize, Vec<(usize, Failure)>), Failure> {
    let mut wrong: Vec<(usize, Failure)> = Vec::new();
    while !rows.is_empty() {
        match place_rows(person, None, brief, rows.clone()).await {
            Ok(_) => return Ok((rows.len(), wrong)),
            Err(Trouble::All(failure)) => return Err(failure),
            Err(Trouble::Rows(found)) => {
                rows.retain(|row| found.iter().all(|(index, _)| *index != row.index));
                wrong.extend(found);
            }
        }
    }
    Ok((0, wrong))
}

/// `POST /briefs/{id}/agency-bids`: what can be placed is; every other row is shown again with what was typed and why.
async fn place(person: SignedIn, id: Id<BriefId>, form: Form<AgentForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    let seats: Vec<String> = seen.entries.iter().map(|(entry, _)| pages::who(entry)).collect();
    let (rows, unread) = match form.fields.parse(&seats, seen.brief.currency) {
        Ok(parsed) => parsed,
        Err(failure) => return again(&person, &seen, form.fields, failure).await,
    };
    if form.once.is_none() {
        return again(&person, &seen, form.fields, Failure::field("once", "required")).await;
    }
    if unread.is_empty() {
        match place_rows(&person, form.once.clone(), id.0, rows.clone()).await {
            Ok(location) => return Ok(see_other(&location).flash("bids-placed-for").into()),
            Err(Trouble::All(failure)) => return again(&person, &seen, form.fields, failure).await,
            Err(Trouble::Rows(_)) => {}
        }
    }
    let (count, wrong) = match place_what_can_be(&person, id.0, rows).await {
        Ok(done) => done,
        Err(failure) => return again(&person, &seen, form.fields, failure).await,
    };
    let (status, mut errors) = told(&person, wrong)?;
    if !unread.is_empty() {
        errors.extend(person.redo(Failure::Invalid(unread))?.errors);
    }
    let seen = load(&person, id.0).await?;
    page(&person, &seen, (form.fields, count), (status, errors)).await
}

/// Nothing was placed: the form as it was typed, and why.
async fn again(person: &SignedIn, seen: &Seen, typed: AgentForm, failure: Failure) -> Answer {
    let redo = person.redo(failure)?;
    page(person, seen, (typed, 0), (redo.status, redo.errors)).await
}

/// The bid if there is one alone, else the agency.
fn home(placed: &[BidId], first: Option<&Row>) -> String {
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
