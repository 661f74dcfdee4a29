//! What happens by itself: open indexes keep up, and old changes are forgotten.

use super::{follow, store};
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// Indexes keep up; old changes go.
pub const JOBS: &[Job] = &[
    Job { name: "search", lane: Lane::House, run: |site| Box::pin(keep_up(site)) },
    Job { name: "search changes", lane: Lane::House, run: |site| Box::pin(forget(site)) },
];

async fn keep_up(site: Shared) -> Result<bool, Failure> {
    follow::keep_up(&site).await?;
    Ok(false)
}

async fn forget(site: Shared) -> Result<bool, Failure> {
    let ends = site.db.read(|conn| Ok::<_, Failure>(store::ends(conn)?)).await?;
    if let Some(before) = ends.and_then(store::too_old) {
        site.db.write(move |tx| Ok::<_, Failure>(store::forget_before(tx, before)?)).await?;
    }
    Ok(false)
}
