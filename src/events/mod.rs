//! What happened, for those whom it concerns: an append-only list, written in the transaction of the change, from which programs, webhooks and open
//! pages learn of it.
//!
//! An event concerns an organisation, a creator, or both, and carries ids and such fields as all of them may read: nothing sealed, nothing of other
//! bidders. It never decides anything; the nouns above say what happened and whom it concerns.

mod api;
mod model;
mod store;

pub use api::{API_DOORS, EventObject};
pub use model::{Audience, Concerns, Event, EventType};
pub use store::{get, list_after, list_unsent, newest, record, show, take_unsent};
