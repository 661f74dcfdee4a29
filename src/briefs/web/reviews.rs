//! `/admin/briefs`: what waits for a moderator.

use super::Catalogue;
use crate::audit::Act;
use crate::briefs::forms::RejectForm;
use crate::briefs::model::{Brief, BriefState};
use crate::briefs::pages::{QueuePage, ReviewPage};
use crate::briefs::{reviews, store};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::BriefId;
use crate::sessions::{AdminRole, Person};
use crate::web::{Admin, Answer, Form, Id, ShownError, once, see_other};
use actix_web::http::StatusCode;

/// `GET /admin/briefs`
pub(super) async fn queue(admin: Admin) -> Answer {
    admin.as_role(AdminRole::Moderator)?;
    let read = |conn: &mut Conn| {
        let mut waiting: Vec<(Brief, String)> = Vec::new();
        for brief in store::list_pending(conn)? {
            let name = store::find_merchant(conn, brief.org)?.map(|merchant| merchant.name).unwrap_or_default();
            waiting.push((brief, name));
        }
        Ok::<_, Failure>(waiting)
    };
    let waiting = admin.site.db.read(read).await?;
    admin.page(&QueuePage::of(&waiting)).await
}

async fn page(admin: &Admin, id: BriefId, status: StatusCode, errors: Vec<ShownError>) -> Answer {
    let person = admin.person.clone();
    let read = move |conn: &mut Conn| {
        let brief = reviews::get_judged(conn, &person, id)?;
        let merchant = store::find_merchant(conn, brief.org)?.ok_or(Failure::NotFound)?;
        Ok::<_, Failure>((brief, merchant))
    };
    let (brief, merchant) = admin.site.db.read(read).await?;
    if brief.state == BriefState::Draft {
        return Err(Failure::NotFound);
    }
    admin.page_with(status, &ReviewPage::of(admin, &brief, &merchant, errors)).await
}

/// `GET /admin/briefs/{id}`
pub(super) async fn show(admin: Admin, id: Id<BriefId>) -> Answer {
    page(&admin, id.0, StatusCode::OK, Vec::new()).await
}

async fn judge(
    admin: &Admin,
    (id, token): (BriefId, Option<String>),
    work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<(), Failure> + Send + 'static,
) -> Answer {
    let (act, person) = (admin.act(), admin.person.clone());
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            work(tx, &act, &person)?;
            Ok("/admin/briefs".to_owned())
        })
    };
    match admin.site.db.write(work).await {
        Ok(location) => {
            admin.site.kept.of::<Catalogue>().forget().await;
            Ok(see_other(&location).flash("brief-judged").answer())
        }
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(admin, id, redo.status, redo.errors).await
        }
    }
}

/// `POST /admin/briefs/{id}/approval`
pub(super) async fn approve(admin: Admin, id: Id<BriefId>, form: Form) -> Answer {
    judge(&admin, (id.0, form.once), move |tx, act, person| reviews::approve(tx, act, person, id.0)).await
}

/// `POST /admin/briefs/{id}/rejection`
pub(super) async fn reject(admin: Admin, id: Id<BriefId>, form: Form<RejectForm>) -> Answer {
    let fields = form.fields;
    judge(&admin, (id.0, form.once), move |tx, act, person| reviews::reject(tx, act, person, id.0, fields.parse()?)).await
}
