//! `/admin/lint`: the rules, a box to try them on a text, and the editor.

use super::actions;
use super::forms::{RuleForm, TryForm};
use super::model::Rule;
use super::pages::{RulePage, RulesPage};
use super::store::Kept;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::web::{Admin, Answer, Door, Form, Id, Query, ShownError, Who, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of rules.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/admin/lint", who: Who::Admin, opens: || to(list) },
    Door { method: Method::GET, path: "/admin/lint/new", who: Who::Admin, opens: || to(begin) },
    Door { method: Method::POST, path: "/admin/lint/new", who: Who::Admin, opens: || to(add) },
    Door { method: Method::GET, path: "/admin/lint/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/lint/{id}", who: Who::Admin, opens: || to(change) },
];

type Known = Option<(Rule, Vec<Kept>)>;

/// `GET /admin/lint`
async fn list(admin: Admin, query: Query<TryForm>) -> Answer {
    let person = admin.person.clone();
    let book = admin.site.db.read(move |conn: &mut Conn| actions::book(conn, &person)).await?;
    admin.page(&RulesPage::of(&admin, &book, query.0)).await
}

/// The rule of this id, for moderators; none is asked for where it is a new one.
async fn known(admin: &Admin, id: Option<String>) -> Result<Known, Failure> {
    let person = admin.person.clone();
    let read = move |conn: &mut Conn| match &id {
        Some(id) => actions::see(conn, &person, id).map(Some),
        None => actions::book(conn, &person).map(|_| None),
    };
    admin.site.db.read(read).await
}

async fn page(admin: &Admin, known: &Known, form: RuleForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let tried = form.parse(known.as_ref().map(|(rule, _)| rule)).ok();
    let hits = match tried {
        Some(rule) => Some(admin.site.db.read(move |conn: &mut Conn| actions::try_out(conn, &rule)).await?),
        None => None,
    };
    let stale =
        known.as_ref().map(|(rule, _)| rule).filter(|rule| status == StatusCode::CONFLICT && form.version != rule.version.to_string());
    let page = RulePage::of(admin, known.as_ref(), form, hits, errors);
    admin.page_with(status, &if let Some(rule) = stale { page.beside(admin, rule) } else { page }).await
}

/// `GET /admin/lint/new`
async fn begin(admin: Admin) -> Answer {
    let known = known(&admin, None).await?;
    let form = RuleForm { version: "0".to_owned(), in_brief: "true".to_owned(), ..RuleForm::default() };
    page(&admin, &known, form, (StatusCode::OK, Vec::new())).await
}

/// `GET /admin/lint/{id}`
async fn show(admin: Admin, id: Id<String>) -> Answer {
    let known = known(&admin, Some(id.0)).await?;
    let form = known.as_ref().map(|(rule, _)| RuleForm::of(rule)).unwrap_or_default();
    page(&admin, &known, form, (StatusCode::OK, Vec::new())).await
}

/// Tries a version out, or publishes it.
async fn take(admin: Admin, known: Known, form: RuleForm) -> Answer {
    if form.wish == "try" {
        let errors = match form.parse(known.as_ref().map(|(rule, _)| rule)) {
            Ok(_) => (StatusCode::OK, Vec::new()),
            Err(failure) => admin.redo(failure).map(|redo| (redo.status, redo.errors))?,
        };
        return page(&admin, &known, form, errors).await;
    }
    let published = match form.parse(known.as_ref().map(|(rule, _)| rule)) {
        Ok(rule) => {
            let (act, person) = (admin.act(), admin.person.clone());
            admin.site.db.write(move |tx: &mut Tx<'_>| actions::publish(tx, &act, &person, &rule)).await
        }
        Err(failure) => Err(failure),
    };
    match published {
        Ok(()) => {
            admin.site.db.read(actions::refresh).await?;
            Ok(see_other("/admin/lint").flash("lint-published").answer())
        }
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, &known, form, (redo.status, redo.errors)).await
        }
    }
}

/// `POST /admin/lint/new`
async fn add(admin: Admin, form: Form<RuleForm>) -> Answer {
    let known = known(&admin, None).await?;
    take(admin, known, form.fields).await
}

/// `POST /admin/lint/{id}`
async fn change(admin: Admin, id: Id<String>, form: Form<RuleForm>) -> Answer {
    let known = known(&admin, Some(id.0.clone())).await?;
    take(admin, known, RuleForm { id: id.0, ..form.fields }).await
}
