//! Jobs that belong to no noun.

use super::{Job, Lane, Shared};
use crate::failure::Failure;
use crate::files;

/// Mails leave, orphaned files and old keys go.
pub const JOBS: &[Job] = &[
    Job { name: "mails", lane: Lane::House, run: |site| Box::pin(send_mails(site)) },
    Job { name: "files", lane: Lane::House, run: |site| Box::pin(sweep_files(site)) },
    Job { name: "idempotency keys", lane: Lane::House, run: |site| Box::pin(sweep_keys(site)) },
];

async fn sweep_keys(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    site.db.write(move |tx| Ok::<_, Failure>(super::api::sweep(tx, now)?)).await?;
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
