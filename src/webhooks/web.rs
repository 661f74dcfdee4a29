//! `/settings/webhooks`: endpoints and their tries.

use super::forms::EndpointForm;
use super::pages::{EndpointPage, EndpointsPage, HERE};
use super::{actions, store};
use crate::audit::Act;
use crate::events;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{AttemptId, EndpointId};
use crate::primitives::{Limit, Slice};
use crate::sessions::Person;
use crate::web::{Answer, Door, Form, Id, Query, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};
use serde::Deserialize;

/// Every door of endpoints.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/settings/webhooks", who: Who::SignedIn, opens: || to(list) },
    Door { method: Method::POST, path: "/settings/webhooks", who: Who::SignedIn, opens: || to(add) },
    Door { method: Method::GET, path: "/settings/webhooks/{id}", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/settings/webhooks/{id}/rotation", who: Who::SignedIn, opens: || to(rotate) },
    Door { method: Method::POST, path: "/settings/webhooks/{id}/removal", who: Who::SignedIn, opens: || to(remove) },
    Door { method: Method::POST, path: "/settings/attempts/{id}/replay", who: Who::SignedIn, opens: || to(replay) },
];

async fn page(asker: &SignedIn, status: StatusCode, form: EndpointForm, errors: Vec<ShownError>) -> Answer {
    let user = asker.person.id;
    let found = asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_of(conn, user, None, Limit::PAGE)?)).await?;
    asker.page_with(status, &EndpointsPage::new(asker, &found.items, form, errors)).await
}

/// `GET /settings/webhooks`
async fn list(asker: SignedIn) -> Answer {
    page(&asker, StatusCode::OK, EndpointForm::default(), Vec::new()).await
}

/// `POST /settings/webhooks`
async fn add(asker: SignedIn, form: Form<EndpointForm>) -> Answer {
    let made = match form.fields.parse(&asker.site.outbound).await {
        Ok((url, types)) => {
            let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
                let id = actions::add(tx, act, person, &url, &types)?;
                Ok(format!("{HERE}/{id}"))
            };
            write(&asker, form.once.clone(), work).await
        }
        Err(failure) => Err(failure),
    };
    match made {
        Ok(location) => Ok(see_other(&location).answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            page(&asker, redo.status, form.fields, redo.errors).await
        }
    }
}

async fn write(
    asker: &SignedIn,
    token: Option<String>,
    work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<String, Failure> + Send + 'static,
) -> Result<String, Failure> {
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx: &mut Tx<'_>| once(tx, &act, token.as_deref(), |tx| work(tx, &act, &person))).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    cursor: String,
}

/// `GET /settings/webhooks/{id}`
async fn show(asker: SignedIn, id: Id<EndpointId>, asked: Query<Asked>) -> Answer {
    let (user, after) = (asker.person.id, asker.cursor_in(&asked.0.cursor));
    let read = move |conn: &mut Conn| {
        let endpoint = store::get_of(conn, user, id.0)?;
        let tries = store::list_attempts(conn, id.0, after.as_ref(), Limit::PAGE)?;
        let mut items = Vec::with_capacity(tries.items.len());
        for attempt in tries.items {
            let kind = events::get(conn, attempt.event)?.kind;
            items.push((attempt, kind));
        }
        Ok::<_, Failure>((endpoint, Slice { items, next: tries.next }))
    };
    let (endpoint, tries) = asker.site.db.read(read).await?;
    asker.page(&EndpointPage::new(&asker, &endpoint, &tries)).await
}

/// `POST /settings/webhooks/{id}/rotation`
async fn rotate(asker: SignedIn, id: Id<EndpointId>, form: Form) -> Answer {
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::rotate(tx, act, person, id.0)?;
        Ok(format!("{HERE}/{}", id.0))
    };
    Ok(see_other(&write(&asker, form.once, work).await?).flash("webhooks-rotated").answer())
}

/// `POST /settings/webhooks/{id}/removal`
async fn remove(asker: SignedIn, id: Id<EndpointId>, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::remove(tx, &act, &person, id.0)).await?;
    Ok(see_other(HERE).flash("webhooks-removed").answer())
}

/// `POST /settings/attempts/{id}/replay`
async fn replay(asker: SignedIn, id: Id<AttemptId>, form: Form) -> Answer {
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        let (endpoint, _) = actions::see_attempt(tx, person, id.0)?;
        actions::replay(tx, act, person, id.0)?;
        Ok(format!("{HERE}/{}", endpoint.id))
    };
    Ok(see_other(&write(&asker, form.once, work).await?).flash("webhooks-replayed").answer())
}
