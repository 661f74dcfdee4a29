//! What the two sides of a deal write to each other, with files. It is evidence: nothing is edited, whoever was wrong writes anew and both stand.
//!
//! Members read what concerns their side, whoever works for a side writes. Somebody who does not look gets one mail about all that he has missed, not
//! one for each. Before money is held, ways around the deal are not taken, and the writer is told why.

mod actions;
mod api;
mod forms;
mod jobs;
mod model;
mod pages;
pub mod rules;
mod sides;
mod store;
pub mod talks;
mod translations;
mod web;

pub use actions::{Thread, Writing, find_of, post, read_up, thread};
pub use api::API_DOORS;
pub use jobs::JOBS;
pub use model::Message;
pub use pages::{MessageView, views};
pub use store::list_all;
pub use talks::API_DOORS as TALK_API_DOORS;
pub use talks::web::DOORS as TALK_DOORS;
pub use translations::{JOBS as TRANSLATION_JOBS, Translation};
pub use web::DOORS;
