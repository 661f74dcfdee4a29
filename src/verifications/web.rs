//! The doors of verifications.

use super::actions;
use super::forms::{AskForm, RefuseForm};
use super::model::Whose;
use super::pages::{CasePage, OwnPage, QueuePage, Typed};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::files::{File, Purpose};
use crate::platform::db::{Conn, Tx};
use crate::platform::sniff::Allow;
use crate::primitives::id::{OrgId, VerificationId};
use crate::web::{
    Admin, Answer, Door, Form, Id, Outgoing, Reach, ShownError, SignedIn, Take, Upload, UploadForm, Who, once, see_other, send, to,
};
use actix_web::HttpRequest;
use actix_web::http::{Method, StatusCode};

/// Every door of verifications.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/settings/organisations/{id}/verification", who: Who::SignedIn, opens: || to(of_org) },
    Door { method: Method::POST, path: "/settings/organisations/{id}/verification", who: Who::SignedIn, opens: || to(ask_for_org) },
    Door { method: Method::GET, path: "/my/profile/verification", who: Who::SignedIn, opens: || to(of_creator) },
    Door { method: Method::POST, path: "/my/profile/verification", who: Who::SignedIn, opens: || to(ask_for_creator) },
    Door { method: Method::GET, path: "/verifications/{id}/file", who: Who::SignedIn, opens: || to(file) },
    Door { method: Method::GET, path: "/admin/verifications", who: Who::Admin, opens: || to(queue) },
    Door { method: Method::GET, path: "/admin/verifications/{id}", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/verifications/{id}/refusal", who: Who::Admin, opens: || to(refuse) },
];

/// One file of at most 20 MiB.
const TAKE: Take = Take { per_file: 20 << 20, in_all: 21 << 20, ..Take::files(Allow::Documents, 1) };

/// Whoever has no profile has nothing to show.
fn creator(person: &SignedIn) -> Result<Whose, Failure> {
    let own = person.person.creator.as_ref().ok_or(ACT_FORBIDDEN)?;
    Ok(Whose::Creator(own.id))
}

async fn own_page(person: &SignedIn, whose: Whose, status: StatusCode, typed: Typed) -> Answer {
    let who = person.person.clone();
    let all = person.site.db.read(move |conn: &mut Conn| actions::see_own(conn, &who, whose)).await?;
    let title = match whose {
        Whose::Org(org) => person.person.membership(org).map(|member| member.org_name.clone()).unwrap_or_default(),
        Whose::Creator(_) => person.person.name.clone(),
    };
    person.page_with(status, &OwnPage::of(person, whose, title, &all, typed)).await
}

/// `GET /settings/organisations/{id}/verification`
async fn of_org(person: SignedIn, id: Id<OrgId>) -> Answer {
    own_page(&person, Whose::Org(id.0), StatusCode::OK, Typed::default()).await
}

/// `GET /my/profile/verification`
async fn of_creator(person: SignedIn) -> Answer {
    let whose = creator(&person)?;
    own_page(&person, whose, StatusCode::OK, Typed::default()).await
}

/// `POST /settings/organisations/{id}/verification`
async fn ask_for_org(person: SignedIn, id: Id<OrgId>, upload: Upload) -> Answer {
    ask(person, Whose::Org(id.0), upload).await
}

/// `POST /my/profile/verification`
async fn ask_for_creator(person: SignedIn, upload: Upload) -> Answer {
    let whose = creator(&person)?;
    ask(person, whose, upload).await
}

async fn ask(person: SignedIn, whose: Whose, upload: Upload) -> Answer {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::see_own(conn, &who, whose)).await?;
    let form = upload.receive::<AskForm>(&person, TAKE).await?;
    match take(&person, whose, &form).await {
        Ok(location) => Ok(see_other(&location).flash("verification-asked").into()),
        Err(failure) => {
            form.discard(&person.site.intake).await;
            let redo = person.redo(failure)?;
            own_page(&person, whose, redo.status, (form.fields, redo.errors)).await
        }
    }
}

async fn take(person: &SignedIn, whose: Whose, form: &UploadForm<AskForm>) -> Result<String, Failure> {
    let sent = form.files.first();
    let papers = form.fields.parse(whose, sent.is_some(), form.errors.clone())?;
    let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
    let file = sent.map(|sent| File::new(Purpose::Verification, who.id, None, &sent.received, act.at));
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::ask(tx, &act, &who, whose, (&papers, file.as_ref()))?;
            Ok(actions::own_url(whose))
        })
    };
    person.site.db.write(work).await
}

/// `GET /verifications/{id}/file`
async fn file(person: SignedIn, id: Id<VerificationId>, request: HttpRequest) -> Answer {
    let who = person.person.clone();
    let file = person.site.db.read(move |conn: &mut Conn| actions::file(conn, &who, id.0)).await?;
    let storage = person.site.intake.storage();
    send(&request, storage, Outgoing { key: &file.key, name: &file.name, media: file.media, reach: Reach::Asker }).await
}

/// `GET /admin/verifications`
async fn queue(admin: Admin) -> Answer {
    let person = admin.person.clone();
    let waiting = admin.site.db.read(move |conn: &mut Conn| actions::queue(conn, &person)).await?;
    admin.page(&QueuePage::of(waiting)).await
}

async fn page(admin: &Admin, id: VerificationId, form: RefuseForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let person = admin.person.clone();
    let case = admin.site.db.read(move |conn: &mut Conn| actions::case(conn, &person, id)).await?;
    admin.page_with(status, &CasePage::of(admin, &case, form, errors)).await
}

/// `GET /admin/verifications/{id}`
async fn show(admin: Admin, id: Id<VerificationId>) -> Answer {
    page(&admin, id.0, RefuseForm::default(), (StatusCode::OK, Vec::new())).await
}

/// `POST /admin/verifications/{id}/refusal`
async fn refuse(admin: Admin, id: Id<VerificationId>, form: Form<RefuseForm>) -> Answer {
    let refused = match form.fields.parse() {
        Ok((reason, words)) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::refuse(tx, &act, &person, id.0, (reason, &words))?;
                    Ok("/admin/verifications".to_owned())
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match refused {
        Ok(location) => Ok(see_other(&location).flash("verification-refused").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}
