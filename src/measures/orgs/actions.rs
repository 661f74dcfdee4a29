//! Taking a step about an organisation.

use super::store;
use crate::audit::{self, Act};
use crate::briefs;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::measures::model::{Taken, next};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::id::{EventId, OrgId};
use crate::sessions::{self, AdminRole, Measure, MeasureStep, Person, Right};

/// A moderator takes a step, with a reason that everybody reads who manages the organisation. Nobody does so to his own. Who is suspended has no open
/// brief any more: they pause. Refusals: `act.forbidden`, `state.refused` where the organisation stands so already, or is free.
pub(in crate::measures) fn take(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    org: OrgId,
    (step, reason): (MeasureStep, &str),
) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let entry = store::get(tx, org)?;
    if person.is_member(org) {
        return Err(ACT_FORBIDDEN.into());
    }
    if step != MeasureStep::Warn {
        let holds = next(step, entry.measure)?;
        sessions::set_org_measure(tx, org, holds, act.at)?;
        if holds == Some(Measure::Suspend) {
            briefs::pause_all(tx, act, org)?;
        }
    }
    let id = EventId::random();
    store::insert(tx, id, org, &Taken { step, reason: reason.to_owned(), by: person.id, at: act.at })?;
    audit::note(tx, act, &format!("org.{step}"), &org, reason)?;
    let notice = Notice {
        kind: NoticeKind::OrgMeasure,
        subject: org.to_string(),
        url: if step == MeasureStep::Lift { "/inbox?tab=news".to_owned() } else { format!("/appeals/new?kind=org_measure&subject={id}") },
        needs_action: false,
        params: vec![
            ("org", Param::text(&entry.name)),
            ("step", Param::word(format!("measures-org-told-{step}"))),
            ("reason", Param::text(reason)),
        ],
    };
    notices::tell_org(tx, act, org, Right::Manage, &notice)
}
