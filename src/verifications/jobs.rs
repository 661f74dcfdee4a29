//! What happens later: a verification whose year is over ends, and its owner hears of it thirty days before.

use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// Looked at in one go.
const MOST: i64 = 50;
/// So long before the end its owner is told.
const REMIND_DAYS: i64 = 30;

/// The jobs of verifications.
pub const JOBS: &[Job] = &[Job { name: "verifications", lane: Lane::House, run: |site| Box::pin(look(site)) }];

async fn look(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let read = move |conn: &mut crate::platform::db::Conn| {
        let (over, ending) = (store::list_over(conn, now, MOST)?, store::list_ending(conn, now.plus_hours(24 * REMIND_DAYS), MOST)?);
        Ok::<_, Failure>((over, ending))
    };
    let (over, ending) = site.db.read(read).await?;
    let more = !over.is_empty();
    let act = Act::platform(now, "verifications");
    let ended: Vec<_> = over.iter().map(|one| one.id).collect();
    for one in over {
        let act = act.clone();
        site.db.write(move |tx| actions::end(tx, &act, &one)).await?;
    }
    for one in ending.into_iter().filter(|one| !ended.contains(&one.id)) {
        let act = act.clone();
        site.db.write(move |tx| actions::remind(tx, &act, &one)).await?;
    }
    Ok(more)
}
