//! The rows of deals.

mod cancellations;
mod contracts;
mod events;
mod milestones;
mod parties;
mod terms;

pub use cancellations::get as get_cancellation;
pub use cancellations::{
    answer, find_open, insert as insert_cancellation, list_of_contract as list_cancellations,
    list_open_of_contracts as list_open_cancellations,
};
pub use contracts::{advance as advance_contract, find, get, insert, list_of_sides, touch};
pub use events::{insert as insert_event, list_of_contract as list_events};
pub use milestones::{
    advance, count_settled, find_milestone, get_milestone, hold, insert_all as insert_milestones, list_of_contract as list_milestones,
    list_of_contracts as list_milestones_of, states_of,
};
pub use parties::{Parties, are_one, creator_names, names, org_names, parties, user_names};
pub use terms::{checklist, find as find_terms, insert as insert_terms, insert_checklist};
