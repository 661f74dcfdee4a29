//! Pages that show several nouns, or none: the front, what the house says about itself, a merchant. No verbs and no rules; their buttons post
//! to the nouns' own doors.

mod fees;
mod front;
mod merchant;
mod reading;
mod web;

pub use web::DOORS;
