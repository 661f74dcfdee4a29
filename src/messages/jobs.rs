//! What happens later: one mail about all that somebody has not read for a while.

use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::web::{Job, Lane, Shared};

/// Mails in one go.
const MAILS: i64 = 50;

/// The jobs of messages.
pub const JOBS: &[Job] = &[Job { name: "mails about messages", lane: Lane::House, run: |site| Box::pin(mail_due(site)) }];

async fn mail_due(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_due(conn, now, MAILS)?)).await?;
    let more = !due.is_empty();
    for reader in due {
        let act = Act::platform(now, "mails about messages");
        let mailed: Result<(), Failure> = site.db.write(move |tx| actions::mail(tx, &act, &reader)).await;
        mailed?;
    }
    Ok(more)
}
