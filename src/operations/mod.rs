//! Calls to the payment provider, and what the provider says: kept so that every effect there happens exactly once, whatever fails in between.
//!
//! Decide (a row with the stored request, in the transaction of the act), claim (a lease, committed before the first byte leaves), send (outside any
//! transaction), record (by class of answer). A time-out is unknown, not failed; what is unknown is looked up before anything is sent again. What an
//! answer means for the books is said by the noun that asked: payments for money in and back, payouts for money out.

mod actions;
mod courier;
mod inbox;
mod model;
mod rules;
mod store;

pub use actions::{abandon, decide, finish, record};
pub use courier::{Found, claim, find_out, object_of};
pub use inbox::{Event, apply_once, list_due as list_due_events, list_of as list_events_of, miss, postpone};
pub use model::{EventState, NewOperation, Operation, OperationKind, OperationState, Owner, Recorded};
pub use store::{
    find, find_by_object, find_for_checkout, find_for_payout, list_of_withdrawal, list_paid, list_waiting, refunded_of, touch,
};
