//! Webhooks: events out, signed after Standard Webhooks 1.0, to addresses that people gave.
//!
//! An endpoint hears what its maker's organisations and creator profile hear, nobody else's. Each try is a row: it is claimed before a byte leaves, so
//! two nodes send once, and what no node recorded goes out again under the same id. Secrets are made of the installation's key and kept nowhere.

mod actions;
mod api;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use api::API_DOORS;
pub use jobs::JOBS;
pub use store::end_leases;
pub use web::DOORS;
