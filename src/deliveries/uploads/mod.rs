//! Uploads that go on where a connection was cut, by the tus protocol 1.0.0 (core, creation, expiration, termination).
//!
//! How far one has come is the length of its bytes on the disk. Only when all are here do they meet the checks of any file and get their row.

mod actions;
mod jobs;
mod model;
mod store;
pub(super) mod web;

pub use jobs::JOBS;
