//! The doors of a creator's record.

use super::actions;
use super::model::{Signed, Statement};
use super::pages::{HowPage, KEYS, KeySet, OwnPage, file_name};
use crate::creators::Profile;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::platform::statements::Signer;
use crate::web::{Answer, Asker, Door, Form, Id, SignedIn, Who, see_other, to};
use actix_web::HttpResponse;
use actix_web::http::{Method, header};
use serde::Deserialize;

/// Every door here.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/cv", who: Who::Anyone, opens: || to(how) },
    Door { method: Method::GET, path: KEYS, who: Who::Anyone, opens: || to(keys) },
    Door { method: Method::GET, path: "/creators/{handle}/cv.json", who: Who::Anyone, opens: || to(public) },
    Door { method: Method::GET, path: "/my/profile/cv", who: Who::SignedIn, opens: || to(own) },
    Door { method: Method::POST, path: "/my/profile/cv", who: Who::SignedIn, opens: || to(switch) },
    Door { method: Method::GET, path: "/my/profile/cv.json", who: Who::SignedIn, opens: || to(download) },
];

fn signer(asker: &Asker) -> Result<Signer, Failure> {
    Signer::new(&asker.site.secret).ok_or_else(|| Failure::Bug("the secret makes no key".to_owned()))
}

async fn state(asker: &Asker, profile: Profile) -> Result<Statement, Failure> {
    let (issuer, now) = (asker.site.config.base_url.trim_end_matches('/').to_owned(), asker.now);
    asker.site.db.read(move |conn: &mut Conn| actions::state(conn, &profile, (&issuer, now))).await
}

fn send(signed: &Signed) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file_name(signed))))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(signed.text())
}

async fn signed(asker: &Asker, profile: Profile) -> Answer {
    let statement = state(asker, profile).await?;
    let signed = Signed::of(&signer(asker)?, &statement).map_err(|error| Failure::Bug(error.to_string()))?;
    Ok(send(&signed))
}

/// `GET /cv`
async fn how(asker: Asker) -> Answer {
    let public_key = signer(&asker)?.public_key();
    asker.page(&HowPage::of(public_key)).await
}

/// `GET /.well-known/vtask-keys.json`
async fn keys(asker: Asker) -> Answer {
    let set = KeySet::of(signer(&asker)?.public_key());
    Ok(HttpResponse::Ok().json(set))
}

/// `GET /creators/{handle}/cv.json`
async fn public(asker: Asker, handle: Id<String>) -> Answer {
    let profile = asker.site.db.read(move |conn: &mut Conn| actions::open_to_all(conn, &handle.0)).await?;
    signed(&asker, profile).await
}

/// `GET /my/profile/cv.json`
async fn download(person: SignedIn) -> Answer {
    let who = person.person.clone();
    let (profile, _) = person.site.db.read(move |conn: &mut Conn| actions::own(conn, &who)).await?;
    signed(&person, profile).await
}

/// `GET /my/profile/cv`
async fn own(person: SignedIn) -> Answer {
    let who = person.person.clone();
    let (profile, since) = person.site.db.read(move |conn: &mut Conn| actions::own(conn, &who)).await?;
    let handle = profile.handle.clone();
    let says = state(&person, profile).await?;
    person.page(&OwnPage::of(&handle, since.is_some(), says)).await
}

/// Open or closed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SwitchForm {
    on: String,
}

/// `POST /my/profile/cv`
async fn switch(person: SignedIn, form: Form<SwitchForm>) -> Answer {
    let (act, who, on) = (person.act(), person.person.clone(), form.fields.on == "true");
    person.site.db.write(move |tx: &mut Tx<'_>| actions::publish(tx, &act, &who, on)).await?;
    Ok(see_other("/my/profile/cv").flash(if on { "cv-opened" } else { "cv-closed" }).into())
}
