//! Verification: an organisation or a creator shows the platform who is behind it, two moderators agree that it is so, and others see a quiet badge.
//!
//! The badge opens no door and closes none: no bid, fee, tier or place in a list depends on it. What was shown is for its owner and moderators alone;
//! it stands in its row and in no event, log, notice or list. A verification holds for a year.

mod actions;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{concerned, grant, may_grant, refused, reopen};
pub use jobs::JOBS;
pub use model::{Refused, VerificationState, Whose};
pub use store::{standing, waiting_since};
pub use web::DOORS;
