//! Proof that the books were not rewritten: every minute what was booked is sealed under one hash, every day its minutes under one that is
//! published. Either side of a deal downloads its proof file and checks it without us.
//!
//! Nothing here changes a booking. A proof shows what moved in a deal, and nobody's balances.

mod actions;
mod api;
mod check;
mod jobs;
mod merkle;
mod model;
mod pages;
mod store;
mod verify;
mod web;

pub use api::API_DOORS;
pub use check::{Checked, check};
pub use jobs::JOBS;
pub use model::{Period, Proof};
pub use verify::verify;
pub use web::DOORS;
