//! Audiences: what a creator says of those who follow a channel – how many, how often they watch, who they are. Each statement names its source and its day
//! and is never changed; a newer one stands beside it.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
pub(super) mod web;

pub use actions::record;
pub use model::{Age, Gender, NewSnapshot, Share, Shares, Snapshot};
pub(super) use pages::SnapshotRow;
pub(super) use rules::is_old;
pub(super) use store::list_of;
