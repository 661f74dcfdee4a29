//! What happens later: each record is looked at once a day, and soon after something became known.

use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// Records looked at in one go.
const RECORDS: i64 = 50;

/// The jobs of records.
pub const JOBS: &[Job] = &[Job { name: "tiers", lane: Lane::House, run: |site| Box::pin(look(site)) }];

async fn look(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_due(conn, now, RECORDS)?)).await?;
    let more = !due.is_empty();
    let act = Act::platform(now, "tiers");
    for seen in due {
        let act = act.clone();
        let looked: Result<(), Failure> = site.db.write(move |tx| actions::look(tx, &act, seen)).await;
        looked?;
    }
    Ok(more)
}
