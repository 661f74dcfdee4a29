//! Live shows in their time: the rehearsal, the start and the stop with evidence, who did not come, and the way to hand the camera to somebody else.
//!
//! The life of the work is the milestone's, in `contracts`; here stand facts beside it.

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
pub use pages::{ShowLink, link};
pub use web::DOORS;
