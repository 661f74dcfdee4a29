//! Stars after a deal: each side says once how it was, sealed until both have spoken or 14 days are over, then both appear at once.
//!
//! What nobody may see yet is in its own row and nowhere else. Reputation is one open formula over what is visible: no other input counts.

mod actions;
mod api;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{fire, remind};
pub use api::API_DOORS;
pub use model::{Given, Rating, Scales, WINDOW_DAYS};
pub use store::list_about_creator;
pub use web::DOORS;
