//! The doors of audiences.

use super::forms::AudienceForm;
use super::pages::{HistoryPage, OwnPage};
use super::{actions, store};
use crate::creators::store as creators;
use crate::creators::web::forget_list;
use crate::failure::Failure;
use crate::files::{self, File, Purpose};
use crate::platform::db::{Conn, Tx};
use crate::platform::sniff::Allow;
use crate::primitives::id::{ChannelId, SnapshotId};
use crate::web::{Answer, Asker, Door, Id, Reach, ShownError, SignedIn, Take, Upload, UploadForm, Who, once, see_other, send_copy, to};
use actix_web::HttpRequest;
use actix_web::http::{Method, StatusCode};

/// Every door of audiences.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/profile/channels/{id}/audience", who: Who::SignedIn, opens: || to(own) },
    Door { method: Method::POST, path: "/my/profile/channels/{id}/audience", who: Who::SignedIn, opens: || to(record) },
    Door { method: Method::GET, path: "/creators/{handle}/channels/{id}", who: Who::Anyone, opens: || to(history) },
    Door { method: Method::GET, path: "/creators/{handle}/audience/{id}", who: Who::Anyone, opens: || to(picture) },
];

/// One picture of at most 20 MiB.
const TAKE: Take = Take { per_file: 20 << 20, in_all: 21 << 20, ..Take::files(Allow::Pictures, 1) };

async fn own_page(person: &SignedIn, id: ChannelId, form: AudienceForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let who = person.person.clone();
    let seen = person.site.db.read(move |conn: &mut Conn| actions::see_own(conn, &who, id)).await?;
    person.page_with(status, &OwnPage::of(person, &seen, form, errors)).await
}

/// `GET /my/profile/channels/{id}/audience`
async fn own(person: SignedIn, id: Id<ChannelId>) -> Answer {
    let form = AudienceForm::on(person.now.date_in(&person.zone));
    own_page(&person, id.0, form, (StatusCode::OK, Vec::new())).await
}

/// `POST /my/profile/channels/{id}/audience`
async fn record(person: SignedIn, id: Id<ChannelId>, upload: Upload) -> Answer {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::see_own(conn, &who, id.0)).await?;
    let form = upload.receive::<AudienceForm>(&person, TAKE).await?;
    match take(&person, id.0, &form).await {
        Ok(location) => {
            forget_list(&person).await;
            Ok(see_other(&location).flash("audience-saved").into())
        }
        Err(failure) => {
            form.discard(&person.site.intake).await;
            let redo = person.redo(failure)?;
            own_page(&person, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}

async fn take(person: &SignedIn, id: ChannelId, form: &UploadForm<AudienceForm>) -> Result<String, Failure> {
    let new = form.fields.parse(person.now.date_in(&person.zone), form.errors.clone())?;
    let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
    let file = form.files.first().map(|sent| File::new(Purpose::Portfolio, who.id, None, &sent.received, act.at));
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::record(tx, &act, &who, id, (&new, file.as_ref()))?;
            Ok(format!("/my/profile/channels/{id}/audience"))
        })
    };
    person.site.db.write(work).await
}

fn part<T: std::str::FromStr>(request: &HttpRequest, name: &str) -> Result<T, Failure> {
    request.match_info().get(name).and_then(|text| text.parse().ok()).ok_or(Failure::NotFound)
}

/// `GET /creators/{handle}/channels/{id}`
async fn history(asker: Asker, request: HttpRequest) -> Answer {
    let (handle, id): (String, ChannelId) = (part(&request, "handle")?, part(&request, "id")?);
    let read = move |conn: &mut Conn| {
        let profile = creators::find_by_handle(conn, &handle)?.ok_or(Failure::NotFound)?;
        let shown = creators::find_shown(conn, id)?.filter(|(creator, _)| *creator == profile.id);
        let (_, channel) = shown.ok_or(Failure::NotFound)?;
        let said = store::list_of(conn, &[id])?.remove(&id).unwrap_or_default();
        Ok::<_, Failure>((profile, channel, said))
    };
    let (profile, channel, said) = asker.site.db.read(read).await?;
    asker.page(&HistoryPage::of(&asker, (profile.name, &profile.handle), &channel, &said)).await
}

/// `GET /creators/{handle}/audience/{id}`: the screenshot that the creator shows with the numbers.
async fn picture(asker: Asker, request: HttpRequest) -> Answer {
    let id: SnapshotId = part(&request, "id")?;
    let read = move |conn: &mut Conn| {
        let one = store::find(conn, id)?.ok_or(Failure::NotFound)?;
        creators::find_shown(conn, one.channel)?.ok_or(Failure::NotFound)?;
        let file = one.file.map(|file| files::find(conn, file)).transpose()?.flatten();
        Ok::<_, Failure>(file.and_then(|file| file.preview))
    };
    let preview = asker.site.db.read(read).await?.ok_or(Failure::NotFound)?;
    send_copy(&request, asker.site.intake.storage(), &preview, false, Reach::Everybody).await
}
