//! Who is behind a request: sessions, the person they belong to, and what the person's roles allow.
//!
//! A token is 256 random bits; only its SHA-256 is stored. People, passwords and sign-in pages are `accounts`, above.

mod model;
mod rules;
mod standing;
mod store;
mod tokens;
mod views;

pub use model::{AdminRole, CreatorRef, Grant, Measure, MeasureStep, Member, OrgKind, Person, Role, Scope, Session, Theme, Token};
pub use rules::{HELD, Right, has_stepped_up};
pub use standing::{find_measure, find_org_measure, holds_creator, holds_org, set_measure, set_org_measure, takes_work};
pub use store::{end, end_all, end_others, find, find_person, list_live, open, step_up, touch};
pub use tokens::{
    LiveToken, Maker, NewToken, PREFIX, find_token, get_token, insert_token, list_tokens, new_secret, revoke_sign_ins, revoke_token,
    step_up_token, touch_token,
};
pub use views::{View, begin_view, end_view, find_view};
