//! One walk over everything that fits the words: what is found, how many, what each other choice would find, what it pays.

use super::digest::Digest;
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

/// Facets whose numbers are counted by class; a sieve has no more.
const FACETS: usize = 7;

/// A place in the order: the key, then newer ids first.
pub(super) type Place = (i64, Reverse<u128>);

/// What the walk looks for.
pub(super) struct Tally {
    pub(super) sieve: Arc<dyn Sieve>,
    pub(super) columns: &'static [&'static str],
    /// One of each segment, at its place.
    pub(super) digests: Vec<Arc<Digest>>,
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
    /// How many pay what: currency, amount, how many.
    prices: Vec<(u64, u64, usize)>,
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
    /// So many more of a value of a facet.
    pub(super) fn count(&mut self, facet: u32, value: u64, more: usize) {
        let Ok(facet) = usize::try_from(facet) else { return };
        if more == 0 {
            return;
        }
        if self.facets.len() <= facet {
            self.facets.resize(facet + 1, Counts::NONE);
        }
        if let Some(counts) = self.facets.get_mut(facet) {
            counts.add(value, more);
        }
    }

    /// So many are kept that come before whatever has this key.
    pub(super) fn is_full_before(&self, key: i64, most: usize) -> bool {
        self.places.len() >= most && self.places.peek().is_some_and(|last| last.0 < key)
    }

    /// How many pay what: each price of the digest so often.
    pub(super) fn price(&mut self, digest: &Digest, priced: &[usize]) {
        let prices = digest.prices().iter().zip(priced).filter(|(_, many)| **many > 0);
        self.prices = prices.map(|((currency, amount), many)| (*currency, *amount, *many)).collect();
    }

    /// Keeps it if it is one of the first so many.
    pub(super) fn keep(&mut self, place: Place, most: usize) {
        if self.places.len() < most {
            self.places.push(place);
        } else if let Some(mut last) = self.places.peek_mut()
            && *last > place
        {
            *last = place;
        }
    }

    /// What was found in another segment.
    pub(super) fn add(&mut self, other: Self, most: usize) {
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
        let mut by_currency: BTreeMap<u64, Vec<(u64, usize)>> = BTreeMap::new();
        self.prices.iter().for_each(|(currency, amount, many)| by_currency.entry(*currency).or_default().push((*amount, *many)));
        let sum = |amounts: &[(u64, usize)]| amounts.iter().map(|(_, many)| many).sum::<usize>();
        let (currency, mut amounts) = by_currency.into_iter().max_by_key(|(_, amounts)| sum(amounts))?;
        amounts.sort_unstable();
        let n = sum(&amounts);
        let at = |quarter: usize| {
            let (before, mut seen) = (n.saturating_sub(1) * quarter / 4, 0);
            let reaches = |many: usize| {
                seen += many;
                seen > before
            };
            amounts.iter().map(|(_, many)| *many).position(reaches).and_then(|at| amounts.get(at)).map(|(amount, _)| *amount)
        };
        Some(Prices { currency, p25: at(1)?, p50: at(2)?, p75: at(3)?, n })
    }
}

impl Collector for Tally {
    type Fruit = Found;
    type Child = Walk;

    fn for_segment(&self, segment_no: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Walk> {
        let fields = segment.fast_fields();
        let open = |name: &&str| fields.column_opt::<u64>(name);
        let digest = usize::try_from(segment_no).ok().and_then(|no| self.digests.get(no)).map(Arc::clone).unwrap_or_default();
        Ok(Walk {
            sieve: Arc::clone(&self.sieve),
            columns: self.columns.iter().map(open).collect::<Result<_, _>>()?,
            id: (open(&HIGH)?, open(&LOW)?),
            after: self.after,
            most: self.most,
            classes: vec![Class::default(); digest.examples().len()],
            priced: vec![0; digest.prices().len()],
            digest,
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

/// What is known of the things of one class.
#[derive(Clone, Copy, Default)]
struct Class {
    /// What the sieve says of all of them, once it was asked: the facets they fail and their part of the order.
    verdict: Option<Option<(u32, i64)>>,
    /// How many meet every choice.
    all: usize,
    /// How many fail the choice of this facet alone.
    but: [usize; FACETS],
}

/// The walk over one segment.
pub(super) struct Walk {
    sieve: Arc<dyn Sieve>,
    columns: Vec<Option<Column<u64>>>,
    id: (Option<Column<u64>>, Option<Column<u64>>),
    after: Option<Place>,
    most: usize,
    digest: Arc<Digest>,
    classes: Vec<Class>,
    priced: Vec<usize>,
    found: Found,
}

impl SegmentCollector for Walk {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        let row = Row { columns: &self.columns, id: &self.id, doc };
        let Some(class) = self.digest.class(doc).and_then(|class| self.classes.get_mut(class)) else { return };
        let ask = || self.sieve.admits_class(&row).map(|failed| (failed, self.sieve.key_of_class(&row)));
        let Some((shared, of_class)) = *class.verdict.get_or_insert_with(ask) else { return };
        let Some(own) = self.sieve.admits(&row) else { return };
        let (failed, found) = (shared | own, &mut self.found);
        match failed.count_ones() {
            0 => class.all += 1,
            1 => {
                let facet = usize::try_from(failed.trailing_zeros()).unwrap_or(FACETS);
                class.but.get_mut(facet).into_iter().for_each(|many| *many += 1);
            }
            _ => return,
        }
        self.sieve.facets(&row, &mut |facet, value| {
            if failed & !(1 << facet) == 0 {
                found.count(facet, value, 1);
            }
        });
        if failed != 0 {
            return;
        }
        self.digest.price(doc).and_then(|price| self.priced.get_mut(price)).into_iter().for_each(|many| *many += 1);
        // The bits of a positive float grow with it.
        let key = self.sieve.key(&row, i64::from(score.max(0.0).to_bits()), of_class);
        if found.is_full_before(key, self.most) {
            return;
        }
        let place = (key, Reverse(row.number()));
        if self.after.is_none_or(|after| place > after) {
            found.keep(place, self.most);
        }
    }

    fn harvest(self) -> Found {
        let Self { sieve, columns, id, digest, classes, priced, mut found, .. } = self;
        for (class, example) in classes.iter().zip(digest.examples()) {
            found.total += class.all;
            if class.all > 0 || class.but.iter().any(|many| *many > 0) {
                sieve.facets_of_class(&Row { columns: &columns, id: &id, doc: *example }, &mut |facet, value| {
                    let but = usize::try_from(facet).ok().and_then(|facet| class.but.get(facet)).copied().unwrap_or_default();
                    found.count(facet, value, class.all + but);
                });
            }
        }
        found.price(&digest, &priced);
        found
    }
}
