//! The whole market in a directory: database, files and secret of one moment, each with its hash, taken while the server runs; and the way back.
//!
//! The manifest is written last and names everything: a directory without one is no backup. A restored book is marked as old, and sends no money out
//! before the provider was asked what happened since ([`catch_up`]).

mod disk;
mod jobs;
mod model;
mod restore;
mod store;
mod take;

pub use jobs::{CaughtUp, catch_up};
pub use model::{Head, Heads, Manifest, Piece, Trouble};
pub use restore::{Restored, is_free, rehearse, restore};
pub use take::take;
