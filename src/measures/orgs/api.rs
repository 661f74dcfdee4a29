//! The API's doors of organisations, for admins.

use super::store::OrgEntry;
use super::{actions, store};
use crate::api_door;
use crate::failure::Failure;
use crate::measures::api::admin;
use crate::measures::forms::{ReasonBody, UsersQuery};
use crate::primitives::id::OrgId;
use crate::sessions::{AdminRole, Measure, MeasureStep, OrgKind};
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Body, Call, Judge, Listed, Moment, PageQuery, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of organisations before moderators.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/admin/orgs", Token, list, "Organisations, newest first", "cursor.invalid", "not_found"),
    api_door!(POST "/admin/orgs/{id}/warning", Token, warn, "Warn an organisation", "act.forbidden", "not_found"),
    api_door!(POST "/admin/orgs/{id}/throttle", Token, throttle, "Let an organisation publish less", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/orgs/{id}/hold", Token, hold, "Let money of an organisation wait: no withdrawal leaves", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/orgs/{id}/suspension", Token, suspend, "Let an organisation take no new work: its open briefs pause, running deals go on", "act.forbidden", "state.refused", "not_found"),
    api_door!(POST "/admin/orgs/{id}/reinstatement", Token, lift, "Take back what holds about an organisation", "act.forbidden", "state.refused", "not_found"),
];

/// An organisation, as admins see it.
#[derive(Serialize, ToSchema)]
#[schema(as = JudgedOrg)]
struct JudgedOrgObject {
    id: OrgId,
    kind: OrgKind,
    name: String,
    created_at: Moment,
    /// What holds about it now; null if nothing does.
    #[schema(required)]
    measure: Option<Measure>,
}

impl From<OrgEntry> for JudgedOrgObject {
    fn from(entry: OrgEntry) -> Self {
        Self { id: entry.id, kind: entry.kind, name: entry.name, created_at: Moment(entry.created_at), measure: entry.measure }
    }
}

/// `GET /api/v1/admin/orgs`
async fn list(call: Call<Judge>, query: Ask<UsersQuery>) -> Told<Listed<JudgedOrgObject>> {
    call.see(|_, person| admin(person)).await?;
    let asked = query.parse()?;
    let (limit, after) = PageQuery { limit: asked.limit, cursor: asked.cursor }.parse(&call)?;
    let words = asked.q.unwrap_or_default();
    let slice = call.see(move |conn, _| Ok(store::list(conn, words.trim(), after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(JudgedOrgObject::from)))
}

async fn take(call: &Call<Judge>, id: OrgId, body: &Body<ReasonBody>, step: MeasureStep) -> Told<JudgedOrgObject> {
    let seen = call.see(move |conn, person| {
        admin(person)?;
        store::get(conn, id)?;
        person.judges_as(AdminRole::Moderator)
    });
    seen.await?;
    let reason = body.parse()?.parse()?;
    let taken = call.write(body, move |tx, act, person| {
        actions::take(tx, act, person, id, (step, &reason))?;
        Ok::<_, Failure>(JudgedOrgObject::from(store::get(tx, id)?))
    });
    taken.await
}

/// `POST /api/v1/admin/orgs/{id}/warning`
async fn warn(call: Call<Judge>, id: Id<OrgId>, body: Body<ReasonBody>) -> Told<JudgedOrgObject> {
    take(&call, id.0, &body, MeasureStep::Warn).await
}

/// `POST /api/v1/admin/orgs/{id}/throttle`
async fn throttle(call: Call<Judge>, id: Id<OrgId>, body: Body<ReasonBody>) -> Told<JudgedOrgObject> {
    take(&call, id.0, &body, MeasureStep::Throttle).await
}

/// `POST /api/v1/admin/orgs/{id}/hold`
async fn hold(call: Call<Judge>, id: Id<OrgId>, body: Body<ReasonBody>) -> Told<JudgedOrgObject> {
    take(&call, id.0, &body, MeasureStep::Hold).await
}

/// `POST /api/v1/admin/orgs/{id}/suspension`
async fn suspend(call: Call<Judge>, id: Id<OrgId>, body: Body<ReasonBody>) -> Told<JudgedOrgObject> {
    take(&call, id.0, &body, MeasureStep::Suspend).await
}

/// `POST /api/v1/admin/orgs/{id}/reinstatement`
async fn lift(call: Call<Judge>, id: Id<OrgId>, body: Body<ReasonBody>) -> Told<JudgedOrgObject> {
    take(&call, id.0, &body, MeasureStep::Lift).await
}
