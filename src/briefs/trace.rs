//! What programs and open pages hear of a brief.

use super::model::{Brief, BriefKind, BriefState};
use crate::audit::Act;
use crate::events::{self, Concerns, EventType};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::{BriefId, OrgId};
use serde::Serialize;

/// What a program is told of a brief: what everybody may read.
#[derive(Serialize)]
struct BriefFact<'a> {
    brief_id: BriefId,
    org_id: OrgId,
    kind: BriefKind,
    state: BriefState,
    version: i64,
    title: &'a str,
    places: i32,
    places_taken: i32,
}

/// A brief was opened, or it ended.
pub(super) fn trace(tx: &mut Tx<'_>, act: &Act, kind: EventType, brief: &Brief) -> Result<(), Failure> {
    let fact = BriefFact {
        brief_id: brief.id,
        org_id: brief.org,
        kind: brief.kind,
        state: brief.state,
        version: brief.version,
        title: &brief.title,
        places: brief.places,
        places_taken: brief.places_taken,
    };
    events::record(tx, act, kind, Concerns::org(brief.org, &brief.id), &fact)
}
