//! What a creator's record is worth: the tier that it reaches, how long his money clears, how many bids he may have at once and which fee he pays; the
//! open formula of reputation; and the points that moderators give where a rule was broken.
//!
//! Rules are pure and whole numbers only. Everything that they look at is shown to its owner, with what is missing to the next tier. Nothing here
//! knows what a contract or a dispute is: the rows that they leave behind are counted.

mod cards;
mod forms;
mod jobs;
mod model;
mod pages;
pub mod reputation;
pub mod rules;
mod store;
mod web;

mod actions;

pub use actions::{clearances, end_points, find_points, look_soon, points_of, quota, rates, tier_of};
pub use cards::{Fact, creator_card, merchant_card};
pub use jobs::JOBS;
pub use model::{Conduct, Points, RateCard, Rates, Record, Tier};
pub use store::list_scores;
pub use web::DOORS;
