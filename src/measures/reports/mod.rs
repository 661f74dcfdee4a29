//! Reports: whoever meets a message, a brief or a profile that breaks the rules says so, a moderator reads it and answers, with a step against the
//! login behind it or without.
//!
//! What was to be read is kept with the report, as it was then. Who reported is told to moderators only.

mod actions;
mod forms;
mod model;
mod pages;
mod store;

pub(super) use actions::{answered, reopen};
pub use store::waiting_since;
pub(super) mod web;
