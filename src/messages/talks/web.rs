//! The doors of the words on a bid, and of the files that came with them.

use super::forms::TalkForm;
use super::pages::{Around, TalkPage};
use super::{actions, files};
use crate::failure::Failure;
use crate::messages::rules::{MOST_FILES, TALK_FILE_BYTES};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::platform::sniff::Allow;
use crate::primitives::Limit;
use crate::primitives::id::{BidId, FileId};
use crate::web::{
    Answer, Door, Id, Outgoing, Query, Reach, Redo, ShownError, SignedIn, Take, Upload, UploadForm, Who, once, see_other, send, send_copy,
    to,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::Deserialize;

/// Every door of the words on a bid.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/bids/{id}/messages", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/bids/{id}/messages", who: Who::SignedIn, opens: || to(post) },
    Door { method: Method::GET, path: "/bids/{id}/files/{file}", who: Who::SignedIn, opens: || to(file) },
];

/// What of it is looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TalkQuery {
    q: String,
    cursor: String,
    correct: String,
}

async fn page(
    person: &SignedIn,
    id: BidId,
    query: &TalkQuery,
    (status, typed): (StatusCode, Option<(TalkForm, Vec<ShownError>)>),
) -> Answer {
    let (who, after, asked) = (person.person.clone(), person.cursor_in(&query.cursor), query.clone());
    let read = move |conn: &mut Conn| {
        let talk = actions::talk(conn, &who, id, asked.q.trim(), (after.as_ref(), Limit::PAGE))?;
        Ok::<_, Failure>((talk, actions::to_correct(conn, &who, id, &asked.correct)?))
    };
    let (talk, correct) = person.site.db.read(read).await?;
    let is_newest = query.cursor.is_empty() && query.q.is_empty();
    if talk.is_unread && is_newest {
        let (act, who) = (person.act(), person.person.clone());
        person.site.db.write(move |tx| actions::read_up(tx, &act, &who, id)).await?;
    }
    let supersedes = if correct.is_empty() { String::new() } else { query.correct.clone() };
    let (form, errors) = typed.unwrap_or((TalkForm { text: correct, supersedes, ..TalkForm::default() }, Vec::new()));
    let around = Around { words: query.q.trim().to_owned(), is_earlier: !query.cursor.is_empty(), form, errors };
    person.page_with(status, &TalkPage::of(person, person.person.id, &talk, around)).await
}

/// `GET /bids/{id}/messages`
async fn show(person: SignedIn, id: Id<BidId>, query: Query<TalkQuery>) -> Answer {
    page(&person, id.0, &query.0, (StatusCode::OK, None)).await
}

/// `POST /bids/{id}/messages`: words and files in one form.
async fn post(person: SignedIn, id: Id<BidId>, upload: Upload) -> Answer {
    let who = person.person.clone();
    let left = person.site.db.read(move |conn: &mut Conn| actions::room(conn, &who, id.0)).await?;
    let take = Take { per_file: TALK_FILE_BYTES, in_all: left, ..Take::files(Allow::Documents, MOST_FILES) };
    let form = upload.receive::<TalkForm>(&person, take).await?;
    let posted = match (form.fields.parse(), form.errors.is_empty()) {
        (Ok(words), true) => write(&person, id.0, &form, words).await,
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

async fn write(person: &SignedIn, id: BidId, form: &UploadForm<TalkForm>, words: actions::Words) -> Result<String, Failure> {
    let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
    let received: Vec<Received> = form.files.iter().map(|sent| sent.received.clone()).collect();
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::post(tx, &act, &who, id, (&words, &received)).map(drop)?;
            Ok(format!("/bids/{id}/messages#newest"))
        })
    };
    person.site.db.write(work).await
}

/// The files that came in wait for better words; where they cannot, they are removed, and the page says so. Whether they wait.
async fn keep(person: &SignedIn, id: BidId, form: &UploadForm<TalkForm>) -> bool {
    let (act, who, still) = (person.act(), person.person.clone(), form.fields.waiting());
    let received: Vec<Received> = form.files.iter().map(|sent| sent.received.clone()).collect();
    let kept = person.site.db.write(move |tx| actions::keep(tx, &act, &who, id, (&still, &received))).await;
    if kept.is_err() {
        form.discard(&person.site.intake).await;
    }
    kept.is_ok()
}

/// The form again with what was typed and the files that came in.
async fn mend(person: &SignedIn, id: BidId, form: UploadForm<TalkForm>, failure: Failure) -> Answer {
    let waits = keep(person, id, &form).await;
    let on = |field: &str, key: &str, args: &[(&str, String)]| ShownError { field: field.to_owned(), message: person.text(key, args) };
    let mut redo = match failure {
        Failure::Limited(seconds) => {
            Redo { status: StatusCode::TOO_MANY_REQUESTS, errors: vec![on("text", "messages-pace", &[("n", seconds.to_string())])] }
        }
        failure => person.redo(failure)?,
    };
    if !waits && !form.files.is_empty() {
        redo.errors.push(on("files", "messages-files-again", &[]));
    }
    page(person, id, &TalkQuery::default(), (redo.status, Some((form.fields.clone(), redo.errors)))).await
}

/// A file of what was said about a bid, in the path.
struct Of {
    bid: BidId,
    file: FileId,
}

impl FromRequest for Of {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = |name: &str| request.match_info().get(name);
        let of = part("id").and_then(|id| id.parse().ok()).zip(part("file").and_then(|file| file.parse().ok()));
        std::future::ready(of.map(|(bid, file)| Self { bid, file }).ok_or(Failure::NotFound))
    }
}

/// `small` for lists.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SizeQuery {
    size: String,
}

/// `GET /bids/{id}/files/{file}`: as it was sent; of a picture also a small copy.
async fn file(person: SignedIn, of: Of, query: Query<SizeQuery>, request: HttpRequest) -> Answer {
    let who = person.person.clone();
    let file = person.site.db.read(move |conn: &mut Conn| files::see(conn, &who, of.bid, of.file)).await?;
    let storage = person.site.intake.storage();
    match file.preview.as_ref().filter(|_| query.0.size == "small") {
        Some(preview) => send_copy(&request, storage, preview, true, Reach::Asker).await,
        None => send(&request, storage, Outgoing { key: &file.key, name: &file.name, media: file.media, reach: Reach::Asker }).await,
    }
}
