//! The API's doors of messages.

use super::actions::{self, Thread};
use super::forms::WriteBody;
use super::model::Message;
use crate::api_door;
use crate::contracts::Party;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{ContractId, FileId, MessageId, UserId};
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Body, Call, Deals, Listed, Moment, PageQuery, Reading, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Every API door of messages.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/contracts/{id}/messages", Token, list, "What the two sides wrote to each other, newest first", "act.forbidden", "cursor.invalid"),
    api_door!(POST "/contracts/{id}/messages", Token, post, "Write to the other side; nothing is edited, a new message may correct an earlier one of yours", "act.forbidden", "agency.no_consent", "block.stands", "message.superseded"),
];

/// Characters of a search.
const WORDS: usize = 100;

/// Something that one side wrote. It never changes.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
struct MessageObject {
    id: MessageId,
    contract_id: ContractId,
    by: UserId,
    /// The side that wrote.
    party: Party,
    text: String,
    file_ids: Vec<FileId>,
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

impl MessageObject {
    fn of(message: &Message, reader: Party, read_at: Instant) -> Self {
        Self {
            id: message.id,
            contract_id: message.contract,
            by: message.by,
            party: message.party,
            text: message.text.clone(),
            file_ids: message.files.iter().map(|file| file.id).collect(),
            supersedes: message.supersedes,
            superseded_by: message.superseded_by,
            read: message.party == reader && message.at <= read_at,
            at: Moment(message.at),
        }
    }
}

/// Which messages.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct MessageQuery {
    /// Words that all stand in it.
    #[param(value_type = Option<String>, max_length = 100)]
    q: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

impl MessageQuery {
    /// The words that are looked for, and the slice.
    pub(super) fn parse<S>(self, call: &Call<S>) -> Result<(String, (Limit, Option<Cursor>)), Failure> {
        let slice = PageQuery { limit: self.limit, cursor: self.cursor }.parse(call)?;
        let mut errors = FieldErrors::default();
        let words = errors.optional_line("q", &self.q.unwrap_or_default(), WORDS);
        Ok((errors.finish(words)?, slice))
    }
}

/// `GET /api/v1/contracts/{id}/messages`
async fn list(call: Call<Reading>, id: Id<ContractId>, ask: Ask<MessageQuery>) -> Told<Listed<MessageObject>> {
    let access = call.see(move |conn, person| actions::reading(conn, person, id.0).map(|(_, access)| access)).await?;
    let (words, (limit, cursor)) = ask.parse()?.parse(&call)?;
    let read = call.see(move |conn, person| actions::thread(conn, person, id.0, &words, (cursor.as_ref(), limit)));
    let Thread { messages, read_at, .. } = read.await?;
    let items = messages.items.iter().map(|message| MessageObject::of(message, access.party, read_at)).collect();
    Reply::of(&Listed::of(&call, Slice { items, next: messages.next }))
}

/// `POST /api/v1/contracts/{id}/messages`
async fn post(call: Call<Deals>, id: Id<ContractId>, body: Body<WriteBody>) -> Told<MessageObject, 201> {
    call.see(move |conn, person| actions::writing(conn, person, id.0).map(drop)).await?;
    let writing = body.parse()?.parse()?;
    let posted = call.write(&body, move |tx, act, person| {
        let message = actions::post(tx, act, person, id.0, &writing)?;
        Ok(MessageObject::of(&message, message.party, Instant(0)))
    });
    posted.await
}
