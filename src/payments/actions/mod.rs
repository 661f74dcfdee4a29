//! What people and the provider do to money on its way in and back.

mod checkouts;
mod funding;
mod reconcile;
mod withdrawals;

pub use checkouts::top_up;
pub(super) use checkouts::{prepare, record_charge, settle};
pub use funding::{Funding, Quote, fund, quote};
pub use reconcile::{Report, Way, blow, reconcile};
pub(super) use reconcile::{alarm_about, take};
pub use withdrawals::{give_up, withdraw};
pub(super) use withdrawals::{record_refund, settle_refund};
