//! Clocks: every deadline of the market is a row that says what falls due, when, how much money moves and who was reminded.
//!
//! This noun keeps the rows. What a clock does when it fires is decided by the noun it belongs to, through its own life table.

mod model;
mod pages;
mod rules;
mod store;

pub use model::{Clock, ClockKind, ClockState, NewClock};
pub use pages::ClockView;
pub use store::{
    hasten, list_due, list_due_without_money, list_of_contract, list_of_milestone, list_of_subject, mark_fired, mark_reminded,
    next_of_contracts, next_of_subjects, put_off, start, stop, stop_all,
};
