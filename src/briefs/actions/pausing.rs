//! A brief that takes no bids for a while: running contracts go on, and its deadline stands still.

use super::{get_for, start_deadline};
use crate::audit::{self, Act};
use crate::briefs::model::{Brief, BriefState};
use crate::briefs::rules::{self, Event, Party};
use crate::briefs::store;
use crate::clocks::{self, ClockKind};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::Limit;
use crate::primitives::id::{BriefId, OrgId};
use crate::sessions::{self, Person, Right};

/// No new bids for now; running contracts are untouched and the deadline stands still.
pub fn pause(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    pause_one(tx, act, &brief)
}

/// Every open brief of an organisation that takes no new work pauses; who may write opens each again when it may.
pub fn pause_all(tx: &mut Tx<'_>, act: &Act, org: OrgId) -> Result<(), Failure> {
    loop {
        let open = store::list_of_org(tx, &[org], Some(BriefState::Open), None, Limit::PAGE)?.items;
        if open.is_empty() {
            return Ok(());
        }
        for brief in open {
            pause_one(tx, act, &brief)?;
        }
    }
}

fn pause_one(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    let next = rules::after(brief, Event::Paused, Party::Editor)?;
    store::advance(tx, brief, next, &Brief { paused_at: Some(act.at), ..brief.clone() })?;
    clocks::stop(tx, act.at, ClockKind::BriefDeadline, &brief.id.to_string())?;
    Ok(audit::note(tx, act, "brief.paused", &brief.id, "")?)
}

/// Bids come in again; the deadline moves by as long as it stood still.
pub fn resume(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    sessions::takes_work(tx, brief.org)?;
    let next = rules::after(&brief, Event::Resumed, Party::Editor)?;
    let deadline = brief.bid_deadline.zip(brief.paused_at).map(|(deadline, at)| rules::resumed_deadline(deadline, at, act.at));
    let changed = Brief { paused_at: None, bid_deadline: deadline.or(brief.bid_deadline), ..brief.clone() };
    let resumed = store::advance(tx, &brief, next, &changed)?;
    start_deadline(tx, act, &resumed)?;
    Ok(audit::note(tx, act, "brief.resumed", &id, "")?)
}
