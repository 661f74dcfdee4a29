//! The work of a deal as it is handed in: versions of files and links, frozen with their checksums, and what the merchant wants changed.
//!
//! A delivery never changes. Its originals stay locked to the merchant until the milestone was accepted; what he judges by are previews. Money and
//! states are the business of `contracts`, whose verbs are called here in the same transaction.

mod actions;
mod api;
mod films;
mod forms;
mod inspect;
mod model;
pub mod opinions;
mod pages;
pub mod remarks;
mod rules;
mod store;
mod uploads;
mod web;

pub use actions::{Handed, Handing, What, add_files, ask_for_changes, deliver, room, room_if_any, room_left};
pub use api::{API_DOORS, DeliveryObject};
pub use films::JOBS as FILM_JOBS;
pub use inspect::{Hint, Seen};
pub use model::{ChangeRequest, Delivery, Item, Matter, Pin, Wish};
pub use opinions::web::DOORS as OPINION_DOORS;
pub use pages::{HintView, ItemView, RequestView, VersionView, WishView};
pub use remarks::web::DOORS as REMARK_DOORS;
pub use store::{list, list_requests};
pub use uploads::JOBS;
pub use uploads::web::DOORS as UPLOAD_DOORS;
pub use web::DOORS;
