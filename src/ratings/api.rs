//! The API's doors of ratings. Answers are rendered after the fact and never kept, so that no table holds twice what is still sealed.

use super::actions;
use super::forms::{RateBody, ReplyBody, words};
use super::model::{Rating, Scales};
use super::store;
use crate::api_door;
use crate::contracts::{self, Party};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::Conn;
use crate::primitives::Slice;
use crate::primitives::id::{ContractId, Identity as _, RatingId};
use crate::sessions::Person;
use crate::web::Id;
use crate::web::api::{ApiDoor, Body, Call, Deals, Listed, Moment, Needs, Nothing, Reading, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of ratings.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/contracts/{id}/ratings", Token, rate, "Rate the other side of a deal that has ended, once; both appear together", "act.forbidden", "rating.already", "state.refused"),
    api_door!(GET "/contracts/{id}/ratings", Token, list, "The ratings of a deal; the other side's is sealed until both are in or the time is over"),
    api_door!(POST "/ratings/{id}/reply", Token, reply, "Reply to a rating of you, once", "act.forbidden", "state.refused"),
    api_door!(POST "/ratings/{id}/edits", Token, ask_edit, "Ask to change your rating; the other side must agree", "act.forbidden", "state.refused"),
    api_door!(POST "/ratings/{id}/edits/agreement", Token, agree, "Agree to a change of a rating of you", "act.forbidden", "state.refused"),
];

/// How a deal was.
#[derive(Serialize, ToSchema)]
#[schema(as = Rating)]
struct RatingObject {
    id: RatingId,
    contract_id: ContractId,
    /// The side that gave it.
    by: Party,
    /// Both appear at once; before that only its own side reads it.
    visible: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    scales: Option<Scales>,
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Moment>,
}

impl RatingObject {
    fn of(rating: &Rating, reader: Party) -> Self {
        let visible = rating.visible_at.is_some();
        let reads = visible || rating.by == reader;
        Self {
            id: rating.id,
            contract_id: rating.contract,
            by: rating.by,
            visible,
            scales: reads.then_some(rating.given.scales),
            again: reads.then_some(rating.given.again),
            text: reads.then(|| rating.given.text.clone()),
            reply: rating.reply.clone().filter(|_| reads),
            at: reads.then_some(Moment(rating.at)),
        }
    }
}

fn look(conn: &mut Conn, person: &Person, id: RatingId) -> Result<RatingObject, Failure> {
    let rating = store::get(conn, id)?;
    let (_, access) = contracts::see_contract(conn, person, rating.contract)?;
    Ok(RatingObject::of(&rating, access.party))
}

async fn render<S: Needs, const STATUS: u16>(call: &Call<S>, id: RatingId) -> Told<RatingObject, STATUS> {
    Reply::of(&call.see(move |conn, person| look(conn, person, id)).await?)
}

/// `POST /api/v1/contracts/{id}/ratings`
async fn rate(call: Call<Deals>, id: Id<ContractId>, body: Body<RateBody>) -> Told<RatingObject, 201> {
    let party = call.see(move |conn, person| actions::rating(conn, person, id.0)).await?;
    let given = body.parse()?.parse(party)?;
    let made = call.write_anew(&body, move |tx, act, person| Ok(actions::rate(tx, act, person, id.0, &given)?.to_string())).await?;
    render(&call, made.parse().unwrap_or_else(|_| RatingId::nobody())).await
}

/// `GET /api/v1/contracts/{id}/ratings`
async fn list(call: Call<Reading>, id: Id<ContractId>) -> Told<Listed<RatingObject>> {
    let read = call.see(move |conn, person| {
        let (_, access) = contracts::see_contract(conn, person, id.0)?;
        Ok(store::list_of_contract(conn, id.0)?.iter().map(|rating| RatingObject::of(rating, access.party)).collect::<Vec<_>>())
    });
    let items = read.await?;
    Reply::of(&Listed::of(&call, Slice { items, next: None }))
}

/// The rating as the caller may see it, and his side; only the two sides act on it.
fn acting(conn: &mut Conn, person: &Person, id: RatingId) -> Result<(RatingObject, Party), Failure> {
    let object = look(conn, person, id)?;
    let party = actions::rating(conn, person, object.contract_id)?;
    if object.scales.is_none() { Err(Failure::NotFound) } else { Ok((object, party)) }
}

/// `POST /api/v1/ratings/{id}/reply`
async fn reply(call: Call<Deals>, id: Id<RatingId>, body: Body<ReplyBody>) -> Told<RatingObject> {
    let seen = call.see(move |conn, person| match acting(conn, person, id.0)? {
        (object, party) if object.by == party => Err(ACT_FORBIDDEN.into()),
        _ => Ok(()),
    });
    seen.await?;
    let text = words(&body.parse()?.text)?;
    call.write_anew(&body, move |tx, act, person| actions::reply(tx, act, person, id.0, &text).map(|id| id.to_string())).await?;
    render(&call, id.0).await
}

/// `POST /api/v1/ratings/{id}/edits`
async fn ask_edit(call: Call<Deals>, id: Id<RatingId>, body: Body<RateBody>) -> Told<RatingObject> {
    let (_, party) = call.see(move |conn, person| acting(conn, person, id.0)).await?;
    let given = body.parse()?.parse(party)?;
    call.write_anew(&body, move |tx, act, person| actions::ask_edit(tx, act, person, id.0, &given).map(|id| id.to_string())).await?;
    render(&call, id.0).await
}

/// `POST /api/v1/ratings/{id}/edits/agreement`
async fn agree(call: Call<Deals>, id: Id<RatingId>, body: Body<Nothing>) -> Told<RatingObject> {
    call.see(move |conn, person| acting(conn, person, id.0).map(drop)).await?;
    body.parse()?;
    call.write_anew(&body, move |tx, act, person| actions::agree_to_edit(tx, act, person, id.0).map(|id| id.to_string())).await?;
    render(&call, id.0).await
}
