//! The doors of follows.

use super::actions;
use super::forms::FollowForm;
use super::pages::FollowsPage;
use crate::accounts::local_or;
use crate::web::{Answer, Door, Form, ShownError, SignedIn, Who, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of follows.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/follows", who: Who::SignedIn, opens: || to(index) },
    Door { method: Method::POST, path: "/my/follows", who: Who::SignedIn, opens: || to(follow) },
    Door { method: Method::POST, path: "/my/follows/removal", who: Who::SignedIn, opens: || to(unfollow) },
];

async fn page(person: &SignedIn, status: StatusCode, typed: String, errors: Vec<ShownError>) -> Answer {
    let user = person.person.id;
    let all = person.site.db.read(move |conn| actions::list_named(conn, user)).await?;
    person.page_with(status, &FollowsPage::of(all, typed, errors)).await
}

/// `GET /my/follows`
async fn index(person: SignedIn) -> Answer {
    page(&person, StatusCode::OK, String::new(), Vec::new()).await
}

/// `POST /my/follows`
async fn follow(person: SignedIn, form: Form<FollowForm>) -> Answer {
    let (act, user) = (person.act(), person.person.id);
    let followed = match form.fields.parse() {
        Ok((kind, target)) => person.site.db.write(move |tx| actions::follow(tx, &act, user, (kind, &target))).await,
        Err(failure) => Err(failure),
    };
    match followed {
        Ok(()) => Ok(see_other(&local_or(&form.fields.next, "/my/follows")).flash("follows-on").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, redo.status, form.fields.typed(), redo.errors).await
        }
    }
}

/// `POST /my/follows/removal`
async fn unfollow(person: SignedIn, form: Form<FollowForm>) -> Answer {
    let (user, (kind, target)) = (person.person.id, form.fields.parse()?);
    person.site.db.write(move |tx| actions::unfollow(tx, user, (kind, &target))).await?;
    Ok(see_other(&local_or(&form.fields.next, "/my/follows")).flash("follows-off").into())
}
