//! What is made of each segment of an index: once, because a segment never changes.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

/// One thing of each segment that was looked through.
pub(super) struct Segments<T>(Mutex<HashMap<SegmentId, Arc<T>>>);

impl<T> Default for Segments<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Segments<T> {
    /// That of this segment, made if nobody did.
    pub(super) fn of(&self, segment: &SegmentReader, make: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<Arc<T>> {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().get(&segment.segment_id()) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(make()?);
        held().insert(segment.segment_id(), Arc::clone(&made));
        Ok(made)
    }

    /// Those of segments that are gone go too.
    pub(super) fn keep_only(&self, searcher: &Searcher) {
        let there: HashSet<SegmentId> = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|id, _| there.contains(id));
    }
}
