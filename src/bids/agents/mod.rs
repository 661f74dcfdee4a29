//! Bids of an agency for several of its creators at once: one brief, a row each. What can be placed is placed together; the rows that
//! cannot are shown again with their reasons and what was typed.

mod actions;
mod forms;
mod pages;
mod store;
pub(super) mod web;

pub(super) use actions::agencies_of;
