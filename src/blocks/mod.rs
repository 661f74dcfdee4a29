//! Ending contact: a creator and a merchant who want nothing new from each other. No bid, no invitation, no question and no message comes through any
//! more, whichever side wished it; deals that run go on and stay readable.
//!
//! It is a wish, not a judgement: nobody is told, nothing counts against anybody, and whoever wished it takes it back when he likes.

mod actions;
mod model;
mod pages;
mod store;
mod web;

pub use actions::{check, ended_for, ended_of, ended_with, stands_between};
pub use web::DOORS;
