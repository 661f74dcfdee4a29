//! A step that was taken, and a login as moderators see it.

use crate::failure::{Failure, STATE_REFUSED};
use crate::primitives::id::{CreatorId, UserId};
use crate::primitives::{Email, Instant};
use crate::sessions::{Measure, MeasureStep};

/// A step that was taken about a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) step: MeasureStep,
    pub(super) reason: String,
    pub(super) by: UserId,
    pub(super) at: Instant,
}

/// A login in the list of moderators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: UserId,
    pub(super) name: String,
    pub(super) email: Email,
    pub(super) created_at: Instant,
    /// What holds now.
    pub(super) measure: Option<Measure>,
    pub(super) creator: Option<CreatorId>,
}

/// What holds after this step, about a login or an organisation about which this holds. A step goes up, or takes all of it back; a warning changes
/// nothing. Refusals: `state.refused`.
pub(super) fn next(step: MeasureStep, holds: Option<Measure>) -> Result<Option<Measure>, Failure> {
    match (step, holds) {
        (MeasureStep::Warn, _) => Ok(holds),
        (MeasureStep::Throttle, None) => Ok(Some(Measure::Throttle)),
        (MeasureStep::Hold, None | Some(Measure::Throttle)) => Ok(Some(Measure::Hold)),
        (MeasureStep::Suspend, None | Some(Measure::Throttle | Measure::Hold)) => Ok(Some(Measure::Suspend)),
        (MeasureStep::Lift, Some(_)) => Ok(None),
        (MeasureStep::Throttle | MeasureStep::Hold | MeasureStep::Suspend, Some(_)) | (MeasureStep::Lift, None) => {
            Err(STATE_REFUSED.into())
        }
    }
}
