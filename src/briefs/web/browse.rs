//! Lists of briefs: everybody's open ones, one's own.

use super::{open_entries, words};
use crate::briefs::finding;
use crate::briefs::forms::{Browse, BrowseQuery, parse_browse};
use crate::briefs::model::{BriefState, Entry};
use crate::briefs::pages::{BrowsePage, Facets, Found, MinePage, MineRow, address, row};
use crate::briefs::rules::browse::{Counts, Filter, Sort, key, page};
use crate::briefs::store;
use crate::circles;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::matching::{self, Maker, fit};
use crate::primitives::{
    Choice as _, Limit,
    id::{BriefId, OrgId},
};
use crate::search::{self, Asked};
use crate::sessions::{OrgKind, Right};
use crate::web::{Answer, Asker, Query, Shared, SignedIn};
use actix_web::HttpRequest;
use serde::Deserialize;
use std::sync::Arc;

/// The cookie that remembers the order.
const SORT: &str = "briefs_sort";

/// `GET /briefs`
pub(super) async fn index(asker: Asker, request: HttpRequest, query: Query<BrowseQuery>) -> Answer {
    let creator = asker.person.as_ref().and_then(|person| person.creator.as_ref()).map(|creator| creator.id);
    let browse = Browse { is_for_creator: creator.is_some(), ..parse_browse(&query.0) };
    let circles = match creator {
        Some(creator) => asker.site.db.read(move |conn| Ok::<_, Failure>(circles::list_of_creator(conn, creator)?)).await?,
        None => Vec::new(),
    };
    if !browse.words.is_empty() {
        return by_words(&asker, &browse, query.0.cursor.first(), circles).await;
    }
    let remembered = request.cookie(SORT).and_then(|cookie| Sort::from_word(cookie.value()));
    let sort = browse.sort.or(remembered).unwrap_or(Sort::Newest);
    let (entries, edition) = open_entries(&asker).await?;
    let inside = circled(&asker, &circles).await?;
    let is_shared = inside.is_empty();
    let entries: Arc<Vec<Entry>> = if is_shared { entries } else { Arc::new(inside.into_iter().chain(entries.iter().cloned()).collect()) };
    let cursor = query.0.cursor.first();
    let now = asker.now;
    let maker = match creator.filter(|_| sort == Sort::Fit) {
        Some(creator) => asker.site.db.read(move |conn| Ok::<_, Failure>(matching::maker(conn, creator, now)?)).await?,
        None => None,
    };
    let mut response = match &maker {
        Some(_) => asker.page(&found(&asker, &entries, &browse, (sort, cursor, maker.as_ref()))).await?,
        None if !is_shared => asker.page(&found(&asker, &entries, &browse, (sort, cursor, None))).await?,
        None => asker.shared_page(&format!("{edition} {sort}"), || found(&asker, &entries, &browse, (sort, cursor, None))).await?,
    };
    if browse.sort.is_some() && browse.sort != remembered {
        let cookie = asker.choice_cookie(SORT, sort.to_string());
        response.add_cookie(&cookie).map_err(|error| Failure::Bug(error.to_string()))?;
    }
    Ok(response)
}

/// The open briefs that this reader may see, newest first: public ones, and before them those for circles in which he is.
pub async fn seen_entries(asker: &Asker) -> Result<Arc<Vec<Entry>>, Failure> {
    let (entries, _) = open_entries(asker).await?;
    let Some(creator) = asker.person.as_ref().and_then(|person| person.creator.as_ref()).map(|creator| creator.id) else {
        return Ok(entries);
    };
    let circles = asker.site.db.read(move |conn| Ok::<_, Failure>(circles::list_of_creator(conn, creator)?)).await?;
    let inside = circled(asker, &circles).await?;
    if inside.is_empty() { Ok(entries) } else { Ok(Arc::new(inside.into_iter().chain(entries.iter().cloned()).collect())) }
}

/// The open briefs for these circles, newest first.
async fn circled(asker: &Asker, circles: &[OrgId]) -> Result<Vec<Entry>, Failure> {
    if circles.is_empty() {
        return Ok(Vec::new());
    }
    let circles = circles.to_vec();
    asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_entries_for(conn, &circles)?)).await
}

/// What the list says of the open briefs to whoever looks for some of them.
fn found(asker: &Asker, entries: &[Entry], browse: &Browse, (sort, cursor, maker): (Sort, Option<&String>, Option<&Maker>)) -> BrowsePage {
    let after = cursor.and_then(|cursor| asker.cursor_in(cursor));
    let order = |entry: &Entry| maker.map_or_else(|| key(entry, sort), |maker| -i64::from(fit(&entry.work(), maker).score));
    let (slice, total) = page(entries, &browse.filter, &order, after.as_ref(), (browse.limit, asker.now));
    let limit = (browse.limit != Limit::PAGE).then(|| browse.limit.rows().to_string());
    let next = slice
        .next
        .as_ref()
        .map(|cursor| address("", &browse.filter, Some(sort), &[("limit", limit.clone()), ("cursor", Some(asker.cursor_out(cursor)))]));
    let shown = |entry: &&Entry| {
        let row = row(entry, asker.lang.word(), asker.now).circled(entry, &words(asker));
        match maker {
            Some(maker) => row.weighed(&fit(&entry.work(), maker), &words(asker)),
            None => row,
        }
    };
    let rows = slice.items.iter().map(shown).collect();
    let counts = Counts::over(entries, &browse.filter, asker.now);
    let facets = Facets::of(&counts, browse, Some(sort), &words(asker));
    BrowsePage { facets, found: Found { total, rows, next } }
}

/// What the index finds among the open briefs.
async fn by_words(asker: &Asker, browse: &Browse, cursor: Option<&String>, circles: Vec<OrgId>) -> Answer {
    /// Of so much of a body the row shows the part with the words.
    const CHARS: usize = 4_000;
    let after = cursor.and_then(|cursor| asker.cursor_in(cursor));
    let asked = Asked { words: browse.words.clone(), after, limit: browse.limit };
    let sieve = Arc::new(finding::ForPerson::of(&browse.filter, browse.sort, (&circles, asker.now)));
    let answer = search::find(&asker.site, finding::COLLECTION, asked, sieve).await?;
    let ids: Vec<BriefId> = answer.hits.iter().filter_map(|hit| hit.id.parse().ok()).collect();
    let wanted = ids.clone();
    let mut entries = asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_entries_of(conn, &wanted, CHARS, &circles)?)).await?;
    entries.sort_by_key(|entry| ids.iter().position(|id| *id == entry.id));
    let say = words(asker);
    let shown = |entry: &Entry| row(entry, asker.lang.word(), asker.now).circled(entry, &say).marked(&answer.marks, &entry.text);
    let rows = entries.iter().map(shown).collect();
    let limit = (browse.limit != Limit::PAGE).then(|| browse.limit.rows().to_string());
    let next = answer
        .next
        .as_ref()
        .map(|cursor| address(&browse.words, &browse.filter, browse.sort, &[("limit", limit), ("cursor", Some(asker.cursor_out(cursor)))]));
    let (everything, _) = open_entries(asker).await?;
    let counts = Counts { open: everything.iter().filter(|entry| entry.deadline > asker.now).count(), ..finding::counts(&answer) };
    let facets = Facets::of(&counts, browse, browse.sort, &words(asker)).priced(&answer);
    asker.page(&BrowsePage { facets, found: Found { total: answer.total, rows, next } }).await
}

/// What the index says of the open briefs with these words, without any filter.
pub async fn find_open(site: &Shared, words: &str) -> Result<search::Answer, Failure> {
    let asked = Asked { words: words.to_owned(), after: None, limit: Limit::PAGE };
    let sieve = finding::ForPerson::of(&Filter::default(), None, (&[], site.clock.now()));
    search::find(site, finding::COLLECTION, asked, Arc::new(sieve)).await
}

/// The query of `/my/briefs`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MineQuery {
    state: String,
    cursor: String,
}

/// `GET /my/briefs`
pub(super) async fn mine(person: SignedIn, query: Query<MineQuery>) -> Answer {
    let merchants = |member: &&crate::sessions::Member| member.kind == OrgKind::Merchant;
    let orgs: Vec<OrgId> = person.person.memberships.iter().filter(merchants).map(|member| member.org).collect();
    if orgs.is_empty() {
        return Err(ACT_FORBIDDEN.into());
    }
    let may_write = orgs.iter().any(|org| person.person.has(*org, Right::Work));
    let chosen = BriefState::from_word(&query.0.state);
    let after = person.cursor_in(&query.0.cursor);
    let (slice, counts) = person
        .site
        .db
        .read(move |conn| {
            let slice = store::list_of_org(conn, &orgs, chosen, after.as_ref(), Limit::PAGE)?;
            Ok::<_, Failure>((slice, store::count_by_state(conn, &orgs)?))
        })
        .await?;
    let say = words(&person);
    let next = slice.next.as_ref().map(|cursor| {
        let state = chosen.map_or(String::new(), |state| format!("state={}&", state.word()));
        format!("/my/briefs?{state}cursor={}", person.cursor_out(cursor))
    });
    let rows = slice.items.iter().map(|brief| MineRow::of(brief, &say, person.lang.word())).collect();
    person.page(&MinePage::of(&counts, chosen, (rows, next), may_write, &say)).await
}
