//! Impressions: how many places lists showed, and how many of them went to newcomers, a day and a list at a time.
//!
//! What lists show is added up in memory and written in batches; no row tells who saw whom. A process that dies loses what it counted since its last batch.

mod actions;
mod jobs;
mod model;
mod store;

pub use actions::{count, recent};
pub use jobs::JOBS;
pub use model::{Figure, List};
