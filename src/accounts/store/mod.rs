//! The rows of people, their links and codes, organisations and their members.

pub(super) mod factors;
pub(super) mod links;
pub(super) mod organisations;
pub(super) mod tries;
pub(super) mod users;
