//! Disagreements over money: what is contested is frozen, both sides answer, offer, bring evidence, and if they do not agree an arbiter proposes and
//! rules. Every step has a clock that ends it without anybody.
//!
//! The life of a dispute is one table, `rules::step`. What it does to the milestone's money is done by the verbs of `contracts`. A sealed offer is
//! read by nobody but its own side: it is stored encrypted, and what leaves this noun carries it for its owner alone.

mod actions;
mod api;
mod forms;
mod model;
mod pages;
pub mod rules;
mod store;
mod web;

pub use actions::{
    Case, Later, Opening, Verdict, accept_offer, accept_proposal, add_evidence, answer, answer_move, appeal, ask_for_mediation, confirm,
    extend, fire, move_by_days, move_deadline, offer, offer_sealed, open_dispute, propose, remind, rest, rule, see, withdraw,
};
pub use api::API_DOORS;
pub use model::*;
pub use store::{find_open, list_live, list_of_milestones, list_waiting};
pub use web::DOORS;
