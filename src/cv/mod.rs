//! A creator's record to take along: what the platform itself knows – deals done, how they came in, ratings, channels whose owner was looked at – signed, so
//! that anybody can check it without the platform.
//!
//! It holds nothing that the creator only says, nothing of single deals and no merchant's name. It is the creator's: he downloads it, or lets everybody read it.

mod actions;
mod check;
mod model;
mod pages;
mod store;
mod web;

pub use actions::publish;
pub use check::{Checked, check};
pub use model::{Signed, Statement};
pub use web::DOORS;
