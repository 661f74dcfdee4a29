//! The doors of records: a creator's own, and the points that moderators give.

use super::actions;
use super::forms::PointsForm;
use super::model::RateCard;
use super::pages::{Judged, PointsPage, TierPage};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{PointsId, UserId};
use crate::web::{Admin, Answer, Door, Form, Id, NoFields, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of records.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/tier", who: Who::SignedIn, opens: || to(own) },
    Door { method: Method::GET, path: "/admin/users/{id}/points", who: Who::Admin, opens: || to(show) },
    Door { method: Method::POST, path: "/admin/users/{id}/points", who: Who::Admin, opens: || to(give) },
    Door { method: Method::POST, path: "/admin/points/{id}/end", who: Who::Admin, opens: || to(end) },
];

/// `GET /my/tier`
async fn own(person: SignedIn) -> Answer {
    let creator = person.person.creator.as_ref().map(|creator| creator.id).ok_or(ACT_FORBIDDEN)?;
    let (user, now) = (person.person.id, person.now);
    let own = person.site.db.read(move |conn: &mut Conn| actions::own(conn, (creator, user), now)).await?;
    person.page(&TierPage::of(&person, &own, &RateCard::of(&person.site.config))).await
}

async fn page(admin: &Admin, user: UserId, form: PointsForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let (person, now) = (admin.person.clone(), admin.now);
    let read = move |conn: &mut Conn| {
        let (name, creator) = actions::judged(conn, &person, user)?;
        Ok::<_, Failure>(Judged { user, name, tier: actions::tier_of(conn, creator, now)?, points: actions::points_of(conn, user)? })
    };
    let judged = admin.site.db.read(read).await?;
    admin.page_with(status, &PointsPage::of(admin, &judged, form, errors)).await
}

/// `GET /admin/users/{id}/points`
async fn show(admin: Admin, id: Id<UserId>) -> Answer {
    page(&admin, id.0, PointsForm::default(), (StatusCode::OK, Vec::new())).await
}

/// `POST /admin/users/{id}/points`
async fn give(admin: Admin, id: Id<UserId>, form: Form<PointsForm>) -> Answer {
    let given = match form.fields.parse() {
        Ok((conduct, reason)) => {
            let (act, person, token) = (admin.act(), admin.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::give_points(tx, &act, &person, id.0, (conduct, &reason))?;
                    Ok(format!("/admin/users/{}/points", id.0))
                })
            };
            admin.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match given {
        Ok(location) => Ok(see_other(&location).flash("points-given").answer()),
        Err(failure) => {
            let redo = admin.redo(failure)?;
            page(&admin, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}

/// `POST /admin/points/{id}/end`
async fn end(admin: Admin, id: Id<PointsId>, _: Form<NoFields>) -> Answer {
    let (act, person) = (admin.act(), admin.person.clone());
    let user = admin.site.db.write(move |tx: &mut Tx<'_>| actions::end_points(tx, &act, &person, id.0)).await?;
    Ok(see_other(&format!("/admin/users/{user}/points")).flash("points-ended").answer())
}
