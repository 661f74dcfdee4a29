//! Pages that show several nouns, or none: the front, what the house says about itself, a merchant, the deal room, the workbench. No verbs and
//! no rules; their buttons post to the nouns' own doors.

mod api;
mod calendar;
mod deal_room;
mod fees;
mod front;
mod merchant;
mod reading;
mod say;
mod start;
mod styleguide;
mod wallet;
mod web;
mod workbench;

pub use api::API_DOORS;
pub use web::DOORS;
pub use workbench::count_turns;
