//! The open briefs held ready, so that a list costs no scan of the tables for each reader.

use crate::briefs::model::Entry;
use crate::briefs::store;
use crate::failure::Failure;
use crate::primitives::Instant;
use crate::web::Asker;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How old the list may be. What this process publishes, pauses or cancels shows at once.
const FRESH_MICROS: i64 = 2_000_000;

/// The open briefs as of a moment. One a site.
#[derive(Default)]
pub(crate) struct Catalogue(Mutex<Option<(Instant, Arc<Vec<Entry>>)>>);

impl Catalogue {
    /// The next reader looks at the tables again.
    pub(super) async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

/// A brief opened or is open no more: the next reader of the list looks at the tables again.
pub(in crate::briefs) async fn forget_list(asker: &Asker) {
    asker.site.kept.of::<Catalogue>().forget().await;
}

/// The public open briefs, newest first. Readers who come at once wait for one query.
pub async fn open_entries(asker: &Asker) -> Result<Arc<Vec<Entry>>, Failure> {
    let catalogue = asker.site.kept.of::<Catalogue>();
    let mut held = catalogue.0.lock().await;
    let is_fresh = |at: Instant| (0..FRESH_MICROS).contains(&asker.now.micros_since(at));
    if let Some((_, entries)) = held.as_ref().filter(|(at, _)| is_fresh(*at)) {
        return Ok(Arc::clone(entries));
    }
    let entries = Arc::new(asker.site.db.read(|conn| store::list_entries(conn).map_err(Failure::from)).await?);
    *held = Some((asker.now, Arc::clone(&entries)));
    Ok(entries)
}
