//! The API's doors of logins, for admins.

use super::forms::{ReasonBody, UsersQuery};
use super::model::Entry;
use super::{actions, store};
use crate::api_door;
use crate::failure::Failure;
use crate::primitives::id::{CreatorId, UserId};
use crate::sessions::{AdminRole, Measure, MeasureStep, Person};
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Body, Call, Judge, Listed, Moment, PageQuery, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of logins.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/admin/users", Token, list, "Logins, newest first", "cursor.invalid", "not_found"),
    api_door!(POST "/admin/users/{id}/warning", Token, warn, "Warn somebody", "act.forbidden", "not_found"),
    api_door!(POST "/admin/users/{id}/throttle", Token, throttle, "Let somebody bid and publish less", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/users/{id}/hold", Token, hold, "Let money of somebody wait: no payout and no withdrawal leaves", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/users/{id}/suspension", Token, suspend, "Let somebody in no more; running deals go on by their clocks", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/users/{id}/reinstatement", Token, lift, "Take back what holds", "act.forbidden", "state.refused", "not_found"),
];

/// A login.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
struct UserObject {
    id: UserId,
    name: String,
    email: String,
    created_at: Moment,
    /// What holds about it now; null if nothing does.
    #[schema(required)]
    measure: Option<Measure>,
    #[schema(required)]
    creator_id: Option<CreatorId>,
}

impl From<Entry> for UserObject {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            name: entry.name,
            email: entry.email.to_string(),
            created_at: Moment(entry.created_at),
            measure: entry.measure,
            creator_id: entry.creator,
        }
    }
}

pub(super) fn admin(person: &Person) -> Result<(), Failure> {
    if person.admin_roles.is_empty() { Err(Failure::NotFound) } else { Ok(()) }
}

/// `GET /api/v1/admin/users`
async fn list(call: Call<Judge>, query: Ask<UsersQuery>) -> Told<Listed<UserObject>> {
    call.see(|_, person| admin(person)).await?;
    let asked = query.parse()?;
    let (limit, after) = PageQuery { limit: asked.limit, cursor: asked.cursor }.parse(&call)?;
    let words = asked.q.unwrap_or_default();
    let slice = call.see(move |conn, _| Ok(store::list(conn, words.trim(), after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(UserObject::from)))
}

async fn take(call: &Call<Judge>, id: UserId, body: &Body<ReasonBody>, step: MeasureStep) -> Told<UserObject> {
    let seen = call.see(move |conn, person| {
        admin(person)?;
        store::get(conn, id)?;
        person.judges_as(AdminRole::Moderator)
    });
    seen.await?;
    let reason = body.parse()?.parse()?;
    let taken = call.write(body, move |tx, act, person| {
        actions::take(tx, act, person, id, (step, &reason))?;
        Ok(UserObject::from(store::get(tx, id)?))
    });
    taken.await
}

/// `POST /api/v1/admin/users/{id}/warning`
async fn warn(call: Call<Judge>, id: Id<UserId>, body: Body<ReasonBody>) -> Told<UserObject> {
    take(&call, id.0, &body, MeasureStep::Warn).await
}

/// `POST /api/v1/admin/users/{id}/throttle`
async fn throttle(call: Call<Judge>, id: Id<UserId>, body: Body<ReasonBody>) -> Told<UserObject> {
    take(&call, id.0, &body, MeasureStep::Throttle).await
}

/// `POST /api/v1/admin/users/{id}/hold`
async fn hold(call: Call<Judge>, id: Id<UserId>, body: Body<ReasonBody>) -> Told<UserObject> {
    take(&call, id.0, &body, MeasureStep::Hold).await
}

/// `POST /api/v1/admin/users/{id}/suspension`
async fn suspend(call: Call<Judge>, id: Id<UserId>, body: Body<ReasonBody>) -> Told<UserObject> {
    take(&call, id.0, &body, MeasureStep::Suspend).await
}

/// `POST /api/v1/admin/users/{id}/reinstatement`
async fn lift(call: Call<Judge>, id: Id<UserId>, body: Body<ReasonBody>) -> Told<UserObject> {
    take(&call, id.0, &body, MeasureStep::Lift).await
}
