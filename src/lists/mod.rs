//! Lists: creators whom a merchant's people remember, by names of their own, with notes; a whole list is invited to a brief in one step.
//!
//! They are the house's own: a creator never learns in which list he stands.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{create, save};
pub use web::DOORS;
