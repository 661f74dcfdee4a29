//! Chargebacks: a payer's bank takes a payment back. The money is booked as taken (M26), the deal that it was for stands still, what speaks for us is
//! put together from the deal and sent, and when the bank has decided the money is ours again (M27) or borne by whoever the published rule says.
//!
//! The rule, milestone by milestone of what the payment was for: accepted or handed-in work is the organisation's to pay for (M28), and the creator
//! keeps it; where nothing was handed in, the milestone ends and its money is there again; what a cancellation left to a creator without accepted
//! work comes back from the creator, with the fees that were earned on it (M29). Money that was paid into the wallet, for no deal, is the
//! organisation's. What is not there becomes a debt: a creator's is paid from payouts, at most half of each; an organisation's from the next
//! money that it pays into its wallet, and before any money leaves that.

mod actions;
mod api;
mod evidence;
mod forms;
mod jobs;
mod model;
mod pages;
mod rules;
mod sandbox;
mod store;
mod web;

pub use api::API_DOORS;
pub use jobs::JOBS;
pub use model::{Chargeback, ChargebackState};
pub use store::{list_of_contract, list_open_since, next_due};
pub use web::DOORS;
