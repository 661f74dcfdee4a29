//! What a merchant and a bidder write to each other before the deal: about this bid, sealed from everybody else like the bid itself. Nothing is edited.
//!
//! Words alone; files belong to deals. Ways around the deal are not taken, for no money is held yet. Once the bid has become a deal they write there.

mod actions;
mod model;
mod pages;
mod store;
pub(super) mod web;

pub use actions::find_of;
