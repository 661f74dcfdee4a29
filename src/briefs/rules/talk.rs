//! What may be asked in public, and who may be invited.

use crate::briefs::model::{Brief, BriefKind, BriefState};
use crate::failure::{Refusal, STATE_REFUSED};
use crate::primitives::Instant;

/// Characters of a question.
pub(in crate::briefs) const ASKED_CHARS: usize = 1_000;
/// Characters of an answer.
pub(in crate::briefs) const ANSWER_CHARS: usize = 2_000;
/// How many questions a person may ask in 24 hours, on all briefs together.
pub(in crate::briefs) const ASKS_A_DAY: i64 = 10;
/// How many creators a merchant may invite to one brief.
pub(in crate::briefs) const MAX_INVITED: i64 = 100;

/// A direct brief is for one creator, and one is invited.
const ONE_CREATOR: Refusal = Refusal::conflict("brief.one_creator");
/// As many creators are invited as may be.
const TOO_MANY_INVITED: Refusal = Refusal::conflict("brief.too_many_invited");
/// The brief is for the circle alone, and the creator is not in it.
pub(in crate::briefs) const CIRCLE_ONLY: Refusal = Refusal::conflict("brief.circle_only");
/// The creator belongs to the brief's own organisation.
pub(in crate::briefs) const OWN_BRIEF: Refusal = Refusal::conflict("bid.own_brief");

/// Questions are asked and answered while the brief can still lead to a deal.
pub(in crate::briefs) fn takes_questions(brief: &Brief) -> Result<(), Refusal> {
    match brief.state {
        BriefState::Open | BriefState::Paused | BriefState::Judging => Ok(()),
        BriefState::Draft
        | BriefState::PendingReview
        | BriefState::Filled
        | BriefState::Closed
        | BriefState::Rejected
        | BriefState::Expired
        | BriefState::Cancelled
        | BriefState::Stopped => Err(STATE_REFUSED),
    }
}

/// One more creator may be invited beside those who are and have not declined.
pub(in crate::briefs) fn invites(brief: &Brief, standing: i64) -> Result<(), Refusal> {
    if !matches!(brief.state, BriefState::Draft | BriefState::Open | BriefState::Paused) {
        return Err(STATE_REFUSED);
    }
    if brief.kind == BriefKind::Direct && standing >= 1 {
        return Err(ONE_CREATOR);
    }
    if standing >= MAX_INVITED { Err(TOO_MANY_INVITED.with("max", MAX_INVITED)) } else { Ok(()) }
}

/// A direct brief that was drafted for several is not published.
pub(in crate::briefs) fn is_for_one(brief: &Brief, standing: i64) -> Result<(), Refusal> {
    if brief.kind == BriefKind::Direct && standing > 1 { Err(ONE_CREATOR) } else { Ok(()) }
}

/// After how many seconds one more question may be asked.
#[must_use]
pub(in crate::briefs) fn seconds_until_free(oldest: Instant, now: Instant) -> i64 {
    (oldest.plus_hours(24).micros_since(now) / 1_000_000).max(1)
}
