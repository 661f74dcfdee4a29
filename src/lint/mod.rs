//! Words that may break a rule: in briefs, bids, and what comes with a delivery. Rules are data with a version; a finding says «may break» and never
//! that something is illegal: a person decides.
//!
//! The rules that come with the program are a file; moderators change them, add some and turn some off on a page, and every version is kept in the
//! database. What is in force is the newest of each. Nothing here knows a brief: it is given texts.

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
pub use model::{Both, Finding, Rule, Severity, Where};
pub use pages::FindingView;
pub use rules::{Book, built_in, in_force, is_flagged, look, price_below};
pub use store::list_newest;
pub use web::DOORS;
