//! The doors of messages: the thread of a deal, to read and to write to. The deal room shows the newest of it and writes through the same door.

use super::actions::{self, Thread, Writing};
use super::forms::WriteForm;
use super::pages::{Around, ThreadPage};
use super::rules::{self, MOST_FILES};
use super::store;
use crate::contracts::{self, Contract};
use crate::deliveries;
use crate::failure::Failure;
use crate::files::{self, File};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::platform::sniff::Allow;
use crate::primitives::Limit;
use crate::primitives::id::{ContractId, FileId, MessageId, MilestoneId};
use crate::web::{Answer, Door, Id, Query, Redo, ShownError, SignedIn, Take, Upload, UploadForm, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};
use serde::Deserialize;

/// Every door of messages.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/contracts/{id}/messages", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/contracts/{id}/messages", who: Who::SignedIn, opens: || to(post) },
];

/// What of the thread is looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ThreadQuery {
    q: String,
    cursor: String,
    correct: String,
}

/// What the page is made of, read at one moment.
struct Seen {
    contract: Contract,
    is_funded: bool,
    thread: Thread,
    kept: Vec<File>,
    correct: String,
}

async fn load(person: &SignedIn, id: ContractId, query: &ThreadQuery, kept: &[String]) -> Result<Seen, Failure> {
    let (who, query) = (person.person.clone(), query.clone());
    let (after, kept): (_, Vec<FileId>) = (person.cursor_in(&query.cursor), kept.iter().filter_map(|id| id.parse().ok()).collect());
    let read = move |conn: &mut Conn| {
        let (contract, _) = actions::reading(conn, &who, id)?;
        let correct = query.correct.parse::<MessageId>().ok().map(|id| store::find(conn, id)).transpose()?.flatten();
        let correct = correct.filter(|message| message.contract == id && message.by == who.id && message.superseded_by.is_none());
        let own = |file: &File| file.contract == Some(id) && file.owner == who.id;
        Ok::<_, Failure>(Seen {
            is_funded: rules::is_funded(&contracts::list_milestones(conn, id)?),
            thread: actions::thread(conn, &who, id, query.q.trim(), (after.as_ref(), Limit::PAGE))?,
            kept: files::list(conn, &kept)?.into_iter().filter(own).collect(),
            correct: correct.map(|message| message.text).unwrap_or_default(),
            contract,
        })
    };
    person.site.db.read(read).await
}

fn page(person: &SignedIn, seen: &Seen, query: &ThreadQuery, form: WriteForm, errors: Vec<ShownError>) -> ThreadPage {
    let around = Around {
        contract: &seen.contract,
        is_funded: seen.is_funded,
        words: query.q.trim().to_owned(),
        is_earlier: !query.cursor.is_empty(),
        form,
        kept: seen.kept.clone(),
        errors,
    };
    ThreadPage::of(person, &seen.thread, around)
}

/// `GET /contracts/{id}/messages`
async fn show(person: SignedIn, id: Id<ContractId>, query: Query<ThreadQuery>) -> Answer {
    let seen = load(&person, id.0, &query.0, &[]).await?;
    if seen.thread.unread > 0 && query.0.cursor.is_empty() && query.0.q.is_empty() {
        let (act, who) = (person.act(), person.person.clone());
        person.site.db.write(move |tx| actions::read_up(tx, &act, &who, id.0)).await?;
    }
    let supersedes = if seen.correct.is_empty() { String::new() } else { query.0.correct.clone() };
    let form = WriteForm { text: seen.correct.clone(), supersedes, ..WriteForm::default() };
    person.page(&page(&person, &seen, &query.0, form, Vec::new())).await
}

/// `POST /contracts/{id}/messages`: words and files in one form. Files that came in stay with the deal even when the words must be mended.
async fn post(person: SignedIn, id: Id<ContractId>, upload: Upload) -> Answer {
    let who = person.person.clone();
    let look = move |conn: &mut Conn| {
        actions::writing(conn, &who, id.0)?;
        deliveries::room_if_any(conn, &who, id.0)
    };
    let left = person.site.db.read(look).await?;
    let form = upload.receive::<WriteForm>(&person, Take { in_all: left, ..Take::files(Allow::Work, MOST_FILES) }).await?;
    let posted = match (form.fields.parse(), form.errors.is_empty()) {
        (Ok(writing), true) => write(&person, id.0, &form, writing).await,
        (Err(Failure::Invalid(mut errors)), _) => {
            errors.0.extend(form.errors.0.iter().cloned());
            Err(Failure::Invalid(errors))
        }
        (Err(failure), _) => Err(failure),
        (Ok(_), false) => Err(Failure::Invalid(form.errors.clone())),
    };
    match posted {
        Ok(location) => Ok(see_other(&location).into()),
        Err(failure) => mend(&person, id.0, form, failure).await,
    }
}

fn received(form: &UploadForm<WriteForm>) -> Vec<Received> {
    form.files.iter().map(|sent| sent.received.clone()).collect()
}

async fn write(person: &SignedIn, id: ContractId, form: &UploadForm<WriteForm>, writing: Writing) -> Result<String, Failure> {
    let (act, who, token, new) = (person.act(), person.person.clone(), form.once.clone(), received(form));
    let back = match form.fields.from.parse::<MilestoneId>() {
        Ok(milestone) => format!("/contracts/{id}?milestone={milestone}#talk"),
        Err(_) => format!("/contracts/{id}/messages#newest"),
    };
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            let mut writing = writing.clone();
            if !new.is_empty() {
                writing.files.extend(deliveries::add_files(tx, &act, &who, id, &new)?);
            }
            actions::post(tx, &act, &who, id, &writing)?;
            Ok(back.clone())
        })
    };
    person.site.db.write(work).await
}

/// The form again, with what was typed and the files that came in.
async fn mend(person: &SignedIn, id: ContractId, form: UploadForm<WriteForm>, failure: Failure) -> Answer {
    let redo = match failure {
        Failure::Limited(seconds) => Ok(Redo {
            status: StatusCode::TOO_MANY_REQUESTS,
            errors: vec![ShownError { field: "text".to_owned(), message: person.text("messages-pace", &[("n", seconds.to_string())]) }],
        }),
        failure => person.redo(failure),
    };
    let redo = match redo {
        Ok(redo) => redo,
        Err(failure) => {
            form.discard(&person.site.intake).await;
            return Err(failure);
        }
    };
    let mut fields = form.fields.clone();
    fields.file_ids.extend(keep(person, id, &form).await?.iter().map(ToString::to_string));
    let query = ThreadQuery::default();
    let seen = load(person, id, &query, &fields.file_ids).await?;
    person.page_with(redo.status, &page(person, &seen, &query, fields, redo.errors)).await
}

/// Gives the files that came in their rows; what the deal does not take any more is removed.
async fn keep(person: &SignedIn, id: ContractId, form: &UploadForm<WriteForm>) -> Result<Vec<FileId>, Failure> {
    let (act, who, new) = (person.act(), person.person.clone(), received(form));
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let kept = person.site.db.write(move |tx| deliveries::add_files(tx, &act, &who, id, &new)).await;
    if matches!(kept, Err(Failure::Invalid(_) | Failure::Refused(_) | Failure::NotFound)) {
        form.discard(&person.site.intake).await;
    }
    kept
}
