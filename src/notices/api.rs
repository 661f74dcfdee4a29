//! The API's doors of the inbox.

use super::pages::title;
use super::{NoticeKind, Told, mark_done, store};
use crate::api_door;
use crate::failure::Failure;
use crate::primitives::id::NoticeId;
use crate::web::api::{ApiDoor, Ask, Body, Call, Listed, Moment, Nothing, PageQuery, Reply, Self_, Told as Answered};
use crate::web::{Asker, Id};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of the inbox.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/notifications", Token, list, "What you should know and do, newest first", "cursor.invalid"),
    api_door!(POST "/notifications/{id}/done", Token, finish, "Be done with one"),
];

/// Something that a person should know.
#[derive(Serialize, ToSchema)]
#[schema(as = Notification)]
struct NoticeObject {
    id: NoticeId,
    kind: NoticeKind,
    /// In your language.
    title: String,
    /// Where it leads: a path of the site.
    url: String,
    /// You have to do something.
    needs_action: bool,
    done: bool,
    at: Moment,
}

impl NoticeObject {
    fn of(asker: &Asker, told: &Told) -> Self {
        Self {
            id: told.id,
            kind: told.kind,
            title: title(asker, told),
            url: told.url.clone(),
            needs_action: told.needs_action,
            done: told.done_at.is_some(),
            at: Moment(told.at),
        }
    }
}

/// `GET /api/v1/notifications`
async fn list(call: Call<Self_>, query: Ask<PageQuery>) -> Answered<Listed<NoticeObject>> {
    let (limit, after) = query.parse()?.parse(&call)?;
    let slice = call.see(move |conn, person| Ok(store::list_all(conn, person.id, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(|told| NoticeObject::of(&call, &told))))
}

/// `POST /api/v1/notifications/{id}/done`
async fn finish(call: Call<Self_>, id: Id<NoticeId>, body: Body<Nothing>) -> Answered<NoticeObject> {
    call.see(move |conn, person| store::find(conn, person.id, id.0)?.map(drop).ok_or(Failure::NotFound)).await?;
    body.parse()?;
    let asker = call.asker.clone();
    let finished = call.write(&body, move |tx, act, person| {
        mark_done(tx, act, person.id, id.0)?;
        let told = store::find(tx, person.id, id.0)?.ok_or(Failure::NotFound)?;
        Ok(NoticeObject::of(&asker, &told))
    });
    finished.await
}
