//! What happens later: what another process set is in force here within a tick.

use super::{actions, store};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::web::{Job, Lane, Shared};
use std::sync::atomic::{AtomicI64, Ordering};

/// The jobs of settings.
pub const JOBS: &[Job] = &[Job { name: "market settings", lane: Lane::House, run: |site| Box::pin(refresh(site)) }];

/// How many values there were when this site last looked.
#[derive(Default)]
struct Seen(AtomicI64);

async fn refresh(site: Shared) -> Result<bool, Failure> {
    let seen = site.kept.of::<Seen>();
    let known = seen.0.load(Ordering::Relaxed);
    let read = move |conn: &mut Conn| {
        let count = store::count(conn)?;
        let now = if count == known { None } else { Some(actions::read(conn)?) };
        Ok::<_, Failure>((count, now))
    };
    let (count, now) = site.db.read(read).await?;
    if let Some(now) = now {
        actions::put_in_force(&site, now);
        seen.0.store(count, Ordering::Relaxed);
    }
    Ok(false)
}
