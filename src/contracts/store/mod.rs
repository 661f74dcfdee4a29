//! The rows of deals.

mod cancellations;
mod contracts;
mod events;
mod extensions;
mod milestones;
mod orders;
mod parties;
mod terms;
mod tips;

pub(crate) use cancellations::{answer, insert as insert_cancellation};
pub use cancellations::{
    find_open, get as get_cancellation, list_of_contract as list_cancellations, list_open_of_contracts as list_open_cancellations,
};
pub use contracts::{Whose, find, get, hold as hold_contract, list};
pub(crate) use contracts::{advance as advance_contract, insert, list_running_of_brief, list_stoppable, touch};
pub(crate) use events::insert as insert_event;
pub use events::list_of_contract as list_events;
pub use extensions::list_of_contract as list_extensions_of_contract;
pub(crate) use extensions::{
    answer as answer_extension, get as get_extension, insert as insert_extension, list as list_extensions, set_due,
};
pub(crate) use milestones::{LOST, advance, hold, insert_all as insert_milestones, states_of};
pub use milestones::{find_milestone, get_milestone, list_of_contract as list_milestones, list_of_contracts as list_milestones_of};
pub(crate) use orders::{Outcome, add_price, answer as answer_order, get as get_order, insert as insert_order};
pub use orders::{find_terms as find_order_terms, list as list_orders, list_open_of_contracts as list_open_orders};
pub(crate) use parties::are_one;
pub use parties::{Parties, creator_names, names, org_names, parties, user_names};
pub use terms::{checklist, find as find_terms, list_sha256};
pub(crate) use terms::{insert as insert_terms, insert_checklist};
pub(crate) use tips::insert as insert_tip;
pub use tips::list_of_contract as list_tips;
