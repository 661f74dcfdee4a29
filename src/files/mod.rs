//! Stored bytes with a name, an owner and a purpose. Who may see a file is the business of the noun that it belongs to.
//!
//! A row is written only after its bytes are on the disk; bytes that no row names are swept away within a day.

mod films;
mod jobs;
mod model;
mod store;

pub use films::{copy, discard_copies, list_seen, next_unseen, set_seen};
pub use jobs::sweep;
pub use model::{File, Purpose};
pub use store::{bytes_of_contract, find, insert, list};
