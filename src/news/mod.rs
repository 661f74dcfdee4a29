//! News: what is new from whom a person follows – on the workbench, in the inbox, and in a mail of the day or of the week.
//!
//! Nobody reads here what he would not find by looking himself, and everything is told once.

mod actions;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::recent;
pub use jobs::JOBS;
pub use model::Item;
pub use web::DOORS;
