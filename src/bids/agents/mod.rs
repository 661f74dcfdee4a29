//! Bids of an agency for several of its creators at once: one brief, a row each, all of them or none.

mod actions;
mod forms;
mod pages;
pub(super) mod web;

pub(super) use actions::agencies_of;
