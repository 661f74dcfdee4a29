//! A creator's own profile.

use super::gallery::forget_list;
use crate::creators::actions;
use crate::creators::forms::{ChannelForm, ProfileForm, WorkForm};
use crate::creators::model::Profile;
use crate::creators::pages::{ChannelsPage, EditPage, WorksPage};
use crate::creators::{rules, store};
use crate::failure::Failure;
use crate::files::{self, File, Purpose};
use crate::platform::sniff::{Allow, FileError};
use crate::primitives::id::{ChannelId, PortfolioItemId};
use crate::web::{Answer, Form, Id, Sent, ShownError, SignedIn, Take, Upload, see_other};
use actix_web::http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeMap;

type Nothing = Form<BTreeMap<String, String>>;

async fn own(person: &SignedIn) -> Result<Profile, Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn| actions::get_own(conn, &who)).await
}

/// `GET /my/profile`
pub(super) async fn edit(person: SignedIn) -> Answer {
    let profile = own(&person).await?;
    person.page(&EditPage::of(&profile, ProfileForm::of(&profile), Vec::new())).await
}

/// `POST /my/profile`
pub(super) async fn save(person: SignedIn, form: Form<ProfileForm>) -> Answer {
    let profile = own(&person).await?;
    let saved = match form.fields.parse() {
        Ok(words) => {
            let (act, who, seen) = (person.act(), person.person.clone(), form.fields.version.parse().ok());
            person.site.db.write(move |tx| actions::save_profile(tx, &act, &who, seen, &words)).await
        }
        Err(failure) => Err(failure),
    };
    match saved {
        Ok(()) => done(&person, "/my/profile", "creators-saved").await,
        Err(failure) if failure.is_stale() => show_both(&person, form.fields, failure).await,
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &EditPage::of(&profile, form.fields, redo.errors)).await
        }
    }
}

/// The profile was saved meanwhile: as it stands now, beside what was typed.
async fn show_both(person: &SignedIn, typed: ProfileForm, failure: Failure) -> Answer {
    let redo = person.redo(failure)?;
    let profile = own(person).await?;
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    person.page_with(redo.status, &EditPage::of(&profile, typed, redo.errors).beside(&ProfileForm::of(&profile), &say)).await
}

async fn done(person: &SignedIn, to: &str, flash: &'static str) -> Answer {
    forget_list(person).await;
    Ok(see_other(to).flash(flash).into())
}

async fn channels_page(person: &SignedIn, status: StatusCode, form: ChannelForm, errors: Vec<ShownError>) -> Answer {
    let profile = own(person).await?;
    let id = profile.id;
    let channels = person.site.db.read(move |conn| store::list_channels(conn, id).map_err(Failure::from)).await?;
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    person.page_with(status, &ChannelsPage::of(&profile, (&channels, person.now), form, errors, &say)).await
}

/// `GET /my/profile/channels`
pub(super) async fn channels(person: SignedIn) -> Answer {
    channels_page(&person, StatusCode::OK, ChannelForm::default(), Vec::new()).await
}

/// `POST /my/profile/channels`
pub(super) async fn add_channel(person: SignedIn, form: Form<ChannelForm>) -> Answer {
    own(&person).await?;
    let added = match form.fields.parse() {
        Ok(new) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| actions::add_channel(tx, &act, &who, &new)).await
        }
        Err(failure) => Err(failure),
    };
    match added {
        Ok(_) => done(&person, "/my/profile/channels", "creators-channel-added").await,
        Err(failure) => {
            let redo = person.redo(failure)?;
            channels_page(&person, redo.status, form.fields, redo.errors).await
        }
    }
}

/// `POST /my/profile/channels/{id}/removal`
pub(super) async fn remove_channel(person: SignedIn, id: Id<ChannelId>, _: Nothing) -> Answer {
    let (act, who, id) = (person.act(), person.person.clone(), id.0);
    person.site.db.write(move |tx| actions::remove_channel(tx, &act, &who, id)).await?;
    done(&person, "/my/profile/channels", "creators-channel-removed").await
}

async fn works_page(person: &SignedIn, status: StatusCode, title: String, errors: Vec<ShownError>) -> Answer {
    let profile = own(person).await?;
    let id = profile.id;
    let works = person.site.db.read(move |conn| store::list_works(conn, id).map_err(Failure::from)).await?;
    person.page_with(status, &WorksPage::of(&profile, (&works, person.site.films.are_there()), title, errors)).await
}

/// `GET /my/profile/works`
pub(super) async fn works(person: SignedIn) -> Answer {
    works_page(&person, StatusCode::OK, String::new(), Vec::new()).await
}

/// `POST /my/profile/works`
pub(super) async fn add_work(person: SignedIn, upload: Upload) -> Answer {
    own(&person).await?;
    let take = Take { per_file: rules::WORK_MIB << 20, ..Take::files(Allow::Showpieces, 1) };
    let form = upload.receive::<WorkForm>(&person, take).await?;
    let mut errors = form.errors.clone();
    // The words for other places name another bound.
    let too_large = errors.0.iter_mut().filter(|error| error.code == FileError::TooLarge.code());
    too_large.for_each(|error| error.code = "work-too-large");
    let title = errors.line("title", &form.fields.title, 80);
    if form.files.is_empty() && form.errors.is_empty() {
        errors.add("file", "required");
    }
    let added = match errors.finish(title.zip(form.files.first())) {
        Ok((title, sent)) => insert(&person, title, sent).await,
        Err(failure) => Err(failure),
    };
    match added {
        Ok(()) => done(&person, "/my/profile/works", "creators-work-added").await,
        Err(failure) => {
            form.discard(&person.site.intake).await;
            let redo = person.redo(failure)?;
            works_page(&person, redo.status, form.fields.title, redo.errors).await
        }
    }
}

async fn insert(person: &SignedIn, title: String, sent: &Sent) -> Result<(), Failure> {
    let (act, who) = (person.act(), person.person.clone());
    let (file, is_prepared) = (File::new(Purpose::Portfolio, who.id, None, &sent.received, act.at), person.site.films.are_there());
    let write = move |tx: &mut crate::platform::db::Tx<'_>| {
        files::insert(tx, &file)?;
        actions::add_work(tx, &act, &who, (&file, &title), is_prepared).map(drop)
    };
    person.site.db.write(write).await
}

/// Shown, or hidden.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct VisibilityForm {
    shown: String,
}

/// `POST /my/profile/works/{id}/visibility`
pub(super) async fn show_work(person: SignedIn, id: Id<PortfolioItemId>, form: Form<VisibilityForm>) -> Answer {
    let (act, who, id, is_shown) = (person.act(), person.person.clone(), id.0, form.fields.shown == "true");
    person.site.db.write(move |tx| actions::show_work(tx, &act, &who, id, is_shown)).await?;
    done(&person, "/my/profile/works", if is_shown { "creators-work-shown" } else { "creators-work-hidden" }).await
}

/// `POST /my/profile/works/{id}/removal`
pub(super) async fn remove_work(person: SignedIn, id: Id<PortfolioItemId>, _: Nothing) -> Answer {
    let (act, who, id) = (person.act(), person.person.clone(), id.0);
    person.site.db.write(move |tx| actions::remove_work(tx, &act, &who, id)).await?;
    done(&person, "/my/profile/works", "creators-work-removed").await
}
