//! Writing a brief anew from an earlier one.

use super::get_for;
use crate::audit::{self, Act};
use crate::briefs::model::{Brief, BriefState, Details, Fund};
use crate::briefs::store;
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::BriefId;
use crate::sessions::{Person, Right};

/// The merchant begins a draft with the words, prices and files of a brief of his; dates and all that happened to it stay behind.
pub(in crate::briefs) fn copy(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId) -> Result<BriefId, Failure> {
    let from = get_for(tx, person, id, Right::Work)?;
    let files = store::attachments(tx, id)?;
    let draft = Brief {
        id: BriefId::random(),
        author: person.id,
        state: BriefState::Draft,
        version: 1,
        words_version: 1,
        places_taken: 0,
        bid_count: 0,
        bid_deadline: None,
        paused_at: None,
        fund: Fund { pool: from.fund.pool, finalist_fee: from.fund.finalist_fee, ..Fund::default() },
        visibility: from.visibility_wished(),
        details: Details { times: Vec::new(), opens_at: None, ..from.details.clone() },
        judging_until: None,
        extended: false,
        cancel_reason: String::new(),
        created_at: act.at,
        published_at: None,
        ..from
    };
    store::insert(tx, &draft)?;
    store::set_origin(tx, draft.id, id)?;
    for file in files {
        store::add_attachment(tx, draft.id, file.id)?;
    }
    audit::note(tx, act, "brief.copied", &draft.id, &id.to_string())?;
    Ok(draft.id)
}
