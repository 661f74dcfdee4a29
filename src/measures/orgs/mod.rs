//! What moderators do about an organisation that breaks the rules: a warning, fewer briefs, money out waits, no new work; and taking it back.
//!
//! Its members keep their logins, and its running deals go on as agreed, with both sides acting in them: the other side must not bear it.

pub(in crate::measures) mod actions;
pub mod api;
mod pages;
pub(in crate::measures) mod store;
pub mod web;
