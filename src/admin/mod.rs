//! The desk of the platform's admins: what waits for a person, by age, with one act each; the journal and the log to read.
//!
//! It reads everything and writes only by the verbs of other nouns. What moves somebody's money, or lets money move again, is proposed by one admin
//! with a reason and confirmed by another; nobody acts on a deal in which he is a party.

mod actions;
mod api;
mod forms;
mod model;
mod pages;
mod queues;
mod rules;
mod store;
mod web;

pub use api::API_DOORS;
pub use model::{ActKind, ActState, Proposal};
pub use web::DOORS;
