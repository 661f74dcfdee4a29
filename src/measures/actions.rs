//! The one thing that moderators do here: take a step.

use super::model::Taken;
use super::store;
use crate::audit::{self, Act};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::id::UserId;
use crate::sessions::{self, AdminRole, Measure, MeasureStep, Person};

/// A moderator takes a step, with a reason that the person reads. Nobody does so to an admin. Refusals: `act.forbidden`, `state.refused` where the
/// login stands so already, or is free.
pub(super) fn take(tx: &mut Tx<'_>, act: &Act, person: &Person, user: UserId, (step, reason): (MeasureStep, &str)) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let other = sessions::find_person(tx, user)?.ok_or(Failure::NotFound)?;
    if !other.admin_roles.is_empty() {
        return Err(ACT_FORBIDDEN.into());
    }
    match (step, other.measure) {
        (MeasureStep::Warn, _) => {}
        (MeasureStep::Throttle, None) => sessions::set_measure(tx, user, Some(Measure::Throttle), act.at)?,
        (MeasureStep::Suspend, None | Some(Measure::Throttle)) => {
            sessions::set_measure(tx, user, Some(Measure::Suspend), act.at)?;
            sessions::end_all(tx, user, None, act.at)?;
        }
        (MeasureStep::Lift, Some(_)) => sessions::set_measure(tx, user, None, act.at)?,
        (MeasureStep::Throttle | MeasureStep::Suspend, Some(_)) | (MeasureStep::Lift, None) => return Err(STATE_REFUSED.into()),
    }
    store::insert(tx, user, &Taken { step, reason: reason.to_owned(), by: person.id, at: act.at })?;
    audit::note(tx, act, &format!("user.{step}"), &user, reason)?;
    let notice = Notice {
        kind: NoticeKind::UserMeasure,
        subject: user.to_string(),
        url: "/inbox?tab=news".to_owned(),
        needs_action: false,
        params: vec![("step", Param::word(format!("measures-told-{step}"))), ("reason", Param::text(reason))],
    };
    notices::tell(tx, act, user, &notice)
}
