//! One walk over everything that fits the words: what is found, how many, what each other choice would find, what it pays.

use super::model::{Prices, Row, Sieve};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Columns of the index itself: the id as a number, in halves.
pub(super) const HIGH: &str = "id_high";
pub(super) const LOW: &str = "id_low";

/// A place in the order: the key, then newer ids first.
pub(super) type Place = (i64, Reverse<u128>);

/// What the walk looks for.
pub(super) struct Tally {
    pub(super) sieve: Arc<dyn Sieve>,
    pub(super) columns: &'static [&'static str],
    pub(super) after: Option<Place>,
    pub(super) most: usize,
}

/// What it found.
#[derive(Default)]
pub(super) struct Found {
    /// The first ones, as a heap with the last on top.
    pub(super) places: BinaryHeap<Place>,
    pub(super) total: usize,
    facets: Vec<Counts>,
    prices: Vec<(u64, u64)>,
}

/// How many of each value: small values in an array, others in a map.
#[derive(Clone)]
struct Counts {
    small: [usize; 64],
    others: BTreeMap<u64, usize>,
}

impl Counts {
    const NONE: Self = Self { small: [0; 64], others: BTreeMap::new() };

    fn add(&mut self, value: u64, more: usize) {
        match usize::try_from(value).ok().and_then(|value| self.small.get_mut(value)) {
            Some(count) => *count += more,
            None => *self.others.entry(value).or_default() += more,
        }
    }

    fn all(&self) -> BTreeMap<u64, usize> {
        let small = (0_u64..).zip(self.small).filter(|(_, count)| *count > 0);
        small.chain(self.others.iter().map(|(value, count)| (*value, *count))).collect()
    }
}

impl Found {
    fn count(&mut self, facet: u32, value: u64, more: usize) {
        let Ok(facet) = usize::try_from(facet) else { return };
        if self.facets.len() <= facet {
            self.facets.resize(facet + 1, Counts::NONE);
        }
        if let Some(counts) = self.facets.get_mut(facet) {
            counts.add(value, more);
        }
    }

    fn keep(&mut self, place: Place, most: usize) {
        if self.places.len() < most {
            self.places.push(place);
        } else if let Some(mut last) = self.places.peek_mut()
            && *last > place
        {
            *last = place;
        }
    }

    fn add(&mut self, other: Self, most: usize) {
        self.total += other.total;
        other.places.into_iter().for_each(|place| self.keep(place, most));
        for (facet, counts) in (0_u32..).zip(other.facets) {
            counts.all().into_iter().for_each(|(value, more)| self.count(facet, value, more));
        }
        self.prices.extend(other.prices);
    }

    /// How many of each value of each facet.
    pub(super) fn facets(&self) -> Vec<BTreeMap<u64, usize>> {
        self.facets.iter().map(Counts::all).collect()
    }

    /// Quarters of the prices in the currency that most pay in.
    pub(super) fn prices(&self) -> Option<Prices> {
        let mut by_currency: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        self.prices.iter().for_each(|(currency, amount)| by_currency.entry(*currency).or_default().push(*amount));
        let (currency, mut amounts) = by_currency.into_iter().max_by_key(|(_, amounts)| amounts.len())?;
        amounts.sort_unstable();
        let at = |quarter: usize| amounts.get(amounts.len().saturating_sub(1) * quarter / 4).copied();
        Some(Prices { currency, p25: at(1)?, p50: at(2)?, p75: at(3)?, n: amounts.len() })
    }
}

impl Collector for Tally {
    type Fruit = Found;
    type Child = Walk;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Walk> {
        let fields = segment.fast_fields();
        let open = |name: &&str| fields.column_opt::<u64>(name);
        Ok(Walk {
            sieve: Arc::clone(&self.sieve),
            columns: self.columns.iter().map(open).collect::<Result<_, _>>()?,
            id: (open(&HIGH)?, open(&LOW)?),
            after: self.after,
            most: self.most,
            found: Found::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Found>) -> tantivy::Result<Found> {
        let mut sum = Found::default();
        fruits.into_iter().for_each(|found| sum.add(found, self.most));
        Ok(sum)
    }
}

/// The walk over one segment.
pub(super) struct Walk {
    sieve: Arc<dyn Sieve>,
    columns: Vec<Option<Column<u64>>>,
    id: (Option<Column<u64>>, Option<Column<u64>>),
    after: Option<Place>,
    most: usize,
    found: Found,
}

impl SegmentCollector for Walk {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        let row = Row { columns: &self.columns, id: &self.id, doc };
        let Some(failed) = self.sieve.admits(&row) else { return };
        let found = &mut self.found;
        if failed.count_ones() <= 1 {
            self.sieve.facets(&row, &mut |facet, value| {
                if failed & !(1 << facet) == 0 {
                    found.count(facet, value, 1);
                }
            });
        }
        if failed != 0 {
            return;
        }
        found.total += 1;
        found.prices.extend(self.sieve.price(&row));
        // The bits of a positive float grow with it.
        let key = self.sieve.key(&row, i64::from(score.max(0.0).to_bits()));
        let place = (key, Reverse(row.number()));
        if self.after.is_none_or(|after| place > after) {
            found.keep(place, self.most);
        }
    }

    fn harvest(self) -> Found {
        self.found
    }
}
