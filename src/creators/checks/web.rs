//! The doors of one channel and its checks.

use super::actions;
use super::forms::{RefuseForm, ScreenshotForm};
use super::pages::{CasePage, ChannelPage, QueuePage};
use crate::audit::Act;
use crate::creators::forms::ChannelForm;
use crate::creators::web::forget_list;
use crate::failure::Failure;
use crate::files::{File, Purpose};
use crate::platform::db::{Conn, Tx};
use crate::platform::sniff::Allow;
use crate::primitives::id::{ChannelId, CheckId};
use crate::sessions::Person;
use crate::web::{
    Admin, Answer, Door, Form, Id, NoFields, Outgoing, Reach, ShownError, SignedIn, Take, Upload, Who, once, see_other, send, to,
};
use actix_web::HttpRequest;
use actix_web::http::{Method, StatusCode};

/// Every door of checks.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/profile/channels/{id}", who: Who::SignedIn, opens: || to(own) },
    Door { method: Method::POST, path: "/my/profile/channels/{id}", who: Who::SignedIn, opens: || to(change) },
    Door { method: Method::POST, path: "/my/profile/channels/{id}/check", who: Who::SignedIn, opens: || to(ask) },
    Door { method: Method::POST, path: "/my/profile/channels/{id}/screenshot", who: Who::SignedIn, opens: || to(hand_in) },
    Door { method: Method::GET, path: "/channel-checks/{id}/file", who: Who::SignedIn, opens: || to(file) },
    Door { method: Method::GET, path: "/admin/channels", who: Who::Admin, opens: || to(queue) },
    Door { method: Method::GET, path: "/admin/channels/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/channels/{id}/acceptance", who: Who::Admin, opens: || to(accept) },
    Door { method: Method::POST, path: "/admin/channels/{id}/refusal", who: Who::Admin, opens: || to(refuse) },
];

/// One picture of at most 20 MiB.
const TAKE: Take = Take { per_file: 20 << 20, in_all: 21 << 20, ..Take::files(Allow::Pictures, 1) };

async fn own_page(person: &SignedIn, id: ChannelId, typed: Option<ChannelForm>, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let who = person.person.clone();
    let seen = person.site.db.read(move |conn: &mut Conn| actions::see_own(conn, &who, id)).await?;
    let form = typed.unwrap_or_else(|| ChannelForm::of(&seen.0));
    person.page_with(status, &ChannelPage::of(person, &seen, form, errors)).await
}

/// `GET /my/profile/channels/{id}`
async fn own(person: SignedIn, id: Id<ChannelId>) -> Answer {
    own_page(&person, id.0, None, (StatusCode::OK, Vec::new())).await
}

/// `POST /my/profile/channels/{id}`
async fn change(person: SignedIn, id: Id<ChannelId>, form: Form<ChannelForm>) -> Answer {
    let who = person.person.clone();
    let (channel, _) = person.site.db.read(move |conn: &mut Conn| actions::see_own(conn, &who, id.0)).await?;
    let form = ChannelForm { platform: channel.platform.to_string(), ..form.fields };
    let changed = match form.parse() {
        Ok(new) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| crate::creators::actions::change_channel(tx, &act, &who, id.0, &new)).await
        }
        Err(failure) => Err(failure),
    };
    match changed {
        Ok(()) => {
            forget_list(&person).await;
            Ok(see_other(&actions::own_url(id.0)).flash("creators-channel-changed").into())
        }
        Err(failure) => {
            let redo = person.redo(failure)?;
            own_page(&person, id.0, Some(form), (redo.status, redo.errors)).await
        }
    }
}

/// `POST /my/profile/channels/{id}/check`
async fn ask(person: SignedIn, id: Id<ChannelId>, form: Form<NoFields>) -> Answer {
    let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::ask_by_code(tx, &act, &who, id.0)?;
            Ok(actions::own_url(id.0))
        })
    };
    match person.site.db.write(work).await {
        Ok(location) => Ok(see_other(&location).flash("checks-asked").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            own_page(&person, id.0, None, (redo.status, redo.errors)).await
        }
    }
}

/// `POST /my/profile/channels/{id}/screenshot`
async fn hand_in(person: SignedIn, id: Id<ChannelId>, upload: Upload) -> Answer {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::see_own(conn, &who, id.0)).await?;
    let form = upload.receive::<ScreenshotForm>(&person, TAKE).await?;
    let mut errors = form.errors.clone();
    if form.files.is_empty() && errors.is_empty() {
        errors.add("file", "required");
    }
    let taken = match errors.finish(form.files.first()) {
        Ok(sent) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let file = File::new(Purpose::Verification, who.id, None, &sent.received, act.at);
            let work = move |tx: &mut Tx<'_>| insert(tx, (&act, &who), id.0, (token.as_deref(), &file));
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match taken {
        Ok(location) => Ok(see_other(&location).flash("checks-handed-in").into()),
        Err(failure) => {
            form.discard(&person.site.intake).await;
            let redo = person.redo(failure)?;
            own_page(&person, id.0, None, (redo.status, redo.errors)).await
        }
    }
}

fn insert(tx: &mut Tx<'_>, (act, who): (&Act, &Person), id: ChannelId, (token, file): (Option<&str>, &File)) -> Result<String, Failure> {
    once(tx, act, token, |tx| {
        actions::ask_by_screenshot(tx, act, who, id, file)?;
        Ok(actions::own_url(id))
    })
}

/// `GET /channel-checks/{id}/file`
async fn file(person: SignedIn, id: Id<CheckId>, request: HttpRequest) -> Answer {
    let who = person.person.clone();
    let file = person.site.db.read(move |conn: &mut Conn| actions::file(conn, &who, id.0)).await?;
    let storage = person.site.intake.storage();
    send(&request, storage, Outgoing { key: &file.key, name: &file.name, media: file.media, reach: Reach::Asker }).await
}

/// `GET /admin/channels`
async fn queue(admin: Admin) -> Answer {
    let person = admin.person.clone();
    let waiting = admin.site.db.read(move |conn: &mut Conn| actions::queue(conn, &person)).await?;
    admin.page(&QueuePage::of(waiting)).await
}

async fn page(admin: &Admin, id: CheckId, form: RefuseForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let person = admin.person.clone();
    let case = admin.site.db.read(move |conn: &mut Conn| actions::case(conn, &person, id)).await?;
    admin.page_with(status, &CasePage::of(admin, &case, form, errors)).await
}

/// `GET /admin/channels/{id}`
async fn show(admin: Admin, id: Id<CheckId>) -> Answer {
    page(&admin, id.0, RefuseForm::default(), (StatusCode::OK, Vec::new())).await
}

/// `POST /admin/channels/{id}/acceptance`
async fn accept(admin: Admin, id: Id<CheckId>, form: Form<NoFields>) -> Answer {
    let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::accept(tx, &act, &person, id.0)?;
            Ok("/admin/channels".to_owned())
        })
    };
    let location = admin.site.db.write(work).await?;
    Ok(see_other(&location).flash("checks-accepted").answer())
}

/// `POST /admin/channels/{id}/refusal`
async fn refuse(admin: Admin, id: Id<CheckId>, form: Form<RefuseForm>) -> Answer {
    let refused = match form.fields.parse() {
        Ok((reason, words)) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::refuse(tx, &act, &person, id.0, (reason, &words))?;
                    Ok("/admin/channels".to_owned())
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match refused {
        Ok(location) => Ok(see_other(&location).flash("checks-refused").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}
