//! Packages: a creator's rate card. Each says what is done at which price and on which terms, for whoever orders it.
//!
//! A package is words and a price; what an order makes of it – a brief, a bid, a deal – stands in `orders`, far above. Every version of its words stays,
//! so that nobody orders what he has not seen.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::add;
pub use forms::Written;
pub use model::{Offering, Package};
pub use pages::{PackageRow, differences, row};
pub use rules::{Standing, may_order};
pub use store::{find, find_version, hold, list_of, list_on_sale};
pub use web::DOORS;
