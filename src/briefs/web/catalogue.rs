//! The open briefs held ready, so that a list costs no scan of the tables for each reader.

use crate::briefs::model::Entry;
use crate::briefs::store;
use crate::failure::Failure;
use crate::primitives::Instant;
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
    entries: Arc<Vec<Entry>>,
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

/// The public open briefs, newest first, and the number of this edition of the list. Readers who come at once wait for one query.
pub async fn open_entries(asker: &Asker) -> Result<(Arc<Vec<Entry>>, u64), Failure> {
    let catalogue = asker.site.kept.of::<Catalogue>();
    let mut shelf = catalogue.0.lock().await;
    let stamp = asker.site.db.stamp();
    if let Some(held) = shelf.held.as_ref().filter(|held| held.is_fresh(asker.now, stamp)) {
        return Ok((Arc::clone(&held.entries), shelf.edition));
    }
    let entries = Arc::new(asker.site.db.read(|conn| store::list_entries(conn).map_err(Failure::from)).await?);
    shelf.held = Some(Held { at: asker.now, stamp, entries: Arc::clone(&entries) });
    shelf.edition += 1;
    Ok((entries, shelf.edition))
}
