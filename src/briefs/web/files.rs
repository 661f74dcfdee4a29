//! Pictures and documents of a brief: in while it is a draft, out to whoever may read it.

use super::composer::{load_draft, show_step};
use crate::briefs::actions;
use crate::briefs::forms::{Step, StepForm};
use crate::briefs::rules;
use crate::failure::Failure;
use crate::files::{self, File, Purpose};
use crate::platform::sniff::Allow;
use crate::primitives::id::{BriefId, FileId};
use crate::web::{Answer, Asker, Form, Id, Outgoing, Query, Reach, Sent, SignedIn, Take, Upload, see_other, send, send_copy};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file of a brief in the path.
pub(super) struct Of {
    brief: BriefId,
    file: FileId,
}

impl FromRequest for Of {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = |name: &str| request.match_info().get(name);
        let of = part("id").and_then(|id| id.parse().ok()).zip(part("file").and_then(|file| file.parse().ok()));
        std::future::ready(of.map(|(brief, file)| Self { brief, file }).ok_or(Failure::NotFound))
    }
}

/// `POST /briefs/{id}/files`
pub(super) async fn add(person: SignedIn, id: Id<BriefId>, upload: Upload) -> Answer {
    load_draft(&person, id.0).await?;
    let form = upload.receive::<BTreeMap<String, String>>(&person, Take::files(Allow::Documents, rules::MAX_ATTACHMENTS)).await?;
    let mut errors = form.errors;
    if form.files.is_empty() && errors.is_empty() {
        errors.add("file", "required");
    }
    for sent in form.files {
        if let Err(failure) = attach(&person, id.0, &sent).await {
            person.site.intake.discard(&sent.received).await;
            return refuse(&person, id.0, failure).await;
        }
    }
    match errors.finish(Some(())) {
        Ok(()) => Ok(see_other(&format!("/briefs/{}/edit/{}", id.0, Step::Files)).flash("briefs-file-added").into()),
        Err(failure) => refuse(&person, id.0, failure).await,
    }
}

async fn attach(person: &SignedIn, id: BriefId, sent: &Sent) -> Result<(), Failure> {
    let (act, who) = (person.act(), person.person.clone());
    let file = File::new(Purpose::Brief, who.id, None, &sent.received, act.at);
    let write = move |tx: &mut crate::platform::db::Tx<'_>| {
        files::insert(tx, &file)?;
        actions::attach(tx, &act, &who, id, file.id)
    };
    person.site.db.write(write).await
}

async fn refuse(person: &SignedIn, id: BriefId, failure: Failure) -> Answer {
    let redo = person.redo(failure)?;
    let (brief, files) = load_draft(person, id).await?;
    let form = StepForm::of(&brief, &person.zone);
    show_step(person, redo.status, Step::Files, (&brief, &files), (form, redo.errors)).await
}

/// `POST /briefs/{id}/files/{file}/removal`
pub(super) async fn remove(person: SignedIn, of: Of, _: Form<BTreeMap<String, String>>) -> Answer {
    let (act, who, brief, file) = (person.act(), person.person.clone(), of.brief, of.file);
    person.site.db.write(move |tx| actions::detach(tx, &act, &who, brief, file)).await?;
    Ok(see_other(&format!("/briefs/{brief}/edit/{}", Step::Files)).flash("briefs-file-removed").into())
}

/// `small` for lists.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SizeQuery {
    size: String,
}

/// `GET /briefs/{id}/files/{file}`: a copy of a picture, a document as it was sent.
pub(super) async fn show(asker: Asker, of: Of, query: Query<SizeQuery>, request: HttpRequest) -> Answer {
    let person = asker.person.clone();
    let read = move |conn: &mut crate::platform::db::Conn| {
        let brief = actions::get_seen(conn, person.as_ref(), of.brief)?;
        if brief.is_secret() && actions::is_covered(conn, person.as_ref(), &brief)? {
            return Err(Failure::NotFound);
        }
        let file = crate::briefs::store::find_attachment(conn, of.brief, of.file)?.ok_or(Failure::NotFound)?;
        Ok::<_, Failure>((brief.is_public() && !brief.is_secret(), file))
    };
    let (is_public, file) = asker.site.db.read(read).await?;
    let reach = if is_public { Reach::Everybody } else { Reach::Asker };
    let storage = asker.site.intake.storage();
    match &file.preview {
        Some(preview) => send_copy(&request, storage, preview, query.0.size == "small", reach).await,
        None => send(&request, storage, Outgoing { key: &file.key, name: &file.name, media: file.media, reach }).await,
    }
}
