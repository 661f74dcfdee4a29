//! `/admin/orgs`: organisations, and what is done about them.

use super::pages::{OrgPage, OrgsPage, Seen};
use super::{actions, store};
use crate::failure::Failure;
use crate::measures::forms::{AboutQuery, StepForm};
use crate::measures::store::names;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Limit;
use crate::primitives::id::{OrgId, UserId};
use crate::sessions::AdminRole;
use crate::web::{Admin, Answer, Door, Form, Id, Query, ShownError, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of organisations before moderators.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/admin/orgs", who: Who::Admin, opens: || to(list) },
    Door { method: Method::GET, path: "/admin/orgs/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/orgs/{id}/measures", who: Who::Admin, opens: || to(take) },
];

/// `GET /admin/orgs`
async fn list(admin: Admin, Query(query): Query<AboutQuery>) -> Answer {
    let (about, after) = (query.about.trim().to_owned(), admin.cursor_in(&query.cursor));
    let words = about.clone();
    let slice = admin.site.db.read(move |conn| Ok::<_, Failure>(store::list(conn, &words, after.as_ref(), Limit::PAGE)?)).await?;
    let encoded: String = url::form_urlencoded::byte_serialize(about.as_bytes()).collect();
    let next = slice.next.as_ref().map(|cursor| format!("/admin/orgs?about={encoded}&cursor={}", admin.cursor_out(cursor)));
    admin.page(&OrgsPage::new(about, &slice.items, next)).await
}

async fn page(admin: &Admin, id: OrgId, status: StatusCode, (form, errors): (StepForm, Vec<ShownError>)) -> Answer {
    let person = admin.person.clone();
    let read = move |conn: &mut Conn| {
        let (entry, steps) = (store::get(conn, id)?, store::list_steps(conn, id)?);
        let takers: Vec<UserId> = steps.iter().map(|step| step.by).collect();
        let names = names(conn, &takers)?.into_iter().collect();
        Ok::<_, Failure>(Seen { entry, steps, names, may_act: person.judges(AdminRole::Moderator) && !person.is_member(id) })
    };
    let seen = admin.site.db.read(read).await?;
    admin.page_with(status, &OrgPage::new(admin, &seen, form, errors)).await
}

/// `GET /admin/orgs/{id}`
async fn show(admin: Admin, id: Id<OrgId>) -> Answer {
    page(&admin, id.0, StatusCode::OK, (StepForm::default(), Vec::new())).await
}

/// `POST /admin/orgs/{id}/measures`
async fn take(admin: Admin, id: Id<OrgId>, form: Form<StepForm>) -> Answer {
    let taken = match form.fields.parse() {
        Ok((step, reason)) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::take(tx, &act, &person, id.0, (step, &reason))?;
                    Ok(format!("/admin/orgs/{}", id.0))
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match taken {
        Ok(location) => Ok(see_other(&location).flash("org-measure-taken").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, redo.status, (form.fields, redo.errors)).await
        }
    }
}
