//! What admins set while the market runs: the least that is recommended for some kind of work, and the notice on every page.
//!
//! Each change has a reason and keeps what was before it; nothing is ever rewritten. Neither setting moves anybody's money or blocks an act: a price below
//! what is recommended is a word of advice. What has to do with fees, keys or machines is set by the operator, not here.

mod actions;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use jobs::JOBS;
pub use model::{Floor, Planned, Slot};
pub use pages::{FloorRow, floor_rows, planned_rows};
pub use rules::{floor, list_floors, list_planned};
pub use web::DOORS;
