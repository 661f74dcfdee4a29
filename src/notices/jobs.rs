//! What happens later: the mail of the day.

use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// People in one go.
const READERS: i64 = 50;

/// The jobs of notices.
pub const JOBS: &[Job] = &[Job { name: "mails of the day", lane: Lane::House, run: |site| Box::pin(mail_due(site)) }];

async fn mail_due(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::wishes::list_due(conn, now, READERS)?)).await?;
    let more = !due.is_empty();
    for user in due {
        let act = Act::platform(now, "mails of the day");
        let mailed: Result<(), Failure> = site.db.write(move |tx| actions::wishes::mail_digest(tx, &act, user)).await;
        mailed?;
    }
    Ok(more)
}
