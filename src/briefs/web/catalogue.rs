//! The open briefs held ready, so that a list costs no scan of the tables for each reader.

use super::find_open;
use crate::briefs::finding;
use crate::briefs::model::Entry;
use crate::briefs::store;
use crate::failure::Failure;
use crate::primitives::Instant;
use crate::search;
use crate::web::Asker;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How old the list may be when something was committed since. What this process publishes, pauses or cancels shows at once.
const FRESH_MICROS: i64 = 2_000_000;
/// How old it may be at all: another node may have changed it.
const HELD_MICROS: i64 = 10_000_000;

/// The open briefs as of a moment. One a site.
#[derive(Default)]
pub(crate) struct Catalogue(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    edition: u64,
    held: Option<Held>,
}

struct Held {
    at: Instant,
    stamp: Option<u64>,
    open: Open,
}

/// The public open briefs, as of a moment.
#[derive(Clone)]
pub struct Open {
    /// All of them, newest first; in a market with more than are held, the newest of them.
    pub entries: Arc<Vec<Entry>>,
    /// How many there are; `None` while the index that knows it is being written.
    pub total: Option<usize>,
    /// The number of this edition of the list.
    pub edition: u64,
}

impl Open {
    /// How many of them are open still.
    pub fn count(&self, now: Instant) -> usize {
        let over = self.entries.iter().filter(|entry| entry.deadline <= now).count();
        self.total.unwrap_or(self.entries.len()).saturating_sub(over)
    }

    /// The list comes from what is held: everything, or all that can be listed until the index is there.
    pub(super) fn is_listed(&self) -> bool {
        self.total.is_none_or(|total| self.entries.len() >= total)
    }
}

impl Held {
    fn is_fresh(&self, now: Instant, stamp: Option<u64>) -> bool {
        let unchanged = stamp.is_some() && stamp == self.stamp;
        let most = if unchanged { HELD_MICROS } else { FRESH_MICROS };
        (0..most).contains(&now.micros_since(self.at))
    }
}

impl Catalogue {
    /// The next reader looks at the tables again.
    pub(super) async fn forget(&self) {
        self.0.lock().await.held = None;
    }
}

/// A brief opened or is open no more: the next reader of the list looks at the tables again.
pub(in crate::briefs) async fn forget_list(asker: &Asker) {
    asker.site.kept.of::<Catalogue>().forget().await;
}

/// The public open briefs that are held ready. Readers who come at once wait for one query.
pub async fn open_entries(asker: &Asker) -> Result<Open, Failure> {
    let catalogue = asker.site.kept.of::<Catalogue>();
    let mut shelf = catalogue.0.lock().await;
    let stamp = asker.site.db.stamp();
    if let Some(held) = shelf.held.as_ref().filter(|held| held.is_fresh(asker.now, stamp)) {
        return Ok(held.open.clone());
    }
    let most = asker.site.config.lists_held;
    let (entries, is_whole) = asker.site.db.read(move |conn| store::list_entries(conn, most).map_err(Failure::from)).await?;
    let total = if is_whole { Some(entries.len()) } else { count_all(asker).await?.map(|total| total.max(entries.len() + 1)) };
    shelf.edition += 1;
    let open = Open { entries: Arc::new(entries), total, edition: shelf.edition };
    // Without a count the index is asked again soon.
    shelf.held = Some(Held { at: asker.now, stamp: stamp.filter(|_| total.is_some()), open: open.clone() });
    Ok(open)
}

/// How many open briefs there are, says the index; `None` while it is being written.
async fn count_all(asker: &Asker) -> Result<Option<usize>, Failure> {
    if !search::is_there(&asker.site, finding::COLLECTION).await? {
        return Ok(None);
    }
    match find_open(&asker.site, "").await {
        Ok(answer) => Ok(Some(answer.total)),
        Err(Failure::Busy(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}
