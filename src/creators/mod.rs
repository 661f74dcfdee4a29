//! Creators: the public profile of a person who makes content – who it is, where they are seen, what they made.
//!
//! A profile states; [`checks`] alone show that a channel is its creator's. Numbers of a channel carry the day on which the creator stated them.

mod actions;
mod api;
pub mod audiences;
pub mod checks;
mod films;
mod finding;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{add_channel, add_work, change_channel, mark_verified, remove_channel, remove_work, save_profile, show_work};
pub use api::API_DOORS;
pub use audiences::web::DOORS as AUDIENCE_DOORS;
pub use checks::jobs::JOBS;
pub use checks::web::DOORS as CHECK_DOORS;
pub use films::JOBS as FILM_JOBS;
pub use forms::{ChannelForm, ProfileForm};
pub use model::{Channel, Entry, FilmState, Profile, Source, Verified, Way, Work};
pub use pages::VerifiedView;
pub use rules::{NewChannel, ProfileWords, is_shown};
pub use store::{count_deals, find, find_by_handle, find_channel, find_work, list_channels, list_channels_of, list_works};
pub use web::DOORS;
