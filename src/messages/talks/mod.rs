//! What a merchant and a bidder write to each other before the deal: about this bid, sealed from everybody else like the bid itself. Nothing is edited;
//! whoever was wrong writes anew, and both stand.
//!
//! Pictures and documents may come along; the work itself belongs to the deal. Ways around the deal are not taken, for no money is held yet. Once the bid
//! has become a deal they write there.

mod actions;
mod api;
mod files;
mod forms;
mod model;
mod pages;
mod store;
pub(super) mod web;

pub use actions::find_of;
pub use api::API_DOORS;
