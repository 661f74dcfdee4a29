//! What a creator or an agency and the provider do to payouts, and to the account that they go to.

mod accounts;
mod imports;
mod sending;
mod taking_back;
mod trace;

pub(super) use accounts::{ask_link, record_account, record_link, see};
pub use accounts::{fire, set_account, set_account_of};
pub use imports::import_transfer;
pub use sending::{cancel, give_up, request, request_of};
pub(super) use sending::{end_unsent, hear, prepare, record};
pub(super) use sending::{moves, owned, reads};
pub(super) use taking_back::record_reversal;
pub use taking_back::{arrived, take_back};
