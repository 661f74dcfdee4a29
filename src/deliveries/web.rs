//! The doors of the work: handing it in, wanting it changed, and the files themselves.

use super::actions::{self, Handed, Handing, What};
use super::forms::{ChangeForm, DeliverForm};
use super::model::Delivery;
use super::pages::{About, ChangePage, DeliverPage};
use super::remarks;
use super::rules::{self, FILE_LOCKED, Sight};
use super::store;
use crate::contracts::{self, Event, MilestoneState, Party};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::files::{self, File};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::platform::sniff::{Allow, MediaType, Medium};
use crate::platform::zip::Entry;
use crate::primitives::id::{ContractId, DeliveryId, FileId, MilestoneId};
use crate::web::{
    Answer, Asker, Door, Form, Id, MOST_FILES, Outgoing, Reach, ShownError, SignedIn, Take, Upload, UploadForm, Who, once, see_other, send,
    send_archive, send_copy, to,
};
use actix_web::HttpRequest;
use actix_web::http::Method;

/// Every door of the work.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/milestones/{id}/deliveries/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/milestones/{id}/deliveries", who: Who::SignedIn, opens: || to(deliver) },
    Door { method: Method::POST, path: "/contracts/{id}/files", who: Who::SignedIn, opens: || to(add) },
    Door { method: Method::GET, path: "/milestones/{id}/change-requests/new", who: Who::SignedIn, opens: || to(begin_changes) },
    Door { method: Method::POST, path: "/milestones/{id}/change-requests", who: Who::SignedIn, opens: || to(ask_for_changes) },
    Door { method: Method::GET, path: "/deliveries/{id}/files.zip", who: Who::SignedIn, opens: || to(archive) },
    Door { method: Method::GET, path: "/files/{id}/content", who: Who::SignedIn, opens: || to(content) },
    Door { method: Method::GET, path: "/files/{id}/preview", who: Who::SignedIn, opens: || to(preview) },
    Door { method: Method::GET, path: "/files/{id}/film", who: Who::SignedIn, opens: || to(small_film) },
    Door { method: Method::GET, path: "/files/{id}/thumb", who: Who::SignedIn, opens: || to(thumb) },
];

/// The milestone with all that the forms show, for the side whose form it is.
async fn load(person: &SignedIn, id: MilestoneId, side: Party) -> Result<About, Failure> {
    let (who, now) = (person.person.clone(), person.now);
    let read = move |conn: &mut Conn| {
        let (contract, milestone, party) = contracts::acting(conn, &who, id)?;
        if party != side {
            return Err(ACT_FORBIDDEN.into());
        }
        match side {
            Party::Creator if !rules::takes_work(milestone.state) => return Err(STATE_REFUSED.into()),
            Party::Creator => {}
            Party::Merchant | Party::Platform => {
                let work = contracts::clockwork(conn, &contract, now)?;
                contracts::rules::after(&milestone, Event::ChangesRequested, party, &work)?;
            }
        }
        let request = store::list_requests(conn, &[id])?.pop().filter(|_| milestone.state == MilestoneState::ChangesRequested);
        let last: Option<Delivery> = store::list(conn, &[id])?.pop();
        let waiting = store::list_waiting(conn, contract.id, who.id)?;
        let before: Vec<File> = last.map(|last| last.files().into_iter().cloned().collect()).unwrap_or_default();
        let here: Vec<FileId> = waiting.iter().chain(&before).map(|file| file.id).collect();
        Ok::<_, Failure>(About {
            parties: contracts::parties(conn, &contract)?,
            checks: contracts::checklist(conn, contract.id)?,
            looks: files::list_seen(conn, &here)?,
            waiting,
            before,
            remarks: remarks::list(conn, id)?,
            request,
            contract,
            milestone,
        })
    };
    person.site.db.read(read).await
}

/// `GET /milestones/{id}/deliveries/new`
async fn begin(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let about = load(&person, id.0, Party::Creator).await?;
    person.page(&DeliverPage::of(&about, None, Vec::new())).await
}

/// What a deal still takes in, for whoever may send files to it.
async fn room_for(person: &SignedIn, contract: ContractId) -> Result<Take, Failure> {
    let who = person.person.clone();
    let left = person.site.db.read(move |conn: &mut Conn| actions::room_left(conn, &who, contract)).await?;
    Ok(take(left, MOST_FILES))
}

/// So many files of a work, which have so much room.
pub(super) fn take(left: u64, files: usize) -> Take {
    Take { in_all: left, ..Take::files(Allow::Work, files) }
}

fn received(form: &UploadForm<DeliverForm>) -> Vec<Received> {
    form.files.iter().map(|sent| sent.received.clone()).collect()
}

/// `POST /milestones/{id}/deliveries`: files and words in one form. Files that came in stay with the deal even when the rest must be mended.
async fn deliver(person: SignedIn, id: Id<MilestoneId>, upload: Upload) -> Answer {
    let about = load(&person, id.0, Party::Creator).await?;
    let take = room_for(&person, about.contract.id).await?;
    let form = upload.receive::<DeliverForm>(&person, take).await?;
    let handed = match (form.fields.parse(), form.errors.is_empty()) {
        (Ok(handing), true) => hand_in(&person, id.0, &form, (about.contract.id, handing)).await,
        (Err(Failure::Invalid(mut errors)), _) => {
            errors.0.extend(form.errors.0.iter().cloned());
            Err(Failure::Invalid(errors))
        }
        (Err(failure), _) => Err(failure),
        (Ok(_), false) => Err(Failure::Invalid(form.errors.clone())),
    };
    match handed {
        Ok(location) => Ok(see_other(&location).flash("deliveries-posted").into()),
        Err(failure) => mend(&person, id.0, form, about.contract.id, failure).await,
    }
}

async fn hand_in(
    person: &SignedIn,
    id: MilestoneId,
    form: &UploadForm<DeliverForm>,
    (contract, handing): (ContractId, Handing),
) -> Result<String, Failure> {
    let (act, who, token, new) = (person.act(), person.person.clone(), form.once.clone(), received(form));
    let checks = form.fields.checks.clone();
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            let mut handing = handing.clone();
            let files = actions::add_files(tx, &act, &who, contract, &new)?;
            let new = files.into_iter().map(|id| Handed { what: What::File(id), checks: checks.clone() });
            let links = handing.items.iter().position(|item| matches!(item.what, What::Link(_))).unwrap_or(handing.items.len());
            handing.items.splice(links..links, new);
            actions::deliver(tx, &act, &who, id, &handing)?;
            Ok(format!("/contracts/{contract}"))
        })
    };
    person.site.db.write(work).await
}

/// The form again, with the files that came in ticked.
async fn mend(person: &SignedIn, id: MilestoneId, form: UploadForm<DeliverForm>, contract: ContractId, failure: Failure) -> Answer {
    let redo = match person.redo(failure) {
        Ok(redo) => redo,
        Err(failure) => {
            form.discard(&person.site.intake).await;
            return Err(failure);
        }
    };
    let kept = keep(person, contract, &form).await?;
    let mut fields = form.fields;
    fields.file_ids.extend(kept.iter().map(ToString::to_string));
    let about = load(person, id, Party::Creator).await?;
    person.page_with(redo.status, &DeliverPage::of(&about, Some(fields), redo.errors)).await
}

/// Gives the files that came in their rows; what the deal does not take any more is removed.
async fn keep(person: &SignedIn, contract: ContractId, form: &UploadForm<DeliverForm>) -> Result<Vec<FileId>, Failure> {
    let (act, who, new) = (person.act(), person.person.clone(), received(form));
    let kept = person.site.db.write(move |tx| actions::add_files(tx, &act, &who, contract, &new)).await;
    if matches!(kept, Err(Failure::Invalid(_) | Failure::Refused(_) | Failure::NotFound)) {
        form.discard(&person.site.intake).await;
    }
    kept
}

/// `POST /contracts/{id}/files`: files alone, to be handed in later.
async fn add(person: SignedIn, id: Id<ContractId>, upload: Upload) -> Answer {
    let take = room_for(&person, id.0).await?;
    let form = upload.receive::<DeliverForm>(&person, take).await?;
    let milestone: Option<MilestoneId> = form.fields.milestone.parse().ok();
    keep(&person, id.0, &form).await?;
    let back = milestone.map_or_else(|| format!("/contracts/{}", id.0), |milestone| format!("/milestones/{milestone}/deliveries/new"));
    if form.errors.is_empty() {
        return Ok(see_other(&back).flash("deliveries-files-added").into());
    }
    let redo = person.redo(Failure::Invalid(form.errors.clone()))?;
    let milestone = milestone.ok_or(Failure::Invalid(form.errors))?;
    let about = load(&person, milestone, Party::Creator).await?;
    person.page_with(redo.status, &DeliverPage::of(&about, None, redo.errors)).await
}

/// `GET /milestones/{id}/change-requests/new`
async fn begin_changes(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let about = load(&person, id.0, Party::Merchant).await?;
    person.page(&ChangePage::of(&about, None, Vec::new())).await
}

/// `POST /milestones/{id}/change-requests`
async fn ask_for_changes(person: SignedIn, id: Id<MilestoneId>, form: Form<ChangeForm>) -> Answer {
    // Whose it is comes before what was sent.
    let who = person.person.clone();
    let read = move |conn: &mut Conn| contracts::acting(conn, &who, id.0).map(|(contract, _, party)| (contract.id, party));
    let (contract, party) = person.site.db.read(read).await?;
    if party != Party::Merchant {
        return Err(ACT_FORBIDDEN.into());
    }
    let asked = match form.fields.parse() {
        Ok((seen, wishes, remarks)) => {
            let (act, who, token, milestone) = (person.act(), person.person.clone(), form.once.clone(), id.0);
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    let mut wishes = wishes.clone();
                    wishes.extend(actions::remarked(tx, &who, (milestone, seen), &remarks)?);
                    actions::ask_for_changes(tx, &act, &who, (milestone, seen), &wishes)?;
                    Ok(format!("/contracts/{contract}"))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match asked {
        Ok(location) => Ok(see_other(&location).flash("deliveries-changes-asked").into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(about) = load(&person, id.0, Party::Merchant).await else { return Err(failure) };
            let errors: Vec<ShownError> = redo.errors;
            person.page_with(redo.status, &ChangePage::of(&about, Some(&form.fields), errors)).await
        }
    }
}

async fn see(person: &SignedIn, id: FileId) -> Result<(File, Sight), Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::see_file(conn, &who, id)).await
}

/// `GET /files/{id}/content`: the original for whom it is unlocked, else the preview.
async fn content(person: SignedIn, id: Id<FileId>, request: HttpRequest) -> Answer {
    let (file, sight) = see(&person, id.0).await?;
    open(&person, &request, &file, sight).await
}

/// `GET /deliveries/{id}/files.zip`: all files of a version, numbered in their order.
async fn archive(person: SignedIn, id: Id<DeliveryId>) -> Answer {
    let who = person.person.clone();
    let version = person.site.db.read(move |conn: &mut Conn| actions::see_version(conn, &who, id.0)).await?;
    let entry = |(file, no): (&File, i32)| {
        let size = u32::try_from(file.size).map_err(|_| Failure::TooLarge)?;
        Ok(Entry { name: format!("{no:02} {}", file.name), key: file.key.clone(), size, at: version.at })
    };
    let entries: Vec<Entry> = version.files().into_iter().zip(1..).map(entry).collect::<Result<_, Failure>>()?;
    send_archive(person.site.intake.storage(), &format!("{}-v{}.zip", version.milestone, version.version), entries)
}

/// As much of a file as may be seen.
pub(super) async fn open(asker: &Asker, request: &HttpRequest, file: &File, sight: Sight) -> Answer {
    match sight {
        Sight::Original => {
            let what = Outgoing { key: &file.key, name: &file.name, media: file.media, reach: Reach::Asker };
            send(request, asker.site.intake.storage(), what).await
        }
        Sight::Copies if file.media.medium() == Medium::Film => film(asker, request, file, sight).await,
        Sight::Copies | Sight::Locked => copy(asker, request, file, Copy::of(sight)).await,
    }
}

/// `GET /files/{id}/preview`
async fn preview(person: SignedIn, id: Id<FileId>, request: HttpRequest) -> Answer {
    let (file, sight) = see(&person, id.0).await?;
    copy(&person, &request, &file, Copy::of(sight)).await
}

/// `GET /files/{id}/thumb`
async fn thumb(person: SignedIn, id: Id<FileId>, request: HttpRequest) -> Answer {
    let (file, _) = see(&person, id.0).await?;
    copy(&person, &request, &file, Copy::Small).await
}

/// `GET /files/{id}/film`: the small copy of a film, with the mark of work that is not paid for.
async fn small_film(person: SignedIn, id: Id<FileId>, request: HttpRequest) -> Answer {
    let (file, sight) = see(&person, id.0).await?;
    film(&person, &request, &file, sight).await
}

/// The small copy of a film, its picture where there is none.
async fn film(asker: &Asker, request: &HttpRequest, file: &File, sight: Sight) -> Answer {
    let preview = file.preview.as_ref().filter(|_| file.media.medium() == Medium::Film).ok_or(FILE_LOCKED)?;
    let (storage, key) = (asker.site.intake.storage(), preview.film());
    if !tokio::fs::try_exists(storage.path(&key)).await.unwrap_or(false) {
        return copy(asker, request, file, Copy::of(sight)).await;
    }
    send(request, storage, Outgoing { key: &key, name: "preview.mp4", media: MediaType::Mp4, reach: Reach::Asker }).await
}

/// Which copy of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copy {
    /// As it is.
    Plain,
    /// With a mark all over it: the work is not paid for yet.
    Marked,
    /// For lists.
    Small,
}

impl Copy {
    /// Whoever may have the original needs no mark.
    pub(super) const fn of(sight: Sight) -> Self {
        match sight {
            Sight::Original => Self::Plain,
            Sight::Copies | Sight::Locked => Self::Marked,
        }
    }
}

/// The copy of a picture; nothing smaller can be shown of anything else.
pub(super) async fn copy(asker: &Asker, request: &HttpRequest, file: &File, which: Copy) -> Answer {
    let preview = file.preview.as_ref().ok_or(FILE_LOCKED)?;
    let intake = &asker.site.intake;
    if which == Copy::Marked {
        let marked = intake.marked(preview).await.map_err(|error| Failure::Busy(format!("storage: {error}")))?;
        return send_copy(request, intake.storage(), &marked, false, Reach::Asker).await;
    }
    send_copy(request, intake.storage(), preview, which == Copy::Small, Reach::Asker).await
}
