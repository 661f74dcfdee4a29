//! Appeals: who disagrees with a measure, with points, with the answer to a report or with the refusal of a brief, of a verification or of a channel
//! says so once, within 14 days, and
//! another moderator than the one who decided answers. What is granted is undone at once.

mod actions;
mod forms;
mod model;
mod pages;
mod store;
pub(super) mod web;

pub use store::waiting_since;
