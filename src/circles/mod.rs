//! Circles: creators who agreed to stand close to a merchant. Some briefs are for a circle alone, some open to it first, and the merchant writes to all of it at
//! once, or asks it a question – so often and no more.
//!
//! A circle knows no brief; briefs ask it who is in it.

mod actions;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{answer, invite, set_rules, vote, write};
pub use jobs::JOBS;
pub use model::NewPoll;
pub use store::{is_member, list_joined, list_members, list_of_creator};
pub use web::DOORS;
