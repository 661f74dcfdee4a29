//! Jobs that belong to no noun.

use super::{Job, Lane, Shared};
use crate::failure::Failure;
use crate::files;
use crate::primitives::Instant;
use std::sync::{Mutex, PoisonError};

/// Mails leave, orphaned files and old keys go, and the database counts what it holds.
pub const JOBS: &[Job] = &[
    Job { name: "mails", lane: Lane::House, run: |site| Box::pin(send_mails(site)) },
    Job { name: "files", lane: Lane::House, run: |site| Box::pin(sweep_files(site)) },
    Job { name: "idempotency keys", lane: Lane::House, run: |site| Box::pin(sweep_keys(site)) },
    Job { name: "statistics", lane: Lane::House, run: |site| Box::pin(count_rows(site)) },
];

async fn sweep_keys(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    site.db.write(move |tx| Ok::<_, Failure>(super::api::sweep(tx, now)?)).await?;
    Ok(false)
}

/// When rows were last counted.
#[derive(Default)]
struct Counted(Mutex<Option<Instant>>);

async fn count_rows(site: Shared) -> Result<bool, Failure> {
    const HOUR: i64 = 3_600_000_000;
    let (counted, now) = (site.kept.of::<Counted>(), site.clock.now());
    let last = || counted.0.lock().unwrap_or_else(PoisonError::into_inner);
    if last().is_some_and(|last| now.micros_since(last) < HOUR) {
        return Ok(false);
    }
    site.db.keep_statistics().await?;
    *last() = Some(now);
    Ok(false)
}

async fn send_mails(site: Shared) -> Result<bool, Failure> {
    let taken = site.mailer.send_due(&site.db, &site.templates, site.clock.now()).await?;
    Ok(taken > 0)
}

async fn sweep_files(site: Shared) -> Result<bool, Failure> {
    files::sweep(&site.db, site.intake.storage(), site.clock.now()).await?;
    Ok(false)
}
