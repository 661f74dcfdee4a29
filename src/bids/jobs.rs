//! What happens later: bids on briefs that are over come to an end.

use super::actions;
use super::store;
use crate::audit::Act;
use crate::briefs::{self, BriefState};
use crate::failure::Failure;
use crate::primitives::Choice as _;
use crate::web::{Job, Lane, Shared};

/// Briefs looked at in one go.
const BRIEFS: i64 = 20;

/// The jobs of bids.
pub const JOBS: &[Job] = &[Job { name: "bids of ended briefs", lane: Lane::House, run: |site| Box::pin(close_orphaned(site)) }];

/// A brief that was cancelled or expired knows no bids, so they are swept up after it.
async fn close_orphaned(site: Shared) -> Result<bool, Failure> {
    let over: Vec<BriefState> = BriefState::ALL.iter().copied().filter(|state| state.is_over()).collect();
    let found = site.db.read(move |conn| Ok::<_, Failure>(store::list_orphaned(conn, &over, BRIEFS)?)).await?;
    let more = !found.is_empty();
    let act = Act::platform(site.clock.now(), "bids of ended briefs");
    for id in found {
        let act = act.clone();
        let swept: Result<(), Failure> = site
            .db
            .write(move |tx| {
                let brief = briefs::get(tx, id)?;
                if brief.state.is_over() { actions::close_all(tx, &act, &brief) } else { Ok(()) }
            })
            .await;
        swept?;
    }
    Ok(more)
}
