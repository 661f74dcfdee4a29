//! The rows of disputes.

mod decisions;
mod disputes;
mod moves;
mod offers;
mod said;

pub(crate) use decisions::{confirm, insert as insert_decision, list as list_decisions, list_published};
pub(crate) use disputes::{advance, get, has_contact, insert};
pub use disputes::{find_open, list_live, list_of_milestones, list_waiting};
pub(crate) use moves::{answer as answer_move, insert as insert_move, list as list_moves};
pub(crate) use offers::{insert as insert_offer, list as list_offers};
pub(crate) use said::{insert_dossier, insert_evidence, insert_said, list_dossiers, list_evidence, list_said};
