//! Who did what when: an append-only log, hash-chained in 64 buckets, written in the same transaction as the act.
//!
//! It never decides anything, and nothing reads it but `vtask ledger verify`, the admin desk, and the page on which a creator sees what an agency did in his name.

mod chain;
mod model;
mod store;

pub use chain::{ChainFault, FIRST_HASH, bucket_of, digest, verify};
pub use model::{Act, Actor};
pub use store::{Line, list, note};
