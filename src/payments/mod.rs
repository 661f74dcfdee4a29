//! Money in and back: hosted checkouts that fill a wallet or fund a deal, and unused wallet money on its way home.
//!
//! Payments stands above contracts and calls `contracts::fund`; contracts never hears of a provider. What a provider says is believed only after a look
//! at the thing itself, and whatever happens at the same time, each payment is booked once.

mod actions;
mod api;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{
    Bundle, Funding, Quote, assign, blow, contest, end_contest, fund, fund_all, give_up, import_payment, import_refund, may_unassign,
    owner_of, quote, quote_all, send_back, top_up, unassign, withdraw,
};
pub use api::{API_DOORS, CheckoutObject, open};
pub use jobs::{JOBS, Report, Total, Way, apply_by_id, end_unsent, reconcile};
pub use model::{Belongs, Checkout, CheckoutState, Purpose, Till, Unexplained, UnexplainedState, Withdrawal, WithdrawalState};
pub use store::{find_checkout, find_unexplained, list_chosen, list_open_checkouts, list_open_withdrawals, list_unexplained};
pub use web::DOORS;
