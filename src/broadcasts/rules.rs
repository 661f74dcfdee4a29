//! What may happen to a show, by whom, and when.

use super::model::{Evidence, Show};
use crate::contracts::{Airtime, MilestoneState, Party};
use crate::failure::{ACT_FORBIDDEN, Refusal, STATE_REFUSED};
use crate::primitives::Instant;

/// A show starts at most so long before its time.
const EARLY_MINUTES: i64 = 60;
/// Whoever is not there so long after it did not come.
pub(super) const GRACE_MINUTES: i64 = 15;
/// The creator says within this that the merchant did not come.
const CLAIM_HOURS: i64 = 24;
/// How long a code that hands the camera over is good.
pub(super) const CODE_MINUTES: i64 = 15;

/// It is not the time for it.
pub(super) const NOT_THE_TIME: Refusal = Refusal::conflict("live.not_the_time");
/// The code was used, is too old, or is none.
pub(super) const CODE_GONE: Refusal = Refusal::conflict("live.code_gone");

crate::choice! {
    /// What somebody does about a show.
    pub enum Act { Rehearsal = "rehearsal", Rehearsed = "rehearsed", Start = "start", Stop = "stop", NoShow = "no_show", Handover = "handover" }
}

/// This side may do such a thing in some state.
pub(super) fn may_ever(act: Act, by: Party) -> Result<(), Refusal> {
    let fits = match act {
        Act::Rehearsal | Act::NoShow => by != Party::Platform,
        Act::Rehearsed => by == Party::Merchant,
        Act::Start | Act::Stop | Act::Handover => by == Party::Creator,
    };
    if fits { Ok(()) } else { Err(ACT_FORBIDDEN) }
}

/// When it is, and where the part of the work stands that it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) airtime: Airtime,
    pub(super) part: MilestoneState,
    pub(super) now: Instant,
}

/// Whether the act fits the show as it stands now.
pub(super) fn check(show: &Show, act: Act, by: Party, moment: &Moment) -> Result<(), Refusal> {
    may_ever(act, by)?;
    let Moment { airtime, part, now } = *moment;
    let open = matches!(part, MilestoneState::Funded | MilestoneState::InProgress) && show.no_show.is_none();
    let fits = open
        && match act {
            Act::Rehearsal => show.started_at.is_none(),
            Act::Rehearsed => show.rehearsal_at.is_some() && show.rehearsed_at.is_none() && show.started_at.is_none(),
            Act::Start => show.started_at.is_none(),
            Act::Stop => show.started_at.is_some() && show.ended_at.is_none(),
            // A creator who went live was there, whatever else he began before; one who says that the merchant was not has waited for him.
            Act::NoShow => show.ended_at.is_none() && (by == Party::Creator || show.started_at.is_none()),
            Act::Handover => show.ended_at.is_none(),
        };
    if !fits {
        return Err(STATE_REFUSED);
    }
    let late = airtime.at.plus_seconds(GRACE_MINUTES * 60);
    let in_time = match act {
        Act::Start => now >= airtime.at.plus_seconds(-EARLY_MINUTES * 60) && now <= airtime.end(),
        Act::NoShow => now >= late && (by == Party::Merchant || now <= airtime.at.plus_hours(CLAIM_HOURS)),
        Act::Handover => now <= airtime.end(),
        Act::Rehearsal | Act::Rehearsed | Act::Stop => true,
    };
    if in_time { Ok(()) } else { Err(NOT_THE_TIME) }
}

/// Started, with what shows it.
pub(super) fn started(show: &Show, evidence: Evidence, now: Instant) -> Show {
    Show { version: show.version + 1, started_at: Some(now), start: evidence, ..show.clone() }
}

/// Stopped, with what shows it.
pub(super) fn ended(show: &Show, evidence: Evidence, now: Instant) -> Show {
    Show { version: show.version + 1, ended_at: Some(now), end: evidence, ..show.clone() }
}

/// The code hands the camera over now, once.
pub(super) fn handed(show: &Show, to: &str, now: Instant) -> Result<Show, Refusal> {
    let good = show.code_until.is_some_and(|until| now < until) && !show.code_sha256.is_empty();
    if !good {
        return Err(CODE_GONE);
    }
    let (code_sha256, code_until) = (String::new(), None);
    Ok(Show { version: show.version + 1, handed_at: Some(now), handed_to: to.to_owned(), code_sha256, code_until, ..show.clone() })
}
