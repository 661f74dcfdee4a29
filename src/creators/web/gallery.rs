//! The creators held ready for their list, and the list in a market with more than are held: it comes from the index of words.

use crate::capacity;
use crate::creators::finding::{self, By};
use crate::creators::forms::Browse;
use crate::creators::model::Entry;
use crate::creators::pages::OFFERED_TAGS;
use crate::creators::rules::browse::{Counts, Place, Spot, Stand, page, shown};
use crate::creators::store;
use crate::failure::Failure;
use crate::impressions::{self, List};
use crate::platform::db::Conn;
use crate::primitives::{Cursor, Instant, Limit, id::CreatorId};
use crate::search;
use crate::web::Asker;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tokio::sync::Mutex;

/// How old the list may be. What a creator changes shows at once in this process.
const FRESH_MICROS: i64 = 2_000_000;

/// The creators as of a moment. One a site.
#[derive(Default)]
struct Gallery(Mutex<Option<(Instant, Everybody)>>);

/// Where the list without words comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// From the creators that are held: all there are.
    All,
    /// There are more than are held, and their index is being written: from those who joined last.
    Newest,
    /// There are more than are held: from their index.
    Index,
}

/// The creators, and those of them that are held ready for the list.
#[derive(Clone)]
pub(super) struct Everybody {
    source: Source,
    /// Newest first; nobody, if the list comes from the index.
    entries: Arc<Vec<Entry>>,
    /// How many creators there are.
    pub(super) total: usize,
    /// Who takes no new work now, by the numbers of their ids.
    hindered: Arc<HashSet<u128>>,
}

impl Everybody {
    /// Only so many of them can be listed now, because their index is being written.
    pub(super) fn newest(&self) -> Option<usize> {
        (self.source == Source::Newest).then_some(self.entries.len())
    }
}

/// A profile changed: the next reader of the list looks at the tables again.
pub(in crate::creators) async fn forget_list(asker: &Asker) {
    *asker.site.kept.of::<Gallery>().0.lock().await = None;
}

/// The creators as they are known now. Readers who come at once wait for one look at the tables.
pub(super) async fn everybody(asker: &Asker) -> Result<Everybody, Failure> {
    let (gallery, now, most) = (asker.site.kept.of::<Gallery>(), asker.now, asker.site.config.lists_held);
    let mut held = gallery.0.lock().await;
    let is_fresh = |at: Instant| (0..FRESH_MICROS).contains(&asker.now.micros_since(at));
    if let Some((_, everybody)) = held.as_ref().filter(|(at, _)| is_fresh(*at)) {
        return Ok(everybody.clone());
    }
    let known = move |conn: &mut Conn| Ok::<_, Failure>((store::count(conn)?, capacity::list_hindered(conn, now)?));
    let (total, hindered) = asker.site.db.read(known).await?;
    let hindered: Arc<HashSet<u128>> = Arc::new(hindered.into_iter().map(CreatorId::number).collect());
    let source = if total <= most {
        Source::All
    } else if search::is_there(&asker.site, finding::COLLECTION).await? {
        Source::Index
    } else {
        Source::Newest
    };
    let entries = if source == Source::Index {
        Vec::new()
    } else {
        let hindered = Arc::clone(&hindered);
        asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_entries(conn, most, &hindered)?)).await?
    };
    let everybody = Everybody { source, entries: Arc::new(entries), total, hindered };
    *held = Some((asker.now, everybody.clone()));
    Ok(everybody)
}

/// A part of the list.
pub(in crate::creators) struct Found {
    /// Those who stand in it.
    pub(in crate::creators) entries: Vec<Entry>,
    /// Where the next part begins.
    pub(in crate::creators) next: Option<Cursor>,
    /// How many are looked for in all.
    pub(super) total: usize,
    /// What the index says of all of them, where it was asked.
    pub(super) answer: Option<search::Answer>,
}

/// A part of the list, after this place.
pub(in crate::creators) async fn list(asker: &Asker, browse: &Browse, part: (Option<Cursor>, Limit)) -> Result<Found, Failure> {
    found(asker, &everybody(asker).await?, browse, part).await
}

/// By words in the order of the index, without words in the order of the day. It is counted who was shown.
pub(super) async fn found(asker: &Asker, everybody: &Everybody, browse: &Browse, part: (Option<Cursor>, Limit)) -> Result<Found, Failure> {
    let list = if browse.words.is_empty() { List::Browse } else { List::Words };
    let found = if list == List::Words {
        by_words(asker, everybody, browse, part).await?
    } else if everybody.source == Source::Index {
        in_turn(asker, everybody, browse, part).await?
    } else {
        let (slice, total) = page(&everybody.entries, &browse.filter, part.0.as_ref(), (part.1, asker.now));
        Found { entries: slice.items.into_iter().cloned().collect(), next: slice.next, total, answer: None }
    };
    impressions::count(&asker.site, list, shown(&found.entries, asker.now), asker.now);
    Ok(found)
}

/// What the index finds, in its order.
async fn by_words(
    asker: &Asker,
    everybody: &Everybody,
    browse: &Browse,
    (after, limit): (Option<Cursor>, Limit),
) -> Result<Found, Failure> {
    let asked = search::Asked { words: browse.words.clone(), after, limit };
    let wanted = finding::Wanted::of(&browse.filter, &everybody.hindered, By::Words);
    let answer = search::find(&asker.site, finding::COLLECTION, asked, Arc::new(wanted)).await?;
    let ids = ids_of(&answer.hits);
    let wanted = ids.clone();
    let mut entries = asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_entries_of(conn, &wanted)?)).await?;
    entries.sort_by_key(|entry| ids.iter().position(|id| *id == entry.id));
    Ok(Found { entries, next: answer.next.clone(), total: answer.total, answer: Some(answer) })
}

fn ids_of(hits: &[search::Hit]) -> Vec<CreatorId> {
    hits.iter().filter_map(|hit| hit.id.parse().ok()).collect()
}

/// The order of the day as the index knows it: the same as [`page`] makes of everybody.
async fn in_turn(asker: &Asker, everybody: &Everybody, browse: &Browse, (after, limit): (Option<Cursor>, Limit)) -> Result<Found, Failure> {
    let place = Place::after(after.as_ref(), asker.now);
    let look = |by: By, after: Option<Spot>, limit: Limit| {
        let asked = search::Asked { words: String::new(), after: after.map(finding::cursor), limit };
        search::find(&asker.site, finding::COLLECTION, asked, Arc::new(finding::Wanted::of(&browse.filter, &everybody.hindered, by)))
    };
    // Those who are drawn come no more in their turn; one more says whether there is a next part.
    let owed = place.owed(limit);
    let answer = look(By::Turn(place), place.turn(), limit.and(owed + 1)).await?;
    let drawn = match u8::try_from(owed).ok().and_then(Limit::new) {
        Some(owed) => look(By::Lot(place), place.drawn(), owed).await?.hits,
        None => Vec::new(),
    };
    let ids: Vec<CreatorId> = [ids_of(&answer.hits), ids_of(&drawn)].concat();
    let entries = asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_entries_of(conn, &ids)?)).await?;
    let entries: HashMap<String, &Entry> = entries.iter().map(|entry| (entry.id.to_string(), entry)).collect();
    let stand = |hit: &search::Hit| entries.get(&hit.id).map(|entry| Stand::of(entry, &place));
    let turn = answer.hits.iter().filter_map(|hit| Some(stand(hit)?.in_turn(hit.key))).collect();
    let waiting = drawn.iter().filter_map(|hit| Some(stand(hit)?.by_lot(hit.key))).collect();
    let slice = place.next((turn, waiting), limit);
    Ok(Found { entries: slice.items.into_iter().cloned().collect(), next: slice.next, total: answer.total, answer: Some(answer) })
}

/// How many there would be with another choice.
pub(super) async fn counts(asker: &Asker, everybody: &Everybody, browse: &Browse, found: &Found) -> Result<Counts, Failure> {
    let Some(answer) = &found.answer else { return Ok(Counts::over(&everybody.entries, &browse.filter)) };
    let names = finding::names(everybody.entries.iter().chain(&found.entries).flat_map(|entry| &entry.tags));
    if everybody.source == Source::All || finding::are_named(answer, OFFERED_TAGS, &names) {
        return Ok(finding::counts(answer, &names));
    }
    let mut all = finding::TagNames::clone(&*tag_names(asker, answer).await?);
    all.extend(names);
    Ok(finding::counts(answer, &all))
}

/// What tags are called, as of a moment. One a site: a large market reads them seldom.
#[derive(Default)]
struct Names(Mutex<Option<(Instant, Arc<finding::TagNames>)>>);

/// The names of all tags: read again where one is missing that the list would offer, and the last look was a while ago.
async fn tag_names(asker: &Asker, answer: &search::Answer) -> Result<Arc<finding::TagNames>, Failure> {
    const AGAIN_MICROS: i64 = 60_000_000;
    let kept = asker.site.kept.of::<Names>();
    let mut held = kept.0.lock().await;
    let is_recent = |at: Instant| (0..AGAIN_MICROS).contains(&asker.now.micros_since(at));
    if let Some((_, names)) = held.as_ref().filter(|(at, names)| is_recent(*at) || finding::are_named(answer, OFFERED_TAGS, names)) {
        return Ok(Arc::clone(names));
    }
    let tags = asker.site.db.read(|conn| Ok::<_, Failure>(store::list_tags(conn)?)).await?;
    let names = Arc::new(finding::names(tags.iter()));
    *held = Some((asker.now, Arc::clone(&names)));
    Ok(names)
}
