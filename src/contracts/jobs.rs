//! What happens later: places at a fixed price go to who came first, and deals of stopped briefs end once they can.

use super::actions::{self, Award};
use super::store;
use crate::audit::Act;
use crate::bids;
use crate::failure::Failure;
use crate::tiers::RateCard;
use crate::web::{Job, Lane, Shared};

/// Bids or deals looked at in one go.
const BIDS: i64 = 50;

/// The jobs of deals.
pub const JOBS: &[Job] = &[
    Job { name: "places to who came first", lane: Lane::House, run: |site| Box::pin(give_places(site)) },
    Job { name: "deals of stopped briefs", lane: Lane::House, run: |site| Box::pin(end_stopped(site)) },
];

/// Makes the contracts of bids that wait for nothing but their turn. One that another node took, or that is refused, is passed over.
async fn give_places(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let waiting = site.db.read(move |conn| Ok::<_, Failure>(bids::list_first_come(conn, now, BIDS)?)).await?;
    let act = Act::platform(now, "places to who came first");
    let mut given = false;
    for (bid, version) in waiting {
        let award = Award { bid, version, plans: Vec::new(), rates: RateCard::of(&site.config) };
        let act = act.clone();
        let made: Result<_, Failure> = site.db.write(move |tx| actions::give_place(tx, &act, &award)).await;
        match made {
            Ok(_) => given = true,
            Err(Failure::Refused(refusal)) => tracing::info!(%bid, code = refusal.code, "no place for a bid"),
            Err(failure) => return Err(failure),
        }
    }
    Ok(given)
}

/// Ends what a chargeback or a dispute kept from ending when its brief was stopped. What still cannot end is looked at again on the next tick.
async fn end_stopped(site: Shared) -> Result<bool, Failure> {
    let waiting = site.db.read(|conn| Ok::<_, Failure>(store::list_stoppable(conn, BIDS)?)).await?;
    let act = Act::platform(site.clock.now(), "deals of stopped briefs");
    for id in waiting {
        let act = act.clone();
        let swept: Result<(), Failure> = site.db.write(move |tx| actions::sweep(tx, &act, id)).await;
        swept?;
    }
    Ok(false)
}
