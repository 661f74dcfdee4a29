//! The deal: a contract, its milestones, its terms, and everything that may happen to them.
//!
//! The whole life of a milestone is one table, `rules::step`. Every act loads, decides by it, advances guarded by the version that was seen, posts
//! the money, and notes who did it. Deliveries, payments and payouts stand above and call the verbs here.

mod actions;
mod api;
mod forms;
mod jobs;
mod model;
mod pages;
pub mod rules;
mod store;
mod terms;
mod web;

pub use actions::{
    Asked, Asking, Award, Seen, accept_offer, access, accesses, acting, acting_for, answer, answer_extension, answer_order, approve, award,
    award_all, award_package, call_off, cancel, claim_kill_fee, clockwork, clockworks, contest, divide, extend, fire, fund, preview,
    preview_terms, propose_order, recall, remind, request_changes, see, see_contract, split, start, stop_brief, submit, uncontest,
};
pub use api::API_DOORS;
pub use forms::AwardBody;
pub use jobs::JOBS;
pub use model::*;
pub use pages::{contract_kind, milestone_kind};
pub use store::{
    Parties, Whose, checklist, creator_names, find, find_milestone, find_open, find_order_terms, find_terms, get, get_cancellation,
    get_milestone, hold_contract, list, list_cancellations, list_events, list_extensions_of_contract, list_milestones, list_milestones_of,
    list_open_cancellations, list_open_orders, list_orders, list_sha256, list_tips, names, org_names, parties, user_names,
};
pub use terms::{Agreement, Rule, Terms};
pub use web::DOORS;
