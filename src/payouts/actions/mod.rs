//! What a creator and the provider do to payouts, and to the account that they go to.

mod accounts;
mod sending;

pub(super) use accounts::{ask_link, record_account, record_link, see};
pub use accounts::{fire, set_account};
pub use sending::{cancel, give_up, request};
pub(super) use sending::{hear, prepare, record};
