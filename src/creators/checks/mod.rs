//! Checks: a creator shows that a channel is his own, by a code in the words of its public page or by a screenshot that a moderator looks at. It holds for 90
//! days, for that name and address alone.
//!
//! A check says whose a channel is and nothing else: how many follow it remains the creator's word.

mod actions;
mod forms;
pub(super) mod jobs;
mod model;
mod pages;
mod rules;
mod store;
pub(super) mod web;

pub(super) use actions::drop_of;
pub use actions::{accept, ask_by_code, ask_by_screenshot, found, refused, reverse};
pub use model::{Reason, Refused};
pub use store::waiting_since;
