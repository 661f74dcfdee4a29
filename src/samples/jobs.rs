//! What happens later: addresses that nobody needs any more are erased.

use super::actions;
use super::store;
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// Deals looked at in one go.
const DEALS: i64 = 50;

/// The jobs of samples.
pub const JOBS: &[Job] = &[Job { name: "addresses of ended trials", lane: Lane::House, run: |site| Box::pin(forget_addresses(site)) }];

async fn forget_addresses(site: Shared) -> Result<bool, Failure> {
    let needless = site.db.read(|conn| Ok::<_, Failure>(store::list_needless(conn, DEALS)?)).await?;
    let more = !needless.is_empty();
    let act = Act::platform(site.clock.now(), "addresses of ended trials");
    for id in needless {
        let act = act.clone();
        let gone: Result<(), Failure> = site.db.write(move |tx| actions::forget(tx, &act, id)).await;
        gone?;
    }
    Ok(more)
}
