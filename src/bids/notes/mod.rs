//! A merchant's own star and note on a bid, for all who read its bids. The bidder never learns of either.

mod actions;
mod forms;
mod model;
mod pages;
mod store;
pub(super) mod web;

pub(super) use actions::{list_for, of};
pub(crate) use pages::NoteView;
