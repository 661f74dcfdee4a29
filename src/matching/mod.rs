//! Who fits whom: one function over what both sides say of themselves and what they have done, the same for everybody, with its reasons.
//!
//! It stands below briefs and creators, so that both may ask it, and reads their tables itself. What goes in is public, but for one thing: what a creator
//! usually charges is used where only he himself looks. Nothing that was paid for goes in.

mod actions;
mod model;
mod pages;
mod plan;
mod prices;
mod roster;
mod rules;
mod store;

pub use actions::{Proposal, count_newcomers, for_brief, guidance, propose};
pub use model::{Fit, Guidance, Made, Maker, Missing, Person, Reason, Why, Work};
pub use pages::{FitLine, PriceHint};
pub use plan::{Candidate, Goal, Pick, Plan, Wishes, plan};
pub use roster::{JOBS, Roster, Wanted, roster};
pub use rules::{NEWCOMERS_PERCENT, Shared, blend, fit, is_newcomer, lot};
pub use store::maker;
