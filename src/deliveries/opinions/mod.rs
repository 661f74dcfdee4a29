//! A neutral look: when no round of changes is left, either side may ask a moderator what he makes of the version. Both read his answer.
//!
//! He looks and speaks; no money moves and no state changes by it.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
pub(super) mod web;

pub(super) use actions::{is_looked_at, looked_at};
pub use actions::{list, may_ask, waiting_since};
pub use model::{Opinion, Verdict};
