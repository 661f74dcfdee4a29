//! Saved searches: what a person looks for in the list of briefs, kept with a name of its own words, and looked at once a day for what is new.

mod actions;
mod jobs;
mod model;
mod pages;
mod store;
mod web;

pub use jobs::JOBS;
pub use model::SavedSearch;
pub use web::DOORS;
