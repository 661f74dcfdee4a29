//! What happens later: pages are looked at for their codes, and a check whose days are over ends; its creator hears of it a week before.

use super::model::{Check, Reason};
use super::{actions, rules, store};
use crate::audit::Act;
use crate::creators::store as channels;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::web::{Job, Lane, Shared};
use futures_util::future::join_all;

/// The jobs of checks.
pub const JOBS: &[Job] = &[
    Job { name: "channel pages", lane: Lane::Users, run: |site| Box::pin(look(site)) },
    Job { name: "channel checks", lane: Lane::House, run: |site| Box::pin(end(site)) },
];

/// Pages that are looked at side by side; one that says nothing is given up after 15 seconds.
const PAGES: i64 = 16;
/// After so long somebody else may look.
const LEASE_SECONDS: i64 = 60;
/// Ended in one go.
const MOST: i64 = 50;

async fn look(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_due(conn, now, PAGES)?)).await?;
    let is_full = i64::try_from(due.len()).unwrap_or_default() == PAGES;
    for looked in join_all(due.into_iter().map(|one| look_at(&site, one))).await {
        looked?;
    }
    Ok(is_full)
}

async fn look_at(site: &Shared, one: Check) -> Result<(), Failure> {
    let (seen, lease) = (one.clone(), site.clock.now().plus_seconds(LEASE_SECONDS));
    if !site.db.write(move |tx| Ok::<_, Failure>(store::claim(tx, &seen, lease)?)).await? {
        return Ok(());
    }
    let read = move |conn: &mut Conn| Ok::<_, Failure>((channels::find_shown(conn, one.channel)?, store::count_held(conn, one.channel)?));
    let (Some((_, channel)), held) = site.db.read(read).await? else { return Ok(()) };
    let found = fetch(site, &one.url, &rules::code(&site.secret, &channel, held)).await;
    let act = Act::platform(site.clock.now(), one.id.to_string());
    site.db.write(move |tx| actions::found(tx, &act, one.id, found)).await
}

/// The page at the address, as anybody on the open internet finds it.
async fn fetch(site: &Shared, url: &str, code: &str) -> Result<(), Reason> {
    let address = url.split('#').next().unwrap_or_default();
    let address = site.outbound.admit(address).await.map_err(|_| Reason::Unreachable)?;
    let (status, page) = site.outbound.look(address.as_str(), rules::PAGE_BYTES).await.map_err(rules::reason_without)?;
    if (200..300).contains(&status) && rules::holds(&page, code) { Ok(()) } else { Err(rules::reason_of(status)) }
}

async fn end(site: Shared) -> Result<bool, Failure> {
    let now = site.clock.now();
    let read = move |conn: &mut Conn| {
        let (over, ending) = (store::list_over(conn, now, MOST)?, store::list_ending(conn, now.plus_hours(24 * rules::REMIND_DAYS), MOST)?);
        Ok::<_, Failure>((over, ending))
    };
    let (over, ending) = site.db.read(read).await?;
    let more = !over.is_empty();
    let act = Act::platform(now, "channel checks");
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
