//! `/admin/users`: logins, and what is done about them.

use super::forms::{AboutQuery, StepForm, ViewForm};
use super::pages::{Seen, UserPage, UsersPage};
use super::{actions, store};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Limit;
use crate::primitives::id::UserId;
use crate::sessions::{self, AdminRole};
use crate::web::{Admin, Answer, Door, Form, Id, NoFields, Query, ShownError, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of logins.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/admin/users", who: Who::Admin, opens: || to(list) },
    Door { method: Method::GET, path: "/admin/users/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/users/{id}/measures", who: Who::Admin, opens: || to(take) },
    Door { method: Method::POST, path: "/admin/views/{id}", who: Who::Admin, opens: || to(view) },
    Door { method: Method::POST, path: "/admin/views/end", who: Who::Admin, opens: || to(end_view) },
];

/// `GET /admin/users`
async fn list(admin: Admin, Query(query): Query<AboutQuery>) -> Answer {
    let (about, after) = (query.about.trim().to_owned(), admin.cursor_in(&query.cursor));
    let words = about.clone();
    let slice = admin.site.db.read(move |conn| Ok::<_, Failure>(store::list(conn, &words, after.as_ref(), Limit::PAGE)?)).await?;
    let encoded: String = url::form_urlencoded::byte_serialize(about.as_bytes()).collect();
    let next = slice.next.as_ref().map(|cursor| format!("/admin/users?about={encoded}&cursor={}", admin.cursor_out(cursor)));
    admin.page(&UsersPage::new(about, &slice.items, next)).await
}

async fn page(admin: &Admin, id: UserId, status: StatusCode, (form, errors): (StepForm, Vec<ShownError>)) -> Answer {
    let person = admin.person.clone();
    let read = move |conn: &mut Conn| {
        let (entry, steps) = (store::get(conn, id)?, store::list_steps(conn, id)?);
        let takers: Vec<UserId> = steps.iter().map(|step| step.by).collect();
        let names = store::names(conn, &takers)?.into_iter().collect();
        let is_admin = sessions::find_person(conn, id)?.is_some_and(|other| !other.admin_roles.is_empty());
        let may_act = person.judges(AdminRole::Moderator) && !is_admin;
        Ok::<_, Failure>(Seen { entry, steps, names, may_act })
    };
    let seen = admin.site.db.read(read).await?;
    admin.page_with(status, &UserPage::new(admin, &seen, form, errors)).await
}

/// `GET /admin/users/{id}`
async fn show(admin: Admin, id: Id<UserId>) -> Answer {
    page(&admin, id.0, StatusCode::OK, (StepForm::default(), Vec::new())).await
}

/// `POST /admin/views/{id}`: the site as this person sees it.
async fn view(admin: Admin, id: Id<UserId>, form: Form<ViewForm>) -> Answer {
    let reason = match form.fields.parse() {
        Ok(reason) => reason,
        Err(failure) => {
            let redo = admin.redo(failure)?;
            return page(&admin, id.0, redo.status, (StepForm::default(), redo.errors)).await;
        }
    };
    let (act, person) = (admin.act(), admin.person.clone());
    admin.site.db.write(move |tx: &mut Tx<'_>| actions::begin_view(tx, &act, &person, id.0, &reason)).await?;
    Ok(see_other("/").answer())
}

/// `POST /admin/views/end`
async fn end_view(admin: Admin, _: Form<NoFields>) -> Answer {
    let (act, person) = (admin.act(), admin.person.clone());
    let user = admin.site.db.write(move |tx: &mut Tx<'_>| actions::end_view(tx, &act, &person)).await?;
    let back = user.map_or_else(|| "/admin/users".to_owned(), |user| format!("/admin/users/{user}"));
    Ok(see_other(&back).answer())
}

/// `POST /admin/users/{id}/measures`
async fn take(admin: Admin, id: Id<UserId>, form: Form<StepForm>) -> Answer {
    let taken = match form.fields.parse() {
        Ok((step, reason)) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::take(tx, &act, &person, id.0, (step, &reason))?;
                    Ok(format!("/admin/users/{}", id.0))
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match taken {
        Ok(location) => Ok(see_other(&location).flash("measure-taken").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, redo.status, (form.fields, redo.errors)).await
        }
    }
}
