//! Jobs that belong to no noun.

use super::{Job, Shared};
use crate::failure::Failure;
use crate::files;

/// Mails leave, orphaned files go.
pub const JOBS: &[Job] =
    &[Job { name: "mails", run: |site| Box::pin(send_mails(site)) }, Job { name: "files", run: |site| Box::pin(sweep_files(site)) }];

async fn send_mails(site: Shared) -> Result<bool, Failure> {
    let taken = site.mailer.send_due(&site.db, &site.templates, site.clock.now()).await?;
    Ok(taken > 0)
}

async fn sweep_files(site: Shared) -> Result<bool, Failure> {
    files::sweep(&site.db, site.intake.storage(), site.clock.now()).await?;
    Ok(false)
}
