//! Briefs: a merchant says what is wanted, and everybody who may work for it finds and reads it.
//!
//! A brief knows no bid and no contract; those stand above and take places, count bids and close it through the verbs here.

mod actions;
mod api;
mod finding;
mod forms;
mod lint;
mod model;
mod pages;
mod reviews;
mod rules;
mod starters;
mod store;
mod trace;
mod web;

pub use actions::{
    NewDraft, answer, ask, attach, cancel, close_when_done, count_bid, create_draft, decline_invitation, detach, drafted, extend_judging,
    fire, free_place, get_for, get_seen, give_back, invite, left, name_finalist, open_for, pause, pause_all, promise, promised, promising,
    publish, reading, remind, resume, save_step, stop, take_place, take_time, take_up, uncount_bid,
};
pub use api::API_DOORS;
pub use lint::low_bid;
pub use model::{
    Brief, BriefKind, BriefState, Budget, Check, Details, Entry, Fund, Level, Licence, LiveTime, MAX_FINALISTS, Merchant, OpenInvitation,
    Rates, Slots, Visibility, Words,
};
pub use pages::{Row, read_search, row};
pub use rules::funds::{FINAL_BEGUN, POOL_SHORT};
pub use rules::{is_complete, may_stop};
pub use store::{attachments, find, find_merchant, get, hold, list_of_org, list_open_invited, pending_since};
pub use web::{DOORS, Joined, find_new, find_open, fitting_entries, list_new_of, merchant_entries, open_entries};
