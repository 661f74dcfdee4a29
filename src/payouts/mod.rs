//! Money out: from a creator's available balance to the account outside that the creator named.
//!
//! A request leaves the balance at once and can be taken back until it is sent. What fails or comes back is available again by a new transaction;
//! nothing is ever undone. Where the money has to go is asked of the provider only here.

mod actions;
mod api;
mod forms;
mod jobs;
mod model;
mod pages;
mod progress;
pub mod rules;
mod store;
mod web;

pub use actions::{arrived, cancel, fire, give_up, import_transfer, request, set_account, take_back};
pub use api::API_DOORS;
pub use jobs::{JOBS, end_unsent};
pub use model::{AccountState, Desk, Late, NewAccount, Payout, PayoutAccount, PayoutState};
pub use pages::PayoutRow;
pub use progress::row;
pub use store::{find_account, list_of_creator};
pub use web::DOORS;
