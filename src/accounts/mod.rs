//! People and organisations: signing up and in, the second factor, sessions, members and their roles.
//!
//! Who is behind a request is `sessions`, below; what people do with briefs and deals stands above. Nothing here knows of either.

pub mod actions;
mod api;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::calendar_owner;
pub use api::API_DOORS;
pub use jobs::JOBS;
pub use model::{Handle, Organisation, Password, PersonRole, User};
pub use pages::{NavItem, nav as settings_nav};
pub use rules::{Bound, local_or};
pub use store::users::has_read_rules;
pub use web::DOORS;
