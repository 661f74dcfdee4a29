//! What people see of disputes. A sealed amount is put in for its own side only, a ruling for the two sides once it was confirmed.

mod lists;
mod open;
mod parts;
mod room;

pub(super) use lists::{CasesPage, RulingsPage};
pub(super) use open::OpenPage;
pub(super) use room::{Room, RoomPage};
