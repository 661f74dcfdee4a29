//! The API's doors of shows.

use super::actions::{self, Seen};
use super::forms::{EvidenceBody, RehearsalBody};
use super::model::{Evidence, ShowState};
use super::rules::Act as Deed;
use crate::api_door;
use crate::contracts::Party;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId};
use crate::sessions::{Person, Token};
use crate::web::Id;
use crate::web::api::{ApiDoor, Body, Call, Deals, Moment, Nothing, Reading, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of shows.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/contracts/{id}/broadcast", Token, show, "The live show of a deal: its time, the rehearsal, start and stop with evidence"),
    api_door!(POST "/contracts/{id}/broadcast/rehearsal", Token, rehearse, "Say when the two rehearse", "act.forbidden", "state.refused"),
    api_door!(POST "/contracts/{id}/broadcast/rehearsal/confirmation", Token, rehearsed, "Say that you have rehearsed, as the merchant", "act.forbidden", "state.refused"),
    api_door!(POST "/contracts/{id}/broadcast/start", Token, start, "The show begins, with evidence: work begins with it", "act.forbidden", "live.not_the_time", "state.refused"),
    api_door!(POST "/contracts/{id}/broadcast/stop", Token, stop, "The show is over, with evidence", "act.forbidden", "state.refused"),
    api_door!(POST "/contracts/{id}/broadcast/no-show", Token, no_show, "The other side did not come: the merchant has everything back at once, or asks for it where work was begun without the show; the creator asks for the kill fee; silence agrees after 48 hours", "act.forbidden", "cancel.open", "live.not_the_time", "state.refused"),
    api_door!(POST "/contracts/{id}/broadcast/handover", Token, hand_over, "A code that hands the camera to somebody else, once, within 15 minutes", "act.forbidden", "live.not_the_time", "state.refused"),
];

/// What shows that it was so.
#[derive(Serialize, ToSchema)]
#[schema(as = ShownBy)]
struct EvidenceObject {
    at: Moment,
    #[schema(required)]
    url: Option<String>,
    #[schema(required)]
    file_id: Option<FileId>,
}

impl EvidenceObject {
    fn of(at: Option<Instant>, evidence: Evidence) -> Option<Self> {
        let url = Some(evidence.url).filter(|url| !url.is_empty());
        at.map(|at| Self { at: Moment(at), url, file_id: evidence.file })
    }
}

/// The live show of a deal.
#[derive(Serialize, ToSchema)]
#[schema(as = Broadcast)]
struct ShowObject {
    contract_id: ContractId,
    state: ShowState,
    starts_at: Moment,
    ends_at: Moment,
    #[schema(required)]
    rehearsal_at: Option<Moment>,
    #[schema(required)]
    rehearsed_at: Option<Moment>,
    #[schema(required)]
    started: Option<EvidenceObject>,
    #[schema(required)]
    ended: Option<EvidenceObject>,
    /// The side that did not come.
    #[schema(required)]
    no_show: Option<Party>,
    /// To whom the camera was handed, and when.
    #[schema(required)]
    handed_to: Option<String>,
    #[schema(required)]
    handed_at: Option<Moment>,
}

impl From<Seen> for ShowObject {
    fn from(seen: Seen) -> Self {
        let Seen { contract, airtime, show, .. } = seen;
        Self {
            contract_id: contract.id,
            state: show.state(),
            starts_at: Moment(airtime.at),
            ends_at: Moment(airtime.end()),
            rehearsal_at: show.rehearsal_at.map(Moment),
            rehearsed_at: show.rehearsed_at.map(Moment),
            started: EvidenceObject::of(show.started_at, show.start),
            ended: EvidenceObject::of(show.ended_at, show.end),
            no_show: show.no_show.map(|(party, _)| party),
            handed_to: show.handed_at.map(|_| show.handed_to),
            handed_at: show.handed_at.map(Moment),
        }
    }
}

fn object(conn: &mut Conn, person: &Person, id: ContractId) -> Result<ShowObject, Failure> {
    Ok(actions::see(conn, person, id)?.into())
}

async fn may(call: &Call<Deals>, id: ContractId, deed: Deed) -> Result<(), Failure> {
    call.see(move |conn, person| actions::acting(conn, person, id, deed)).await
}

/// `GET /api/v1/contracts/{id}/broadcast`
async fn show(call: Call<Reading>, id: Id<ContractId>) -> Told<ShowObject> {
    Reply::of(&call.see(move |conn, person| object(conn, person, id.0)).await?)
}

/// `POST /api/v1/contracts/{id}/broadcast/rehearsal`
async fn rehearse(call: Call<Deals>, id: Id<ContractId>, body: Body<RehearsalBody>) -> Told<ShowObject> {
    may(&call, id.0, Deed::Rehearsal).await?;
    let at = body.parse()?.at.0;
    let done = call.write(&body, move |tx, act, person| {
        actions::rehearse(tx, act, person, id.0, at)?;
        object(tx, person, id.0)
    });
    done.await
}

/// `POST /api/v1/contracts/{id}/broadcast/rehearsal/confirmation`
async fn rehearsed(call: Call<Deals>, id: Id<ContractId>, body: Body<Nothing>) -> Told<ShowObject> {
    may(&call, id.0, Deed::Rehearsed).await?;
    body.parse()?;
    let done = call.write(&body, move |tx, act, person| {
        actions::rehearsed(tx, act, person, id.0)?;
        object(tx, person, id.0)
    });
    done.await
}

/// `POST /api/v1/contracts/{id}/broadcast/start`
async fn start(call: Call<Deals>, id: Id<ContractId>, body: Body<EvidenceBody>) -> Told<ShowObject> {
    may(&call, id.0, Deed::Start).await?;
    let evidence = body.parse()?.parse()?;
    let done = call.write(&body, move |tx, act, person| {
        actions::start(tx, act, person, id.0, &evidence)?;
        object(tx, person, id.0)
    });
    done.await
}

/// `POST /api/v1/contracts/{id}/broadcast/stop`
async fn stop(call: Call<Deals>, id: Id<ContractId>, body: Body<EvidenceBody>) -> Told<ShowObject> {
    may(&call, id.0, Deed::Stop).await?;
    let evidence = body.parse()?.parse()?;
    let done = call.write(&body, move |tx, act, person| {
        actions::stop(tx, act, person, id.0, &evidence)?;
        object(tx, person, id.0)
    });
    done.await
}

/// `POST /api/v1/contracts/{id}/broadcast/no-show`
async fn no_show(call: Call<Deals>, id: Id<ContractId>, body: Body<Nothing>) -> Told<ShowObject> {
    may(&call, id.0, Deed::NoShow).await?;
    body.parse()?;
    let done = call.write(&body, move |tx, act, person| {
        actions::no_show(tx, act, person, id.0)?;
        object(tx, person, id.0)
    });
    done.await
}

/// The way to take the camera.
#[derive(Serialize, ToSchema)]
#[schema(as = Handover)]
struct HandoverObject {
    /// Whoever opens it first takes the camera.
    url: String,
    expires_at: Moment,
}

/// `POST /api/v1/contracts/{id}/broadcast/handover`: without a stored answer, for it is a secret.
async fn hand_over(call: Call<Deals>, id: Id<ContractId>, body: Body<Nothing>) -> Told<HandoverObject, 201> {
    may(&call, id.0, Deed::Handover).await?;
    body.parse()?;
    let code = Token::random().map_err(|error| Failure::Bug(error.to_string()))?.as_str().to_owned();
    let url = format!("{}/handovers/{code}", call.site.config.base_url);
    let until = call.act(move |tx, act, person| actions::hand_over(tx, act, person, id.0, &code)).await?;
    Reply::of(&HandoverObject { url, expires_at: Moment(until) })
}
