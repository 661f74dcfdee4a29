//! Orders: a merchant takes a package of a creator's rate card as it stands, and a deal is made in one step.
//!
//! What an order makes is nothing new: a direct brief with the package's words, the creator's bid at its price, and the award, in one transaction and by
//! the verbs of those nouns. So its contract, terms, clocks and money are those of any deal: the merchant still funds it, and the creator still starts it.

mod actions;
mod api;
mod forms;
mod model;
mod pages;
mod store;
mod web;

pub use api::API_DOORS;
pub use web::DOORS;
