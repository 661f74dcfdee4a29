//! What happens later: once a day whoever follows something is looked at.

use super::{actions, rules, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// The jobs of news.
pub const JOBS: &[Job] = &[Job { name: "news of the followed", lane: Lane::House, run: |site| Box::pin(tell_due(site)) }];

/// People in one go.
const PEOPLE: i64 = 20;

async fn tell_due(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_due(conn, now, PEOPLE)?)).await?;
    let more = !due.is_empty();
    for user in due {
        let (act, key) = (Act::platform(now, "news of the followed"), rules::key(&site.secret, user));
        if let Some(look) = site.db.read(move |conn| actions::look(conn, user, now)).await? {
            site.db.write(move |tx| actions::tell(tx, &act, user, &look, &key)).await?;
        }
    }
    Ok(more)
}
