//! What happens later: rules that another process published are in force here within a tick.

use super::{actions, store};
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};
use std::sync::atomic::{AtomicI64, Ordering};

/// The jobs of rules.
pub const JOBS: &[Job] = &[Job { name: "lint rules", lane: Lane::House, run: |site| Box::pin(refresh(site)) }];

/// How many versions there were when it was last looked.
static SEEN: AtomicI64 = AtomicI64::new(0);

async fn refresh(site: Shared) -> Result<bool, Failure> {
    let read = |conn: &mut crate::platform::db::Conn| {
        let count = store::count(conn)?;
        if SEEN.load(Ordering::Relaxed) != count {
            actions::refresh(conn)?;
            SEEN.store(count, Ordering::Relaxed);
        }
        Ok::<_, Failure>(false)
    };
    site.db.read(read).await
}
