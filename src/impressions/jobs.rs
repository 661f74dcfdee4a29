//! What happens later: what this process counted is written.

use super::actions;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// The jobs of impressions; every process that answers has its own count.
pub const JOBS: &[Job] = &[Job { name: "impressions", lane: Lane::House, run: |site| Box::pin(write(site)) }];

async fn write(site: Shared) -> Result<bool, Failure> {
    let days = actions::take(&site);
    if days.is_empty() {
        return Ok(false);
    }
    let batch = days.clone();
    let written: Result<(), Failure> = site.db.write(move |tx| actions::add(tx, &batch)).await;
    if written.is_err() {
        actions::put_back(&site, days);
    }
    written.map(|()| false)
}
