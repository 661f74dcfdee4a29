//! Follows: a person keeps an eye on merchants, creators and tags. Nobody but the person learns of it.
//!
//! Who is followed stands here; what is new from them is told by `news`, far above.

mod actions;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
mod web;

pub use actions::{Followed, button, follow, list};
pub use model::{Follow, FollowKind};
pub use pages::Button;
pub use web::DOORS;
