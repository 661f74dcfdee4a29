//! Product trials: what is sent to a creator so that he can show it, from his address to the content that came of it.
//!
//! The life of the work is the milestone's, in `contracts`; here stand facts beside it. An address is for the merchant who ships, from the award until
//! the parcel arrived or the deal ended, and for nobody else: it stands in its row and in no event, log, notice or list.

mod actions;
mod api;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{fire, remind};
pub use api::API_DOORS;
pub use jobs::JOBS;
pub use pages::{SampleLink, link};
pub use web::DOORS;
