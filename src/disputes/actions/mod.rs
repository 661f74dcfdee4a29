//! What people and clocks can do in a dispute: one function a verb. Each loads, decides by the rules, advances guarded by what was seen, lets
//! `contracts` move the money, notes who did it, and tells those whose turn it is.

mod dossier;
mod fire;
mod happen;
mod judge;
mod moves;
mod open;
mod settle;
mod talk;
mod tell;
mod trace;

pub use fire::{fire, remind};
pub(super) use happen::allowed;
pub use happen::{Case, see};
pub use judge::{Verdict, appeal, confirm, propose, rule};
pub use moves::{Later, answer_move, move_by_days, move_deadline};
pub use open::{Opening, open_dispute, withdraw};
pub use settle::{accept_offer, accept_proposal, offer, offer_sealed};
pub use talk::{add_evidence, answer, ask_for_mediation, extend, rest};
