//! What the JSON API shares: who calls and with which scope, bodies, keys that make a repeat one effect, answers, and the description of every door,
//! taken from the types of its handler.
//!
//! An API handler is: see the thing (404, 403), parse what was sent (422), act (409), answer. The order of checks lies in the order of these calls.

mod ask;
mod body;
mod call;
mod describe;
mod door;
mod idempotency;
mod openapi;
mod paces;
mod problems;
mod reply;
mod shared;

pub use ask::{Ask, PageQuery, choices};
pub use body::{Body, Nothing, Unkeyed};
pub use call::{Bids, Briefs, Call, Deals, Judge, MoneyMoves, Needs, Public, Reading, Self_, Webhooks};
pub use describe::{Part, Said, Telling};
pub use door::{ApiDoor, tell};
pub use idempotency::sweep;
pub(super) use idempotency::{Keyed, keep_refusal};
pub use openapi::openapi;
pub(super) use paces::{Pace, Paces};
pub use problems::{CODES, Problem, ProblemField};
pub use reply::{Either, Listed, Moment, NoContent, Reply, Stored};
pub use shared::{own, shared};

use crate::failure::Failure;

/// What an API handler returns.
pub type Told<T, const STATUS: u16 = 200> = Result<Reply<T, STATUS>, Failure>;

/// Where the API begins.
pub const BASE: &str = "/api/v1";
