//! Which things of a segment have which number, as bitmaps, and the things in every order that is asked for. What each other choice would find is counted by
//! words of 64 things at once. A segment never changes, so its bitmaps are made once, when it is first looked through.

use super::model::{Collection, Counted, Plan, Row, Term};
use super::segments::Segments;
use super::tally::{Found, HIGH, LOW, Place};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// Where so few things of a segment are found, they are put in order; else the order is walked.
const FEW: usize = 400;

/// Things of a segment, a bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// None of so many.
    fn none(docs: u32) -> Self {
        Self(vec![0; usize::try_from(docs.div_ceil(64)).unwrap_or_default()])
    }

    /// All of so many.
    fn all(docs: u32) -> Self {
        let mut all = Self::none(docs);
        all.0.fill(u64::MAX);
        if let (Some(last), 1..) = (all.0.last_mut(), docs % 64) {
            *last >>= 64 - docs % 64;
        }
        all
    }

    fn word(&mut self, doc: DocId) -> Option<&mut u64> {
        usize::try_from(doc / 64).ok().and_then(|at| self.0.get_mut(at))
    }

    pub(super) fn set(&mut self, doc: DocId) {
        self.word(doc).into_iter().for_each(|word| *word |= 1 << (doc % 64));
    }

    fn clear(&mut self, doc: DocId) {
        self.word(doc).into_iter().for_each(|word| *word &= !(1 << (doc % 64)));
    }

    pub(super) fn has(&self, doc: DocId) -> bool {
        usize::try_from(doc / 64).ok().and_then(|at| self.0.get(at)).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    fn or(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn count(&self) -> usize {
        self.0.iter().map(|word| ones(*word)).sum()
    }

    fn count_with(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(word, other)| ones(word & other)).sum()
    }

    pub(super) fn docs(&self) -> impl Iterator<Item = DocId> + '_ {
        (0u32..).step_by(64).zip(&self.0).flat_map(|(first, word)| {
            let left = |word: &u64| Some(word & word.wrapping_sub(1)).filter(|left| *left != 0);
            std::iter::successors(Some(*word).filter(|word| *word != 0), left).map(move |word| first + word.trailing_zeros())
        })
    }
}

fn ones(word: u64) -> usize {
    usize::try_from(word.count_ones()).unwrap_or_default()
}

/// The bitmaps of one segment, with its numbers, opened once.
pub(super) struct Bitmaps {
    docs: u32,
    /// Which are there still, when so many were gone.
    alive: Mutex<(u32, Arc<Bits>)>,
    numbers: Numbers,
    /// Of each listed column, the things with each number.
    columns: HashMap<usize, BTreeMap<u64, Bits>>,
    /// The things in each order.
    orders: Vec<Vec<DocId>>,
}

/// The numbers of one segment.
struct Numbers {
    columns: Vec<Option<Column<u64>>>,
    id: (Option<Column<u64>>, Option<Column<u64>>),
}

impl Numbers {
    fn open(segment: &SegmentReader, of: &Collection) -> tantivy::Result<Self> {
        let open = |name: &&str| segment.fast_fields().column_opt::<u64>(name);
        Ok(Self { columns: of.columns.iter().map(open).collect::<Result<_, _>>()?, id: (open(&HIGH)?, open(&LOW)?) })
    }

    const fn row(&self, doc: DocId) -> Row<'_> {
        Row { columns: self.columns.as_slice(), id: &self.id, doc }
    }
}

/// One segment, as it is looked through.
pub(super) struct Look {
    bitmaps: Arc<Bitmaps>,
    alive: Arc<Bits>,
    of: &'static Collection,
}

/// What a plan leaves of a segment.
pub(super) struct Cut {
    /// What is for these eyes.
    pub(super) must: Bits,
    /// What meets the choices of each facet.
    chosen: Vec<(u32, Bits)>,
    /// What is found.
    pub(super) all: Bits,
}

impl Bitmaps {
    fn of(segment: &SegmentReader, of: &Collection) -> tantivy::Result<Self> {
        let (docs, numbers) = (segment.max_doc(), Numbers::open(segment, of)?);
        let mut columns: HashMap<usize, BTreeMap<u64, Bits>> = HashMap::new();
        for (column, listed) in of.listed {
            let lists = columns.entry(*column).or_default();
            for doc in 0..docs {
                for number in numbers.row(doc).all(*column) {
                    listed.values(number).for_each(|value| lists.entry(value).or_insert_with(|| Bits::none(docs)).set(doc));
                }
            }
        }
        let order = |key: &fn(&Row<'_>) -> i64| {
            let place = |doc: DocId| (key(&numbers.row(doc)), Reverse(numbers.row(doc).number()));
            let mut places: Vec<(Place, DocId)> = (0..docs).map(|doc| (place(doc), doc)).collect();
            places.sort_unstable();
            places.into_iter().map(|(_, doc)| doc).collect()
        };
        let orders = of.orders.iter().map(order).collect();
        let alive = Mutex::new((0, Arc::new(Bits::all(docs))));
        Ok(Self { docs, alive, numbers, columns, orders })
    }

    /// The things that are there as somebody sees the segment.
    fn alive(&self, segment: &SegmentReader) -> Arc<Bits> {
        let mut alive = self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        if alive.0 != segment.num_deleted_docs() {
            let mut there = Bits::all(self.docs);
            let gone = |doc: &DocId| segment.alive_bitset().is_some_and(|alive| alive.is_deleted(*doc));
            (0..self.docs).filter(gone).for_each(|doc| there.clear(doc));
            *alive = (segment.num_deleted_docs(), Arc::new(there));
        }
        Arc::clone(&alive.1)
    }
}

impl Look {
    /// At a segment, whose bitmaps are made if nobody did.
    pub(super) fn at(segment: &SegmentReader, bitmaps: &Segments<Bitmaps>, of: &'static Collection) -> tantivy::Result<Self> {
        let bitmaps = bitmaps.of(segment, || Bitmaps::of(segment, of))?;
        Ok(Self { alive: bitmaps.alive(segment), bitmaps, of })
    }

    fn row(&self, doc: DocId) -> Row<'_> {
        self.bitmaps.numbers.row(doc)
    }

    fn key(&self, order: usize) -> fn(&Row<'_>) -> i64 {
        self.of.orders.get(order).copied().unwrap_or(|_| 0)
    }

    fn order(&self, order: usize) -> &[DocId] {
        self.bitmaps.orders.get(order).map_or(&[], Vec::as_slice)
    }

    /// What the term names.
    fn bits(&self, term: &Term) -> Bits {
        match term {
            Term::Any(column, values) => {
                let lists = self.bitmaps.columns.get(column);
                let mut any = Bits::none(self.bitmaps.docs);
                values.iter().filter_map(|value| lists?.get(value)).for_each(|bits| any.or(bits));
                any
            }
            Term::Within(order, range) => {
                let (docs, key) = (self.order(*order), self.key(*order));
                let before = |end: &dyn Fn(i64) -> bool| docs.partition_point(|doc| end(key(&self.row(*doc))));
                let (first, last) = (before(&|key| key < *range.start()), before(&|key| key <= *range.end()));
                let inside = last.saturating_sub(first);
                if inside > docs.len() / 2 {
                    let mut bits = Bits::all(self.bitmaps.docs);
                    docs.iter().take(first).chain(docs.iter().skip(last)).for_each(|doc| bits.clear(*doc));
                    bits
                } else {
                    let mut bits = Bits::none(self.bitmaps.docs);
                    docs.iter().skip(first).take(inside).for_each(|doc| bits.set(*doc));
                    bits
                }
            }
        }
    }

    /// What the plan leaves.
    pub(super) fn cut(&self, plan: &Plan) -> Cut {
        let mut must = Bits::clone(&self.alive);
        plan.must.iter().for_each(|term| must.and(&self.bits(term)));
        let chosen: Vec<(u32, Bits)> = plan.chosen.iter().map(|(facet, term)| (*facet, self.bits(term))).collect();
        let mut all = must.clone();
        chosen.iter().for_each(|(_, chosen)| all.and(chosen));
        Cut { must, chosen, all }
    }

    /// None of its things.
    pub(super) fn none(&self) -> Bits {
        Bits::none(self.bitmaps.docs)
    }

    /// The place of a thing whose key is known.
    pub(super) fn place(&self, key: i64, doc: DocId) -> Place {
        (key, Reverse(self.row(doc).number()))
    }

    /// How many there are, in all and of each value of each facet.
    pub(super) fn count(&self, plan: &Plan, cut: &Cut, found: &mut Found) {
        found.total = cut.all.count();
        for (facet, counted) in &plan.counted {
            let own = cut.chosen.iter().any(|(chosen, _)| chosen == facet).then(|| {
                let mut own = cut.must.clone();
                cut.chosen.iter().filter(|(chosen, _)| chosen != facet).for_each(|(_, chosen)| own.and(chosen));
                own
            });
            let base = own.as_ref().unwrap_or(&cut.all);
            match counted {
                Counted::Column(column) => {
                    let lists = self.bitmaps.columns.get(column).into_iter().flatten();
                    lists.for_each(|(value, bits)| found.count(*facet, *value, base.count_with(bits)));
                }
                Counted::Term(value, term) => found.count(*facet, *value, base.count_with(&self.bits(term))),
            }
        }
    }

    /// The first ones behind a place, in an order.
    pub(super) fn page(&self, all: &Bits, order: usize, (after, most): (Option<Place>, usize), found: &mut Found) {
        let key = self.key(order);
        let place = |doc: DocId| self.place(key(&self.row(doc)), doc);
        if found.total <= FEW {
            all.docs().map(place).filter(|place| after.is_none_or(|after| *place > after)).for_each(|place| found.keep(place, most));
            return;
        }
        let docs = self.order(order);
        let first = after.map_or(0, |after| docs.partition_point(|doc| place(*doc) <= after));
        docs.iter().skip(first).filter(|doc| all.has(**doc)).take(most).for_each(|doc| found.keep(place(*doc), most));
    }
}
