//! Uploads that never came whole are forgotten, their bytes first: a row without bytes begins anew, bytes without a row would stay for ever.

use super::store;
use crate::failure::Failure;
use crate::platform::partial;
use crate::web::{Job, Lane, Shared};

/// Uploads in one go.
const UPLOADS: i64 = 50;

/// The jobs of uploads.
pub const JOBS: &[Job] = &[Job { name: "lapsed uploads", lane: Lane::House, run: |site| Box::pin(forget_lapsed(site)) }];

async fn forget_lapsed(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let lapsed = site.db.read(move |conn| Ok::<_, Failure>(store::list_lapsed(conn, now, UPLOADS)?)).await?;
    let more = !lapsed.is_empty();
    for upload in lapsed {
        partial::remove(site.intake.storage(), &upload.storage_key).await.map_err(|error| Failure::Busy(format!("storage: {error}")))?;
        site.db.write(move |tx| Ok::<_, Failure>(store::delete(tx, upload.id)?)).await?;
    }
    Ok(more)
}
