//! Money out: from the available balance of a creator, or of an agency, to the account outside that the one or the other named.
//!
//! An agency is a payee of its own: its shares stand on `available:{org}` and leave by payouts of its own, asked for by members who move its money. They
//! never touch `wallet:{org}`, whose money goes back only to where it came from.
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

pub use actions::{arrived, cancel, fire, give_up, import_transfer, request, request_of, set_account, set_account_of, take_back};
pub use api::API_DOORS;
pub use jobs::{JOBS, end_unsent};
pub use model::{AccountState, Desk, Late, NewAccount, Payout, PayoutAccount, PayoutState};
pub use pages::PayoutRow;
pub use progress::row;
pub use store::{find_account, list_of_payee};
pub use web::DOORS;
