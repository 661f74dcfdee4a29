//! What people and the provider do to money on its way in and back.

mod books;
mod checkouts;
mod debts;
mod funding;
mod imports;
mod suspense;
mod unassigning;
mod withdrawals;

pub use books::blow;
pub(super) use books::{agree_on, alarm_about};
pub use checkouts::top_up;
pub(super) use checkouts::{prepare, record_charge, settle};
pub use debts::{contest, end_contest};
pub use funding::{Bundle, Funding, Quote, fund, fund_all, quote, quote_all};
pub(super) use imports::end_unsent;
pub use imports::{import_payment, import_refund};
pub(super) use suspense::keep_apart;
pub use suspense::{assign, owner_of, send_back};
pub use unassigning::{may_unassign, unassign};
pub use withdrawals::{give_up, withdraw};
pub(super) use withdrawals::{record_refund, settle_refund};
