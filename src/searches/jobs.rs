//! Once a day each person's searches are looked at; what is new is told in one notice, which leaves by mail as the person chose.

use super::actions::{self, News};
use super::store;
use crate::audit::Act;
use crate::blocks;
use crate::briefs;
use crate::circles;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::id::UserId;
use crate::web::{Job, Lane, Shared};
use std::collections::BTreeSet;

/// The jobs of saved searches.
pub const JOBS: &[Job] = &[Job { name: "saved searches", lane: Lane::House, run: |site| Box::pin(look(site)) }];

/// People in one go.
const PEOPLE: i64 = 20;
/// How often.
const HOURS: i64 = 24;

async fn look(site: Shared) -> Result<bool, Failure> {
    let before = site.clock.now().plus_hours(-HOURS);
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_due(conn, before, PEOPLE)?)).await?;
    let people: BTreeSet<UserId> = due.iter().copied().collect();
    for user in &people {
        look_for(&site, *user).await?;
    }
    Ok(!people.is_empty())
}

async fn look_for(site: &Shared, user: UserId) -> Result<(), Failure> {
    let now = site.clock.now();
    let before = now.plus_hours(-HOURS);
    let read = move |conn: &mut Conn| {
        Ok::<_, Failure>((store::list(conn, user)?, circles::list_joined(conn, user)?, blocks::ended_for(conn, user)?))
    };
    let (searches, circles, ended) = site.db.read(read).await?;
    let searches: Vec<_> = searches.into_iter().filter(|search| search.looked_at <= before).collect();
    let mut found = Vec::new();
    for search in &searches {
        found.extend(briefs::find_new(site, &search.query, circles.clone(), (search.looked_at, now)).await?);
    }
    found.retain(|entry| !ended.contains(&entry.org));
    found.sort_by_key(|entry| (entry.published, entry.id));
    found.dedup_by_key(|entry| entry.id);
    let newest = found.last().map(|entry| entry.title.clone()).unwrap_or_default();
    let news = News { briefs: i64::try_from(found.len()).unwrap_or(i64::MAX), newest };
    let act = Act::platform(now, "saved searches");
    site.db.write(move |tx| actions::tell(tx, &act, &searches, before, &news)).await
}
