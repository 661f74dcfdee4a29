//! What happens later: members are told of a letter, a few at a time.

use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// Letters in one go.
const LETTERS: i64 = 20;

/// The jobs of circles.
pub const JOBS: &[Job] = &[Job { name: "letters to circles", lane: Lane::House, run: |site| Box::pin(tell_due(site)) }];

async fn tell_due(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_untold(conn, LETTERS)?)).await?;
    let more = !due.is_empty();
    for letter in due {
        let act = Act::platform(now, "letters to circles");
        while site
            .db
            .write({
                let act = act.clone();
                move |tx| actions::tell(tx, &act, letter)
            })
            .await?
        {}
    }
    Ok(more)
}
