//! The deal room: whose turn it is and until when, what was delivered, what was agreed, where the money is, all that happened and all that was said.
//! Who looks at it has read the newest messages.

mod changes;
mod delivered;
mod load;
mod money;
mod opinion;
mod page;
mod progress;
mod remarks;
mod stream;
mod turn;

use crate::messages;
use crate::primitives::id::ContractId;
use crate::web::{Answer, Id, Query, SignedIn};
use load::Room;
use page::DealRoomPage;
use serde::Deserialize;

/// What of the deal is looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RoomQuery {
    milestone: String,
    version: String,
    /// Another version to be shown beside it.
    with: String,
    item: String,
}

/// `GET /contracts/{id}`
pub(super) async fn show(person: SignedIn, id: Id<ContractId>, query: Query<RoomQuery>) -> Answer {
    let (who, now, looked_at) = (person.person.clone(), person.now, query.0.clone());
    let room = person.site.db.read(move |conn| Room::load(conn, &who, id.0, (now, &looked_at))).await?;
    if room.thread.as_ref().is_some_and(|thread| thread.unread > 0) {
        let (act, who) = (person.act(), person.person.clone());
        person.site.db.write(move |tx| messages::read_up(tx, &act, &who, id.0)).await?;
    }
    let page = DealRoomPage::of(&room, &super::say::Say(&person), &query.0)?;
    person.page(&page).await
}
