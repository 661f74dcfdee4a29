//! Which clocks start when a dispute comes to a state, and how long they run.

use super::super::model::{Dispute, DisputeState};
use crate::clocks::{Clock, ClockKind, NewClock};
use crate::contracts::Contract;
use crate::failure::Failure;
use crate::primitives::Instant;

/// The other side answers within this.
pub const ANSWER_DAYS: i64 = 5;
/// The time to answer is made longer by this, once.
pub const EXTENSION_DAYS: i64 = 3;
/// A ruling that did not come is waited for again so long.
pub const OVERDUE_DAYS: i64 = 3;
const TALK_DAYS: i64 = 5;
/// Evidence closes so long after mediation began.
pub const EVIDENCE_DAYS: i64 = 5;
const PROPOSAL_DAYS: i64 = 8;
const RULING_DAYS: i64 = 10;
const APPEAL_HOURS: i64 = 72;

/// A deadline is moved by at most so much, counted from now.
const MOVED_DAYS: i64 = 30;

/// The new deadline is another one, in the future and not too far.
pub fn check_move(clock: &Clock, to: Instant, now: Instant) -> Result<(), Failure> {
    let code = match to {
        to if to <= now => "past",
        to if to > now.plus_hours(24 * MOVED_DAYS) => "too-far",
        to if to == clock.due_at => "choice",
        _ => return Ok(()),
    };
    Err(Failure::field("at", code))
}

/// The clocks that start when the dispute comes to its state now. Every clock of the state before is stopped then.
#[must_use]
pub fn wanted(contract: &Contract, dispute: &Dispute, now: Instant) -> Vec<NewClock> {
    let days = |days: i64| now.plus_hours(24 * days);
    let running: Vec<(ClockKind, Instant, bool)> = match dispute.state {
        DisputeState::Opened => vec![(ClockKind::DisputeAnswer, days(ANSWER_DAYS), true)],
        DisputeState::Negotiating => vec![(ClockKind::DisputeTalks, days(TALK_DAYS), false)],
        DisputeState::Mediation => vec![
            (ClockKind::DisputeEvidence, days(EVIDENCE_DAYS), false),
            (ClockKind::DisputeProposal, days(PROPOSAL_DAYS), false),
            (ClockKind::DisputeRuling, days(RULING_DAYS), false),
        ],
        DisputeState::Ruled => vec![(ClockKind::DisputeAppeal, now.plus_hours(APPEAL_HOURS), true)],
        DisputeState::Appealed => vec![(ClockKind::DisputeRuling, days(RULING_DAYS), false)],
        DisputeState::Final => vec![(ClockKind::DisputeExecution, now, true)],
        DisputeState::Executed | DisputeState::Settled | DisputeState::Withdrawn | DisputeState::Defaulted => Vec::new(),
    };
    let named = |(kind, due, moves): (ClockKind, Instant, bool)| NewClock {
        kind,
        subject: dispute.id.to_string(),
        brief: None,
        contract: Some(contract.id),
        milestone: Some(dispute.milestone),
        due,
        money: moves.then(|| contract.money(dispute.amount)),
    };
    running.into_iter().map(named).collect()
}
