//! What happens later: tries that no limit counts any more go away.

use super::store::tries;
use crate::failure::Failure;
use crate::primitives::Instant;
use crate::web::{Job, Lane, Site};
use std::sync::Arc;

/// Longer than every limit looks back.
const KEPT_HOURS: i64 = 48;

/// The jobs of people.
pub const JOBS: &[Job] = &[Job { name: "tries", lane: Lane::House, run: |site| Box::pin(forget_old_tries(site)) }];

/// Looks before it writes, for a write is flushed to the disk and this is asked on every tick.
async fn forget_old_tries(site: Arc<Site>) -> Result<bool, Failure> {
    let old: Instant = site.clock.now().plus_hours(-KEPT_HOURS);
    let due = site.db.read(move |conn| Ok::<_, Failure>(tries::has_older(conn, old)?)).await?;
    if due {
        site.db.write(move |tx| Ok::<_, Failure>(tries::delete_older(tx, old)?)).await?;
    }
    Ok(false)
}
