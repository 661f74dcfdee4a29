//! The one thing that moderators do here: take a step.

use super::model::{Taken, next};
use super::store;
use crate::audit::{self, Act};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::id::{EventId, UserId};
use crate::sessions::{self, AdminRole, Measure, MeasureStep, Person, View};

/// A moderator takes a step, with a reason that the person reads. Nobody does so to an admin. Refusals: `act.forbidden`, `state.refused` where the
/// login stands so already, or is free.
pub(in crate::measures) fn take(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    user: UserId,
    (step, reason): (MeasureStep, &str),
) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let other = sessions::find_person(tx, user)?.ok_or(Failure::NotFound)?;
    if !other.admin_roles.is_empty() {
        return Err(ACT_FORBIDDEN.into());
    }
    if step != MeasureStep::Warn {
        let holds = next(step, other.measure)?;
        sessions::set_measure(tx, user, holds, act.at)?;
        if holds == Some(Measure::Suspend) {
            sessions::end_all(tx, user, None, act.at)?;
        }
    }
    let id = EventId::random();
    store::insert(tx, id, user, &Taken { step, reason: reason.to_owned(), by: person.id, at: act.at })?;
    audit::note(tx, act, &format!("user.{step}"), &user, reason)?;
    let notice = Notice {
        kind: NoticeKind::UserMeasure,
        subject: user.to_string(),
        url: if step == MeasureStep::Lift { "/inbox?tab=news".to_owned() } else { format!("/appeals/new?kind=measure&subject={id}") },
        needs_action: false,
        params: vec![("step", Param::word(format!("measures-told-{step}"))), ("reason", Param::text(reason))],
    };
    notices::tell(tx, act, user, &notice)
}

/// How long a view lasts.
const VIEW_HOURS: i64 = 1;

/// A moderator looks at the site as this person sees it, with a reason that stays in the log; nobody so looks as an admin. He only reads.
pub(super) fn begin_view(tx: &mut Tx<'_>, act: &Act, person: &Person, user: UserId, reason: &str) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let other = sessions::find_person(tx, user)?.ok_or(Failure::NotFound)?;
    if !other.admin_roles.is_empty() {
        return Err(ACT_FORBIDDEN.into());
    }
    let view = View { user, ends_at: act.at.plus_hours(VIEW_HOURS) };
    sessions::begin_view(tx, person.session, view, reason)?;
    Ok(audit::note(tx, act, "view.began", &user, reason)?)
}

/// He is himself again.
pub(super) fn end_view(tx: &mut Tx<'_>, act: &Act, person: &Person) -> Result<Option<UserId>, Failure> {
    let user = sessions::end_view(tx, person.session)?;
    if let Some(user) = user {
        audit::note(tx, act, "view.ended", &user, "")?;
    }
    Ok(user)
}
