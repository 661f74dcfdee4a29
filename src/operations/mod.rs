//! Calls to the payment provider, and what the provider says: kept so that every effect there happens exactly once, whatever fails in between.
//!
//! Decide (a row with the stored request, in the transaction of the act), claim (a lease, committed before the first byte leaves), send (outside any
//! transaction), record (by class of answer). A time-out is unknown, not failed; what is unknown is looked up before anything is sent again. What an
//! answer means for the books is said by the noun that asked: payments for money in and back, payouts for money out.

mod actions;
mod courier;
mod desk;
mod freezes;
mod fuses;
mod inbox;
mod model;
mod restorations;
mod rules;
mod store;

pub use actions::{abandon, adopt, decide, disown, distrust, finish, give_up, record};
pub use courier::{Found, Prepare, Prepared, SIDE_BY_SIDE, Seen, claim, find_out, object_of, ready, send_due};
pub use desk::{Left, Queue, list as list_queue, list_left, look_again, pass_over, since as queue_since, take_up};
pub use freezes::{Frozen, Holds, freeze, has_case, is_frozen, list_frozen, thaw};
pub use fuses::{Blown, Fuse, blow, confirm, confirm_one, is_blown, last_run, list_blown, mark_run};
pub use inbox::{Event, Heard, apply_once, list_due as list_due_events, list_of as list_events_of, miss, postpone, take};
pub use model::{EventState, GIVEN_UP, NewOperation, Operation, OperationKind, OperationState, Owner, Recorded};
pub use restorations::{Restoration, end_restoration, find_restoration, mark_restored};
pub use store::{
    doubt_all, end_leases, find, find_for_checkout, find_for_payout, find_of_event, find_of_fact, find_of_payment, find_of_ref,
    find_of_source, hasten, list_of_withdrawal, list_paid, list_queued, list_silent, list_standing_still, list_unfinished, list_unmatched,
    list_waiting, mark_alarmed, mark_matched, oldest_unmatched, refunded_of, touch,
};
