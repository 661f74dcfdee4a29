//! The doors of saved searches.

use super::pages::{SearchRow, SearchesPage};
use super::{actions, store};
use crate::briefs;
use crate::failure::Failure;
use crate::primitives::id::SearchId;
use crate::web::{Answer, Door, Form, Id, SignedIn, Who, see_other, to};
use actix_web::http::Method;
use serde::Deserialize;

/// Every door of saved searches.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/searches", who: Who::SignedIn, opens: || to(list) },
    Door { method: Method::POST, path: "/my/searches", who: Who::SignedIn, opens: || to(save) },
    Door { method: Method::POST, path: "/my/searches/{id}/removal", who: Who::SignedIn, opens: || to(remove) },
];

/// `GET /my/searches`
async fn list(person: SignedIn) -> Answer {
    let user = person.person.id;
    let own = person.site.db.read(move |conn| Ok::<_, Failure>(store::list(conn, user)?)).await?;
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    let row = |search: &super::SavedSearch| {
        let (query, label) = briefs::read_search(&search.query, &say)?;
        Some(SearchRow { id: search.id.to_string(), url: format!("/briefs?{query}"), label })
    };
    person.page(&SearchesPage { rows: own.iter().filter_map(row).collect() }).await
}

/// What is kept.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SaveForm {
    query: String,
}

/// `POST /my/searches`
async fn save(person: SignedIn, form: Form<SaveForm>) -> Answer {
    let (act, user) = (person.act(), person.person.id);
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    let (query, _) = briefs::read_search(&form.fields.query, &say).ok_or_else(|| Failure::field("query", "required"))?;
    person.site.db.write(move |tx| actions::save(tx, &act, user, &query)).await?;
    Ok(see_other("/my/searches").flash("searches-saved").into())
}

/// `POST /my/searches/{id}/removal`
async fn remove(person: SignedIn, id: Id<SearchId>, _: Form) -> Answer {
    let user = person.person.id;
    person.site.db.write(move |tx| actions::remove(tx, user, id.0)).await?;
    Ok(see_other("/my/searches").flash("searches-removed").into())
}
