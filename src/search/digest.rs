//! What the things of a segment share: those with the same numbers in the shared columns are of one class, and whatever hangs on these numbers is asked once
//! a class instead of once a thing. A segment never changes, so its digest is made once, when it is first looked through.

use super::model::Collection;
use std::collections::HashMap;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

/// The price of a thing that says none.
const NO_PRICE: u32 = u32::MAX;

/// The classes and prices of one segment.
#[derive(Debug, Default)]
pub(super) struct Digest {
    /// The class of each thing.
    classes: Vec<u32>,
    /// The first thing of each class.
    examples: Vec<DocId>,
    /// The place of each thing's price in `prices`.
    priced: Vec<u32>,
    /// Currency and amount.
    prices: Vec<(u64, u64)>,
}

/// Gives each key that comes for the first time the next number.
struct Numbering<K>(HashMap<K, u32>);

impl<K: std::hash::Hash + Eq + Clone> Numbering<K> {
    /// The number, and whether it is new.
    fn of<Q: std::hash::Hash + Eq + ToOwned<Owned = K> + ?Sized>(&mut self, key: &Q) -> (u32, bool)
    where
        K: std::borrow::Borrow<Q>,
    {
        if let Some(number) = self.0.get(key) {
            return (*number, false);
        }
        let number = u32::try_from(self.0.len()).unwrap_or(NO_PRICE);
        self.0.insert(key.to_owned(), number);
        (number, true)
    }
}

impl Digest {
    /// Made of the segment.
    pub(super) fn of(segment: &SegmentReader, of: &Collection) -> tantivy::Result<Self> {
        let open = |column: &usize| of.columns.get(*column).map_or(Ok(None), |name| segment.fast_fields().column_opt::<u64>(name));
        let shared: Vec<Option<Column<u64>>> = of.shared.iter().map(open).collect::<tantivy::Result<_>>()?;
        let price = match &of.price {
            Some((currency, amount)) => open(currency)?.zip(open(amount)?),
            None => None,
        };
        let mut digest = Self::default();
        let (mut classes, mut prices) = (Numbering::<Vec<u64>>(HashMap::new()), Numbering::<(u64, u64)>(HashMap::new()));
        let mut key: Vec<u64> = Vec::new();
        for doc in 0..segment.max_doc() {
            key.clear();
            for column in &shared {
                let before = key.len();
                key.extend(column.iter().flat_map(|column| column.values_for_doc(doc)));
                key.push(u64::try_from(key.len() - before).unwrap_or_default());
            }
            let (class, is_new) = classes.of(key.as_slice());
            digest.classes.push(class);
            if is_new {
                digest.examples.push(doc);
            }
            let said = price.as_ref().and_then(|(currency, amount)| currency.first(doc).zip(amount.first(doc)));
            digest.priced.push(said.map_or(NO_PRICE, |said| {
                let (place, is_new) = prices.of(&said);
                if is_new {
                    digest.prices.push(said);
                }
                place
            }));
        }
        Ok(digest)
    }

    /// The class of a thing.
    pub(super) fn class(&self, doc: DocId) -> Option<usize> {
        at(&self.classes, doc).and_then(|class| usize::try_from(*class).ok())
    }

    /// A thing of each class.
    pub(super) fn examples(&self) -> &[DocId] {
        &self.examples
    }

    /// The place of a thing's price.
    pub(super) fn price(&self, doc: DocId) -> Option<usize> {
        at(&self.priced, doc).filter(|place| **place != NO_PRICE).and_then(|place| usize::try_from(*place).ok())
    }

    /// Every price that is there once.
    pub(super) fn prices(&self) -> &[(u64, u64)] {
        &self.prices
    }
}

fn at<T>(list: &[T], place: u32) -> Option<&T> {
    usize::try_from(place).ok().and_then(|place| list.get(place))
}
