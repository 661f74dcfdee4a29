//! Circles: creators who agreed to stand close to a merchant. Some briefs are for a circle alone, some open to it first, and the merchant writes to all of it at
//! once – so often and no more.
//!
//! A circle knows no brief; briefs ask it who is in it.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{answer, invite};
pub use store::{is_member, list_members, list_of_creator, list_of_user};
pub use web::DOORS;
