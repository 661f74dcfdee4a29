//! Files of a deal, in and out.

use crate::deliveries::actions;
use crate::deliveries::rules::Sight;
use crate::deliveries::web::{Copy, copy, open, take};
use crate::failure::Failure;
use crate::files::{self, File};
use crate::platform::intake::Received;
use crate::platform::sniff::MediaType;
use crate::primitives::id::{ContractId, FileId};
use crate::web::api::{Body, Call, Deals, Part, Reading, Reply, Stored, Telling};
use crate::web::{Id, Take, Upload};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Serialize;
use std::pin::Pin;
use utoipa::ToSchema;

/// A file of a deal.
#[derive(Serialize, ToSchema)]
#[schema(as = File)]
pub(super) struct FileObject {
    id: FileId,
    name: String,
    /// Bytes.
    size: i64,
    /// Lower-case hexadecimal.
    sha256: String,
    media_type: MediaType,
    /// The copy of a picture, for the same token.
    #[serde(skip_serializing_if = "Option::is_none")]
    preview_url: Option<String>,
}

impl FileObject {
    fn of(file: File, base_url: &str) -> Self {
        Self {
            id: file.id,
            name: file.name,
            size: file.size,
            sha256: file.sha256,
            media_type: file.media,
            preview_url: file.preview.map(|_| format!("{base_url}/api/v1/files/{}/preview", file.id)),
        }
    }
}

/// A form of `contract_id` and `file`.
pub(super) struct FileForm(Upload);

impl FromRequest for FileForm {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let upload = Upload::from_request(request, payload);
        Box::pin(async move { upload.await.map(Self) })
    }
}

impl Part for FileForm {
    fn tell(telling: &mut Telling) {
        telling.form = Some(&["contract_id", "file"]);
        telling.is_keyed = telling.is_closed;
    }
}

/// `POST /api/v1/files`
pub(super) async fn send(call: Call<Deals>, form: FileForm, request: HttpRequest) -> Result<Reply<FileObject, 201>, actix_web::Error> {
    let admit = async |texts: &[(String, String)]| admit(&call, texts).await;
    let (contract, received) = form.0.receive_one(&call, admit).await?;
    let kept = keep(&call, &request, contract, received.clone()).await;
    // What may have been written all the same is left to the sweeper.
    let unknown = |failure: &Failure| matches!(failure, Failure::Busy(_) | Failure::Conflicted | Failure::Bug(_));
    if kept.as_ref().is_err_and(|error| !error.as_error::<Failure>().is_some_and(unknown)) {
        call.site.intake.discard(&received).await;
    }
    kept
}

/// The deal that the file is for, and what it still takes in.
async fn admit(call: &Call<Deals>, texts: &[(String, String)]) -> Result<(ContractId, Take), Failure> {
    if let Some((field, _)) = texts.iter().find(|(field, _)| field != "contract_id") {
        return Err(Failure::field(field, "unknown"));
    }
    let (_, text) = texts.first().ok_or_else(|| Failure::field("contract_id", "required"))?;
    let id: ContractId = text.parse().map_err(|_| Failure::NotFound)?;
    let left = call.see(move |conn, person| actions::room_left(conn, person, id)).await?;
    Ok((id, take(left, 1)))
}

/// Writes the row of a file that came in.
async fn keep(
    call: &Call<Deals>,
    request: &HttpRequest,
    contract: ContractId,
    received: Received,
) -> Result<Reply<FileObject, 201>, actix_web::Error> {
    let print = format!("{contract} {} {}", received.stored.sha256, received.name);
    let body: Body<()> = Body::of(request, call, print.into_bytes()).await?;
    let base_url = call.site.config.base_url.clone();
    let written = call.write(&body, move |tx, act, person| {
        let ids = actions::add_files(tx, act, person, contract, std::slice::from_ref(&received))?;
        let file = files::list(tx, &ids)?.pop().ok_or(Failure::NotFound)?;
        Ok(FileObject::of(file, &base_url))
    });
    Ok(written.await?)
}

/// `GET /api/v1/files/{id}/content`
pub(super) async fn content(call: Call<Reading>, id: Id<FileId>, request: HttpRequest) -> Result<Stored, Failure> {
    let (file, sight) = see(&call, id.0).await?;
    open(&call, &request, &file, sight).await.map(Stored)
}

/// `GET /api/v1/files/{id}/preview`
pub(super) async fn preview(call: Call<Reading>, id: Id<FileId>, request: HttpRequest) -> Result<Stored, Failure> {
    let (file, sight) = see(&call, id.0).await?;
    copy(&call, &request, &file, Copy::of(sight)).await.map(Stored)
}

async fn see(call: &Call<Reading>, id: FileId) -> Result<(File, Sight), Failure> {
    call.see(move |conn, person| actions::see_file(conn, person, id)).await
}
