//! Turning to strangers: how often an organisation may invite creators it has no history with, and creators who wish to hear from none.
//!
//! A history is a bid, a deal or anything else that the creator began. What a creator wishes counts for strangers alone: whom he bid with may invite him.

mod actions;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{approach, standing};
pub use rules::Standing;
pub use store::list_unwilling;
pub use web::DOORS;
