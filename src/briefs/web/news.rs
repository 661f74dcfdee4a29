//! Briefs that opened since somebody was told: each is new to a reader once.

use crate::briefs::finding;
use crate::briefs::forms::read_query;
use crate::briefs::model::Entry;
use crate::briefs::rules::browse::Sort;
use crate::briefs::store;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::id::{BriefId, OrgId};
use crate::primitives::{Instant, Limit};
use crate::search::{self, Asked};
use crate::web::Shared;
use std::sync::Arc;

/// In whose circles a reader is, and since when.
pub type Joined = Vec<(OrgId, Instant)>;

/// Those that are what somebody in these circles looks for, a hundred at most, which he could see after the first moment and until the second.
pub async fn find_new(site: &Shared, query: &str, joined: Joined, (since, until): (Instant, Instant)) -> Result<Vec<Entry>, Failure> {
    let browse = read_query(query);
    let asked = Asked { words: browse.words, after: None, limit: Limit::new(100).unwrap_or(Limit::PAGE) };
    let circles: Vec<OrgId> = joined.iter().map(|(org, _)| *org).collect();
    let sieve = Arc::new(finding::ForPerson::of(&browse.filter, (Some(Sort::Newest), None), (&circles, until)));
    let answer = search::find(site, finding::COLLECTION, asked, sieve).await?;
    let ids: Vec<BriefId> = answer.hits.iter().filter_map(|hit| hit.id.parse().ok()).collect();
    site.db.read(move |conn| new_among(conn, &ids, &joined, (since, until))).await
}

/// Those of these merchants that somebody in these circles could see after the first moment and until the second.
pub fn list_new_of(conn: &mut Conn, orgs: &[OrgId], joined: &Joined, between: (Instant, Instant)) -> Result<Vec<Entry>, Failure> {
    let ids = store::list_opened(conn, orgs, between.0)?;
    new_among(conn, &ids, joined, between)
}

fn new_among(conn: &mut Conn, ids: &[BriefId], joined: &Joined, (since, until): (Instant, Instant)) -> Result<Vec<Entry>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let circles: Vec<OrgId> = joined.iter().map(|(org, _)| *org).collect();
    let entries = store::list_entries_of(conn, ids, 0, &circles)?;
    let early = store::early_begun(conn, ids)?;
    // What opened to a circle first is no news to its members when it opens to all, as late as it may be published then.
    let first_seen = |entry: &Entry| {
        let joined = joined.iter().find(|(org, _)| *org == entry.org).map(|(_, at)| *at);
        let begun = early.iter().find(|(id, _)| *id == entry.id).map(|(_, at)| *at);
        match joined {
            Some(joined) if entry.is_for_circle => entry.published.max(joined),
            Some(joined) if joined < entry.published => begun.map_or(entry.published, |begun| begun.max(joined)),
            Some(_) | None => entry.published,
        }
    };
    let is_new = |entry: &Entry| {
        let seen = first_seen(entry);
        seen > since && seen <= until
    };
    Ok(entries.into_iter().filter(is_new).collect())
}
