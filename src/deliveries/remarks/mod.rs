//! Remarks: pins on a picture or a second of a film, each with its own talk, open until the side that made it says that it is done.
//!
//! An open remark is carried to the next version, at the item in the same place. Requests for changes are built from them. A remark decides nothing.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
pub(super) mod web;

pub(super) use actions::wishes;
pub use actions::{list, may_remark};
pub use model::{Place, Remark, Reply};
pub(super) use pages::ChoiceView;
