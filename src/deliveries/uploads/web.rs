//! The doors of uploads that go on. Every request carries the token of its session in `X-Csrf`, as forms do in a field.

use super::actions::{self, Announced};
use super::model::Resumable;
use crate::failure::{Failure, Refusal};
use crate::platform::intake::IntakeError;
use crate::platform::partial::{self, Partial};
use crate::platform::sniff::{self, Allow, FileError, HEAD};
use crate::platform::storage::StorageKey;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId, UploadId};
use crate::web::{Answer, Door, Id, SignedIn, Who, append, to};
use actix_web::dev::Payload;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder};
use base64::Engine as _;
use std::pin::Pin;

/// Every door of uploads.
pub const DOORS: &[Door] = &[
    Door { method: Method::OPTIONS, path: "/contracts/{id}/uploads", who: Who::SignedIn, opens: || to(offer) },
    Door { method: Method::POST, path: "/contracts/{id}/uploads", who: Who::SignedIn, opens: || to(create) },
    Door { method: Method::GET, path: "/uploads/{id}", who: Who::SignedIn, opens: || to(ask) },
    Door { method: Method::PATCH, path: "/uploads/{id}", who: Who::SignedIn, opens: || to(go_on) },
    Door { method: Method::DELETE, path: "/uploads/{id}", who: Who::SignedIn, opens: || to(stop) },
];

/// The version that is spoken.
const VERSION: &str = "1.0.0";
/// The sender and the server do not agree where the file goes on, or another request writes to it.
const UPLOAD_OFFSET: Refusal = Refusal::conflict("upload.offset");

/// A request of the protocol from a page of ours.
struct Tus {
    person: SignedIn,
    payload: Payload,
}

impl FromRequest for Tus {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let person = SignedIn::extract(&request).await?;
            if !said(&request, "x-csrf").is_some_and(|token| person.owns(token)) {
                return Err(Failure::Forged);
            }
            Ok(Self { person, payload })
        })
    }
}

fn said<'r>(request: &'r HttpRequest, name: &str) -> Option<&'r str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

fn number(request: &HttpRequest, name: &str) -> Option<u64> {
    said(request, name).and_then(|value| value.trim().parse().ok())
}

fn answer(status: StatusCode) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    answer.insert_header(("tus-resumable", VERSION)).insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}

/// Another version of the protocol is not spoken here; the answer says which is.
fn other_version(request: &HttpRequest) -> Option<HttpResponse> {
    let speaks = said(request, "tus-resumable") == Some(VERSION);
    (!speaks).then(|| {
        answer(StatusCode::PRECONDITION_FAILED)
            .insert_header(("tus-version", VERSION))
            .insert_header(("x-ours", "1"))
            .content_type("text/plain")
            .finish()
    })
}

/// A date as HTTP writes it.
fn date(at: Instant) -> String {
    at.timestamp().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `OPTIONS /contracts/{id}/uploads`: what is spoken here.
async fn offer(_: SignedIn, _: Id<ContractId>) -> Answer {
    let most = super::model::MOST_BYTES.to_string();
    Ok(answer(StatusCode::NO_CONTENT)
        .insert_header(("tus-version", VERSION))
        .insert_header(("tus-extension", "creation,expiration,termination"))
        .insert_header(("tus-max-size", most))
        .finish())
}

/// The name in `Upload-Metadata`: pairs of a key and a value in base 64.
fn named(request: &HttpRequest) -> Option<String> {
    let pairs = said(request, "upload-metadata")?.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let (_, value) = pairs.into_iter().find(|(key, _)| *key == "filename")?;
    String::from_utf8(base64::engine::general_purpose::STANDARD.decode(value.trim()).ok()?).ok()
}

/// `POST /contracts/{id}/uploads`
async fn create(tus: Tus, id: Id<ContractId>, request: HttpRequest) -> Answer {
    if let Some(other) = other_version(&request) {
        return Ok(other);
    }
    let length = number(&request, "upload-length").and_then(|length| i64::try_from(length).ok());
    let size = length.ok_or_else(|| Failure::field("upload-length", "required"))?;
    let name = match sniff::clean_name(&named(&request).unwrap_or_default()) {
        Ok(name) if size > 0 => name,
        Ok(name) => return Ok(refused(&tus.person, &name, FileError::Empty)),
        Err(error) => return Ok(refused(&tus.person, "", error)),
    };
    let key = StorageKey::random().map_err(|error| Failure::Busy(error.to_string()))?;
    let (act, who, new) = (tus.person.act(), tus.person.person.clone(), Announced { name, size, key });
    let upload = tus.person.site.db.write(move |tx| actions::begin(tx, &act, &who, id.0, &new)).await?;
    Ok(answer(StatusCode::CREATED)
        .insert_header((header::LOCATION, format!("/uploads/{}", upload.id)))
        .insert_header(("upload-expires", date(upload.expires_at)))
        .finish())
}

async fn find(person: &SignedIn, id: UploadId) -> Result<Resumable, Failure> {
    let (who, now) = (person.person.clone(), person.now);
    person.site.db.read(move |conn| actions::find(conn, &who, id, now)).await
}

fn disk(error: std::io::Error) -> Failure {
    Failure::Busy(format!("storage: {error}"))
}

/// `HEAD /uploads/{id}`: how far it has come. Nothing is changed, so that no token is needed.
async fn ask(person: SignedIn, id: Id<UploadId>, request: HttpRequest) -> Answer {
    if let Some(other) = other_version(&request) {
        return Ok(other);
    }
    let upload = find(&person, id.0).await?;
    let offset = match upload.file_id {
        Some(_) => upload.length(),
        None => partial::size(person.site.intake.storage(), &upload.storage_key).await.map_err(disk)?,
    };
    let mut answer = answer(StatusCode::OK);
    tell(&mut answer, &upload, offset, upload.file_id);
    Ok(answer.insert_header(("upload-length", upload.size.to_string())).finish())
}

fn tell(answer: &mut HttpResponseBuilder, upload: &Resumable, offset: u64, file: Option<FileId>) {
    answer.insert_header(("upload-offset", offset.to_string())).insert_header(("upload-expires", date(upload.expires_at)));
    if let Some(file) = file {
        answer.insert_header(("vtask-file", file.to_string()));
    }
}

/// `PATCH /uploads/{id}`: the next bytes, from where it stands.
async fn go_on(tus: Tus, id: Id<UploadId>, request: HttpRequest) -> Answer {
    if let Some(other) = other_version(&request) {
        return Ok(other);
    }
    if said(&request, "content-type") != Some("application/offset+octet-stream") {
        return Err(Failure::WrongType);
    }
    let (person, upload) = (&tus.person, find(&tus.person, id.0).await?);
    if upload.file_id.is_some() {
        return Err(UPLOAD_OFFSET.into());
    }
    let storage = person.site.intake.storage();
    let mut partial = match Partial::open(storage, &upload.storage_key).await.map_err(disk)? {
        Some(partial) if number(&request, "upload-offset") == Some(partial.size()) => partial,
        Some(_) | None => return Err(UPLOAD_OFFSET.into()),
    };
    let mut first = First { upload: &upload, from: partial.size(), head: Vec::new(), lie: None };
    let came = append(tus.payload, &mut partial, upload.length(), &mut |piece| first.look(piece)).await;
    if let Some(error) = first.lie {
        return forget(person, &upload, error).await;
    }
    came?;
    if partial.size() < upload.length() {
        let mut answer = answer(StatusCode::NO_CONTENT);
        tell(&mut answer, &upload, partial.size(), None);
        return Ok(answer.finish());
    }
    take_in(person, &upload, &mut partial).await
}

/// Looks at the first bytes of a file as they come: a lie is not read to its end.
struct First<'a> {
    upload: &'a Resumable,
    from: u64,
    head: Vec<u8>,
    lie: Option<FileError>,
}

impl First<'_> {
    fn look(&mut self, piece: &[u8]) -> Result<(), Failure> {
        if self.from > 0 || self.head.len() >= HEAD {
            return Ok(());
        }
        self.head.extend(piece.iter().take(HEAD - self.head.len()));
        if self.head.len() >= HEAD {
            self.lie = sniff::sniff(&self.upload.name, &self.head, Allow::Work).err();
        }
        if self.lie.is_some() { Err(Failure::WrongType) } else { Ok(()) }
    }
}

/// All bytes are here.
async fn take_in(person: &SignedIn, upload: &Resumable, partial: &mut Partial) -> Answer {
    let intake = &person.site.intake;
    let received = match partial.take(intake, &upload.name, Allow::Work).await {
        Ok(received) => received,
        Err(IntakeError::File(error)) => return forget(person, upload, error).await,
        Err(IntakeError::Disk(error)) => return Err(disk(error)),
    };
    let (act, who, id, new) = (person.act(), person.person.clone(), upload.id, received.clone());
    let file = match person.site.db.write(move |tx| actions::finish(tx, &act, &who, id, &new)).await {
        Ok(file) => file,
        Err(failure) => {
            if matches!(failure, Failure::Invalid(_) | Failure::Refused(_) | Failure::NotFound) {
                intake.discard(&received).await;
            }
            return Err(failure);
        }
    };
    partial::remove(intake.storage(), &upload.storage_key).await.map_err(disk)?;
    let mut answer = answer(StatusCode::NO_CONTENT);
    tell(&mut answer, upload, upload.length(), Some(file));
    Ok(answer.finish())
}

/// It cannot be taken: nothing of it stays, and the sender is told why.
async fn forget(person: &SignedIn, upload: &Resumable, error: FileError) -> Answer {
    partial::remove(person.site.intake.storage(), &upload.storage_key).await.map_err(disk)?;
    let id = upload.id;
    person.site.db.write(move |tx| actions::forget(tx, id)).await?;
    Ok(refused(person, &upload.name, error))
}

/// Why a file was not taken, in the sender's words.
fn refused(person: &SignedIn, name: &str, error: FileError) -> HttpResponse {
    let why = person.text(&format!("error-{}", error.code()), &[("name", name.to_owned())]);
    answer(StatusCode::UNPROCESSABLE_ENTITY).insert_header(("x-ours", "1")).content_type("text/plain; charset=utf-8").body(why)
}

/// `DELETE /uploads/{id}`
async fn stop(tus: Tus, id: Id<UploadId>, request: HttpRequest) -> Answer {
    if let Some(other) = other_version(&request) {
        return Ok(other);
    }
    let upload = find(&tus.person, id.0).await?;
    if upload.file_id.is_some() {
        return Err(UPLOAD_OFFSET.into());
    }
    partial::remove(tus.person.site.intake.storage(), &upload.storage_key).await.map_err(disk)?;
    tus.person.site.db.write(move |tx| actions::forget(tx, id.0)).await?;
    Ok(answer(StatusCode::NO_CONTENT).finish())
}
