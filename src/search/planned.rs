//! What a plan finds: among everything, or among what has the words.

use super::bitmaps::{Bitmaps, Bits, Cut, Look};
use super::digest::Digest;
use super::model::{Collection, Plan};
use super::segments::Segments;
use super::tally::{Found, Place};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// A plan to be looked for.
pub(super) struct Planned<'a> {
    pub(super) plan: Arc<Plan>,
    pub(super) bitmaps: &'a Segments<Bitmaps>,
    pub(super) of: &'static Collection,
    /// Where prices stand, one of each segment, at its place.
    pub(super) digests: Vec<Arc<Digest>>,
    pub(super) after: Option<Place>,
    pub(super) most: usize,
}

impl Planned<'_> {
    /// What is found in a segment, whatever its words, in an order.
    pub(super) fn list(&self, segment: &SegmentReader, order: usize) -> tantivy::Result<Found> {
        let look = Look::at(segment, self.bitmaps, self.of)?;
        let (cut, mut found) = (look.cut(&self.plan), Found::default());
        look.count(&self.plan, &cut, &mut found);
        look.page(&cut.all, order, (self.after, self.most), &mut found);
        Ok(found)
    }
}

impl Collector for Planned<'_> {
    type Fruit = Found;
    type Child = Words;

    fn for_segment(&self, segment_no: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Words> {
        let look = Look::at(segment, self.bitmaps, self.of)?;
        let digest = usize::try_from(segment_no).ok().and_then(|no| self.digests.get(no)).map(Arc::clone).unwrap_or_default();
        let (cut, those) = (look.cut(&self.plan), look.none());
        Ok(Words { plan: Arc::clone(&self.plan), look, digest, cut, those, after: self.after, most: self.most, found: Found::default() })
    }

    fn requires_scoring(&self) -> bool {
        self.plan.order.is_none()
    }

    fn merge_fruits(&self, fruits: Vec<Found>) -> tantivy::Result<Found> {
        let mut sum = Found::default();
        fruits.into_iter().for_each(|found| sum.add(found, self.most));
        Ok(sum)
    }
}

/// Those of a segment that have the words.
pub(super) struct Words {
    plan: Arc<Plan>,
    look: Look,
    digest: Arc<Digest>,
    cut: Cut,
    those: Bits,
    after: Option<Place>,
    most: usize,
    found: Found,
}

impl SegmentCollector for Words {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.those.set(doc);
        if self.plan.order.is_some() || !self.cut.all.has(doc) {
            return;
        }
        // The bits of a positive float grow with it.
        let key = i64::from(score.max(0.0).to_bits()).saturating_neg();
        if self.found.is_full_before(key, self.most) {
            return;
        }
        let place = self.look.place(key, doc);
        if self.after.is_none_or(|after| place > after) {
            self.found.keep(place, self.most);
        }
    }

    fn harvest(self) -> Found {
        let Self { plan, look, digest, mut cut, those, after, most, mut found } = self;
        cut.must.and(&those);
        cut.all.and(&those);
        look.count(&plan, &cut, &mut found);
        plan.order.into_iter().for_each(|order| look.page(&cut.all, order, (after, most), &mut found));
        let mut priced = vec![0; digest.prices().len()];
        cut.all.docs().filter_map(|doc| digest.price(doc)).filter_map(|price| priced.get_mut(price).map(|many| *many += 1)).for_each(drop);
        found.price(&digest, &priced);
        found
    }
}
