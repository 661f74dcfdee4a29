//! Capacity: how many deals a creator takes on at once, and on which days nothing.
//!
//! It is told, and it closes nothing but orders of packages, before which nobody asks the creator: whoever is full or away is still found, invited and bid
//! for, and may still bid. Deals stand far above, so their states are words here.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{block, clash, list_hindered, set_capacity, standing, standings};
pub use model::{Blocked, Clash, Hindrance, Standing};
pub use pages::{ClashView, StandingView};
pub use web::DOORS;
