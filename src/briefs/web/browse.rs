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
use crate::platform::db::Conn;
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
    let cursor = query.0.cursor.first();
    if !browse.words.is_empty() {
        return asker.page(&by_index(&asker, &browse, (browse.sort, cursor), (circles, None)).await?).await;
    }
    let remembered = request.cookie(SORT).and_then(|cookie| Sort::from_word(cookie.value()));
    let sort = browse.sort.or(remembered).unwrap_or(Sort::Newest);
    let now = asker.now;
    let maker = match creator.filter(|_| sort == Sort::Fit) {
        Some(creator) => asker.site.db.read(move |conn| Ok::<_, Failure>(matching::maker(conn, creator, now)?)).await?,
        None => None,
    };
    let mut response = listed(&asker, &browse, (sort, cursor), (circles, maker)).await?;
    if browse.sort.is_some() && browse.sort != remembered {
        let cookie = asker.choice_cookie(SORT, sort.to_string());
        response.add_cookie(&cookie).map_err(|error| Failure::Bug(error.to_string()))?;
    }
    Ok(response)
}

/// The list without words: from what is held ready, or in a large market from the index. Kept for all readers who see the same.
async fn listed(
    asker: &Asker,
    browse: &Browse,
    (sort, cursor): (Sort, Option<&String>),
    (circles, maker): (Vec<OrgId>, Option<Maker>),
) -> Answer {
    let open = open_entries(asker).await?;
    let about = format!("{} {sort}", open.edition);
    if !open.is_listed() {
        let is_shared = circles.is_empty() && maker.is_none();
        let page = by_index(asker, browse, (Some(sort), cursor), (circles, maker));
        return if is_shared { asker.shared_page(&about, page).await } else { asker.page(&page.await?).await };
    }
    let is_partial = open.total.is_none();
    let inside = circled(asker, &circles).await?;
    let is_shared = inside.is_empty() && maker.is_none();
    let entries: Arc<Vec<Entry>> =
        if inside.is_empty() { open.entries } else { Arc::new(inside.into_iter().chain(open.entries.iter().cloned()).collect()) };
    let page = async { Ok(BrowsePage { is_partial, ..found(asker, &entries, browse, (sort, cursor, maker.as_ref())) }) };
    if is_shared { asker.shared_page(&about, page).await } else { asker.page(&page.await?).await }
}

/// The open briefs that this reader may see, newest first, in a large market the newest of them: public ones, and before them those for circles in which
/// he is.
async fn seen_entries(asker: &Asker) -> Result<Arc<Vec<Entry>>, Failure> {
    let entries = open_entries(asker).await?.entries;
    let Some(creator) = asker.person.as_ref().and_then(|person| person.creator.as_ref()).map(|creator| creator.id) else {
        return Ok(entries);
    };
    let circles = asker.site.db.read(move |conn| Ok::<_, Failure>(circles::list_of_creator(conn, creator)?)).await?;
    let inside = circled(asker, &circles).await?;
    if inside.is_empty() { Ok(entries) } else { Ok(Arc::new(inside.into_iter().chain(entries.iter().cloned()).collect())) }
}

/// The open briefs that this reader may see, among which are those that fit the creator best: in a large market the hundred that do.
pub async fn fitting_entries(asker: &Asker, maker: &Maker) -> Result<Arc<Vec<Entry>>, Failure> {
    if open_entries(asker).await?.is_listed() {
        return seen_entries(asker).await;
    }
    let creator = maker.person.id;
    let circles = asker.site.db.read(move |conn| Ok::<_, Failure>(circles::list_of_creator(conn, creator)?)).await?;
    let asked = Asked { words: String::new(), after: None, limit: Limit::new(100).unwrap_or(Limit::PAGE) };
    let sieve = finding::ForPerson::of(&Filter::default(), (None, Some(maker.clone())), (&circles, asker.now));
    let answer = search::find(&asker.site, finding::COLLECTION, asked, Arc::new(sieve)).await?;
    let ids: Vec<BriefId> = answer.hits.iter().filter_map(|hit| hit.id.parse().ok()).collect();
    let read = move |conn: &mut Conn| Ok::<_, Failure>(store::list_entries_of(conn, &ids, store::EXCERPT, &circles)?);
    Ok(Arc::new(asker.site.db.read(read).await?))
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
    BrowsePage { facets, found: Found { total, rows, next }, is_partial: false }
}

/// The open briefs of one merchant that this reader may see, newest first.
pub async fn merchant_entries(asker: &Asker, org: OrgId) -> Result<Vec<Entry>, Failure> {
    let creator = asker.person.as_ref().and_then(|person| person.creator.as_ref()).map(|creator| creator.id);
    let read = move |conn: &mut Conn| {
        let circles = creator.map(|creator| circles::list_of_creator(conn, creator)).transpose()?.unwrap_or_default();
        Ok::<_, Failure>(store::list_entries_of_org(conn, org, &circles)?)
    };
    asker.site.db.read(read).await
}

/// What the index finds among the open briefs.
async fn by_index(
    asker: &Asker,
    browse: &Browse,
    (sort, cursor): (Option<Sort>, Option<&String>),
    (circles, maker): (Vec<OrgId>, Option<Maker>),
) -> Result<BrowsePage, Failure> {
    /// Of so much of a body the row shows the part with the words.
    const CHARS: usize = 4_000;
    let chars = if browse.words.is_empty() { store::EXCERPT } else { CHARS };
    let after = cursor.and_then(|cursor| asker.cursor_in(cursor));
    let asked = Asked { words: browse.words.clone(), after, limit: browse.limit };
    let sieve = Arc::new(finding::ForPerson::of(&browse.filter, (sort, maker.clone()), (&circles, asker.now)));
    let answer = search::find(&asker.site, finding::COLLECTION, asked, sieve).await?;
    let ids: Vec<BriefId> = answer.hits.iter().filter_map(|hit| hit.id.parse().ok()).collect();
    let wanted = ids.clone();
    let mut entries = asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_entries_of(conn, &wanted, chars, &circles)?)).await?;
    entries.sort_by_key(|entry| ids.iter().position(|id| *id == entry.id));
    let say = words(asker);
    let shown = |entry: &Entry| {
        let row = row(entry, asker.lang.word(), asker.now).circled(entry, &say);
        let row = if browse.words.is_empty() { row } else { row.marked(&answer.marks, &entry.text) };
        match &maker {
            Some(maker) => row.weighed(&fit(&entry.work(), maker), &say),
            None => row,
        }
    };
    let rows = entries.iter().map(shown).collect();
    let limit = (browse.limit != Limit::PAGE).then(|| browse.limit.rows().to_string());
    let next = answer
        .next
        .as_ref()
        .map(|cursor| address(&browse.words, &browse.filter, sort, &[("limit", limit), ("cursor", Some(asker.cursor_out(cursor)))]));
    let counts = Counts { open: open_entries(asker).await?.count(asker.now), ..finding::counts(&answer) };
    let facets = Facets::of(&counts, browse, sort, &words(asker));
    let facets = if browse.words.is_empty() { facets } else { facets.priced(&answer) };
    Ok(BrowsePage { facets, found: Found { total: answer.total, rows, next }, is_partial: false })
}

/// What the index says of the open briefs with these words, without any filter.
pub async fn find_open(site: &Shared, words: &str) -> Result<search::Answer, Failure> {
    let asked = Asked { words: words.to_owned(), after: None, limit: Limit::PAGE };
    let sort = words.trim().is_empty().then_some(Sort::Newest);
    let sieve = finding::ForPerson::of(&Filter::default(), (sort, None), (&[], site.clock.now()));
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
