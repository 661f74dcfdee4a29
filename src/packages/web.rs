//! The doors of a creator's rate card.

use super::actions;
use super::forms::{PackageForm, SwitchForm};
use super::model::Package;
use super::pages::{ListPage, WritePage};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Choice as _;
use crate::primitives::id::PackageId;
use crate::web::{Answer, Door, Form, Id, SignedIn, Who, see_other, to};
use actix_web::http::Method;

/// Every door here.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/profile/packages", who: Who::SignedIn, opens: || to(list) },
    Door { method: Method::POST, path: "/my/profile/packages", who: Who::SignedIn, opens: || to(add) },
    Door { method: Method::GET, path: "/my/profile/packages/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::GET, path: "/my/profile/packages/{id}", who: Who::SignedIn, opens: || to(edit) },
    Door { method: Method::POST, path: "/my/profile/packages/{id}", who: Who::SignedIn, opens: || to(save) },
    Door { method: Method::POST, path: "/my/profile/packages/{id}/state", who: Who::SignedIn, opens: || to(switch) },
    Door { method: Method::POST, path: "/my/profile/packages/{id}/removal", who: Who::SignedIn, opens: || to(remove) },
];

const LIST: &str = "/my/profile/packages";

/// The name of the person's profile in addresses; who has no profile has no rate card.
fn handle(person: &SignedIn) -> Result<String, Failure> {
    person.person.creator.as_ref().map(|creator| creator.handle.clone()).ok_or(Failure::NotFound)
}

async fn own(person: &SignedIn, id: PackageId) -> Result<Package, Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::get_own(conn, &who, id)).await
}

/// `GET /my/profile/packages`
async fn list(person: SignedIn) -> Answer {
    let (handle, who) = (handle(&person)?, person.person.clone());
    let packages = person.site.db.read(move |conn: &mut Conn| actions::list_own(conn, &who)).await?;
    person.page(&ListPage::of(&handle, &packages, person.lang.word())).await
}

/// `GET /my/profile/packages/new`
async fn begin(person: SignedIn) -> Answer {
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    let page = WritePage::of((&handle(&person)?, None), PackageForm::blank(), Vec::new(), &say);
    person.page(&page).await
}

/// `POST /my/profile/packages`
async fn add(person: SignedIn, form: Form<PackageForm>) -> Answer {
    let handle = handle(&person)?;
    let added = match form.fields.parse() {
        Ok(written) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx: &mut Tx<'_>| actions::add(tx, &act, &who, &written)).await
        }
        Err(failure) => Err(failure),
    };
    match added {
        Ok(()) => Ok(see_other(LIST).flash("packages-saved").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
            person.page_with(redo.status, &WritePage::of((&handle, None), form.fields, redo.errors, &say)).await
        }
    }
}

/// `GET /my/profile/packages/{id}`
async fn edit(person: SignedIn, id: Id<PackageId>) -> Answer {
    let package = own(&person, id.0).await?;
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    let form = PackageForm::of(&package);
    person.page(&WritePage::of((&handle(&person)?, Some(id.0.to_string())), form, Vec::new(), &say)).await
}

/// `POST /my/profile/packages/{id}`
async fn save(person: SignedIn, id: Id<PackageId>, form: Form<PackageForm>) -> Answer {
    own(&person, id.0).await?;
    let saved = match form.fields.parse().and_then(|written| Ok((written, form.fields.parse_seen()?))) {
        Ok((written, seen)) => {
            let (act, who, id) = (person.act(), person.person.clone(), id.0);
            person.site.db.write(move |tx: &mut Tx<'_>| actions::save(tx, &act, &who, (id, seen), &written)).await
        }
        Err(failure) => Err(failure),
    };
    let Err(failure) = saved else { return Ok(see_other(LIST).flash("packages-saved").into()) };
    let is_stale = failure.is_stale();
    let redo = person.redo(failure)?;
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    let page = WritePage::of((&handle(&person)?, Some(id.0.to_string())), form.fields, redo.errors, &say);
    let page = if is_stale { page.beside(&own(&person, id.0).await?, &say) } else { page };
    person.page_with(redo.status, &page).await
}

/// `POST /my/profile/packages/{id}/state`
async fn switch(person: SignedIn, id: Id<PackageId>, form: Form<SwitchForm>) -> Answer {
    let (act, who, is_on) = (person.act(), person.person.clone(), form.fields.on == "true");
    person.site.db.write(move |tx: &mut Tx<'_>| actions::switch(tx, &act, &who, id.0, is_on)).await?;
    Ok(see_other(LIST).flash(if is_on { "packages-on" } else { "packages-off" }).into())
}

/// `POST /my/profile/packages/{id}/removal`
async fn remove(person: SignedIn, id: Id<PackageId>, _: Form) -> Answer {
    let (act, who) = (person.act(), person.person.clone());
    person.site.db.write(move |tx: &mut Tx<'_>| actions::remove(tx, &act, &who, id.0)).await?;
    Ok(see_other(LIST).flash("packages-removed").into())
}
