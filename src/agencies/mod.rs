//! Agencies: which creators an organisation of that kind acts for, what each of them allows it to do, and what they signed about the money.
//!
//! A creator's consent is scoped and revocable: what is not allowed at the moment of an act is refused in the act itself. The share is one number both
//! signed; a contract keeps the one that held when it was made. Whatever is written here about penalties and notice moves no money.

mod actions;
mod forms;
mod model;
mod pages;
pub mod rules;
mod store;
mod terms;
mod web;

pub use actions::{agency, allows, consents_of, find_split, invite, is_active, may_act, proxy, set_usual, sign, take_split};
pub use model::{Consent, Consents, Entry, Face, MembershipState, Proxy, Signatory, Split, Terms, Usual, Wanted};
pub use store::{find_agency, find_face, has_usual, list_active, list_of_creator, list_spoken_for, list_states};
pub use web::DOORS;
