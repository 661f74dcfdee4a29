//! What may happen in a dispute: pure functions over plain values. The life table comes first; clocks, offers and verbs follow from it.

mod allowed;
mod clocks;
mod life;
mod offers;
mod sealing;

pub use allowed::{Seat, allowed, waits_for};
pub use clocks::{ANSWER_DAYS, EVIDENCE_DAYS, EXTENSION_DAYS, OVERDUE_DAYS, check_move, wanted};
pub use life::{may_ever, next, step};
pub use offers::{MOST_ROUNDS, Meeting, OFFER_GONE, ROUNDS_OVER, SEALED_ALREADY, check_share, live_offer, meet, round_of};
pub use sealing::{gap, open, seal};

use crate::failure::Refusal;

/// The time to answer was made longer once already.
pub const EXTENDED_ONCE: Refusal = Refusal::conflict("dispute.extended_once");
/// No more evidence is taken.
pub const EVIDENCE_CLOSED: Refusal = Refusal::conflict("dispute.evidence_closed");
/// Somebody who knows one of the sides, or judged the case before, does not judge it.
pub const NOT_IMPARTIAL: Refusal = Refusal::forbidden("dispute.not_impartial");
/// Who ruled does not confirm.
pub const SECOND_ADMIN: Refusal = Refusal::forbidden("dispute.second_admin");
