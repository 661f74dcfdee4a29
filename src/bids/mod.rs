//! Bids: what a creator offers on a brief. Sealed: only the bidder and the brief's organisation see price and words, everybody sees the count.
//!
//! Awarding one makes a contract and stands in `contracts`, which uses the verbs of this noun.

mod actions;
mod agents;
mod api;
mod commit;
mod forms;
mod jobs;
mod model;
mod notes;
mod pages;
pub mod rules;
mod store;
mod trace;
mod web;

pub use actions::{
    Access, accept, agree, close_all, decline, edit, expire_accepted, fire, for_bidder, offer, offered, place, place_for, place_standing,
    rates, remind, see, shortlist, take, withdraw,
};
pub use agents::web::DOORS as AGENT_DOORS;
pub use api::API_DOORS;
pub use forms::BidForm;
pub use jobs::JOBS;
pub use model::{Bid, BidState, Bidder, Commit, DeclineReason, Offer, Party, Terms};
pub use notes::web::DOORS as NOTE_DOORS;
pub use store::{
    LIVE, count_new_of_orgs, find, find_offerer, get, has_any_of_agency, list_awaited, list_bidders, list_first_come, list_live_of_brief,
    list_of_brief, list_of_creator, titles,
};
pub use web::DOORS;
