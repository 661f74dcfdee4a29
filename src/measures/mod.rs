//! What moderators do about a login or an organisation that breaks the rules: a warning, fewer bids and briefs, no way in; and taking it back.
//!
//! Each step has a reason that the person reads and stays in the history. Running deals go on by their clocks whatever is done to a login: the other
//! side must not bear it.

mod actions;
mod api;
pub mod appeals;
mod forms;
mod model;
pub mod orgs;
mod pages;
pub mod reports;
mod store;
mod web;

pub use api::API_DOORS;
pub use appeals::web::DOORS as APPEAL_DOORS;
pub use orgs::api::API_DOORS as ORG_API_DOORS;
pub use orgs::web::DOORS as ORG_DOORS;
pub use reports::web::DOORS as REPORT_DOORS;
pub use web::DOORS;
