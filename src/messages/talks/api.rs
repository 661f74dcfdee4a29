//! The API's doors of what is said about a bid.

use super::actions::{self, Talk, Words};
use super::forms::TalkBody;
use super::model::Said;
use crate::api_door;
use crate::bids::Party;
use crate::messages::api::MessageQuery;
use crate::primitives::id::{BidId, MessageId, UserId};
use crate::primitives::{Instant, Slice};
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Bids, Body, Call, Listed, Moment, Reading, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of what is said about a bid.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/bids/{id}/messages", Token, list, "What merchant and bidder wrote to each other about a bid, newest first", "cursor.invalid", "not_found"),
    api_door!(POST "/bids/{id}/messages", Token, post, "Write about a bid while it lives; nothing is edited, a new message may correct an earlier one of yours", "act.forbidden", "block.stands", "message.superseded", "person.unconfirmed", "state.refused", "not_found"),
];

/// Something that one side wrote about a bid. It never changes.
#[derive(Serialize, ToSchema)]
#[schema(as = Talk)]
struct TalkObject {
    id: MessageId,
    bid_id: BidId,
    by: UserId,
    /// The side that wrote.
    party: Party,
    text: String,
    /// The names of files that came with it; both sides open them on the site.
    file_names: Vec<String>,
    /// The message that it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    supersedes: Option<MessageId>,
    /// The message that corrects it.
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_by: Option<MessageId>,
    /// Somebody of the other side has seen it.
    read: bool,
    at: Moment,
}

impl TalkObject {
    fn of(said: &Said, reader: Party, read_at: Instant) -> Self {
        Self {
            id: said.id,
            bid_id: said.bid,
            by: said.by,
            party: said.party,
            text: said.text.clone(),
            file_names: said.files.iter().map(|file| file.name.clone()).collect(),
            supersedes: said.supersedes,
            superseded_by: said.superseded_by,
            read: said.party == reader && said.at <= read_at,
            at: Moment(said.at),
        }
    }
}

/// `GET /api/v1/bids/{id}/messages`
async fn list(call: Call<Reading>, id: Id<BidId>, ask: Ask<MessageQuery>) -> Told<Listed<TalkObject>> {
    call.see(move |conn, person| crate::bids::see(conn, person, id.0).map(drop)).await?;
    let (words, (limit, cursor)) = ask.parse()?.parse(&call)?;
    let read = call.see(move |conn, person| actions::talk(conn, person, id.0, &words, (cursor.as_ref(), limit)));
    let Talk { said, access, read_at, .. } = read.await?;
    let reader = if access.is_of_bidder() { Party::Creator } else { Party::Merchant };
    let items = said.items.iter().map(|one| TalkObject::of(one, reader, read_at)).collect();
    Reply::of(&Listed::of(&call, Slice { items, next: said.next }))
}

/// `POST /api/v1/bids/{id}/messages`
async fn post(call: Call<Bids>, id: Id<BidId>, body: Body<TalkBody>) -> Told<TalkObject, 201> {
    call.see(move |conn, person| actions::room(conn, person, id.0).map(drop)).await?;
    let words: Words = body.parse()?.parse()?;
    let posted = call.write(&body, move |tx, act, person| {
        let said = actions::post(tx, act, person, id.0, (&words, &[]))?;
        Ok(TalkObject::of(&said, said.party, Instant(0)))
    });
    posted.await
}
