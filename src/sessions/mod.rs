//! Who is behind a request: sessions, the person they belong to, and what the person's roles allow.
//!
//! A token is 256 random bits; only its SHA-256 is stored. People, passwords and sign-in pages are `accounts`, above.

mod model;
mod rules;
mod store;

pub use model::{AdminRole, CreatorRef, Member, OrgKind, Person, Role, Session, Theme, Token};
pub use rules::{Right, has_stepped_up};
pub use store::{end, end_all, end_others, find, list_live, open, step_up, touch};
