//! What happens later: what another process set is in force here within a tick.

use super::{actions, store};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::web::{Job, Lane, Shared};
use std::sync::atomic::{AtomicI64, Ordering};

/// The jobs of settings.
pub const JOBS: &[Job] = &[Job { name: "market settings", lane: Lane::House, run: |site| Box::pin(refresh(site)) }];

/// What this site knew when it last looked: how many values there were, and when the next one begins, in microseconds.
struct Seen {
    count: AtomicI64,
    next_at: AtomicI64,
}

impl Default for Seen {
    fn default() -> Self {
        Self { count: AtomicI64::new(0), next_at: AtomicI64::new(i64::MAX) }
    }
}

async fn refresh(site: Shared) -> Result<bool, Failure> {
    let seen = site.kept.of::<Seen>();
    let (known, at) = (seen.count.load(Ordering::Relaxed), site.clock.now());
    let due = seen.next_at.load(Ordering::Relaxed) <= at.0;
    let read = move |conn: &mut Conn| {
        let count = store::count(conn)?;
        let now = if count == known && !due { None } else { Some(actions::read(conn, at)?) };
        Ok::<_, Failure>((count, now))
    };
    let (count, now) = site.db.read(read).await?;
    if let Some(now) = now {
        let next = now.next_at().map_or(i64::MAX, |at| at.0);
        actions::put_in_force(&site, now);
        seen.count.store(count, Ordering::Relaxed);
        seen.next_at.store(next, Ordering::Relaxed);
    }
    Ok(false)
}
