//! What is found, what is asked, what is answered.

use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::{Choice, Cursor, Language, Limit};
use std::collections::BTreeMap;
use tantivy::columnar::Column;

use super::marks::Marks;

crate::choice! {
    /// A kind of thing that is found.
    pub enum Noun { Brief = "brief", Creator = "creator" }
}

/// How things of one kind come into their index.
#[derive(Debug)]
pub struct Collection {
    /// The kind.
    pub noun: Noun,
    /// What their ids begin with.
    pub prefix: &'static str,
    /// Grows when the index is to hold something else than before: it is written anew.
    pub edition: u32,
    /// Names of the numbers that are kept beside the words.
    pub columns: &'static [&'static str],
    /// The places of the columns by which things are of one class: closed lists, few different rows of them.
    pub shared: &'static [usize],
    /// The places of the columns of the price: currency and amount.
    pub price: Option<(usize, usize)>,
    /// The columns that a [`Plan`] speaks of, and what in them is listed.
    pub listed: &'static [(usize, Listed)],
    /// What the orders of a [`Plan`] go by, smallest first.
    pub orders: &'static [fn(&Row<'_>) -> i64],
    /// Ids after this one, in their order.
    pub list: fn(&mut Conn, &str, i64) -> Result<Vec<String>, Failure>,
    /// The things with these ids, as they are now. What is gone is not among them.
    pub load: fn(&mut Conn, &[String]) -> Result<Vec<Doc>, Failure>,
}

/// A thing as the index holds it.
#[derive(Debug, Clone, Default)]
pub struct Doc {
    /// Its id.
    pub id: String,
    /// Its name: weighs most.
    pub title: String,
    /// What it is about, in words: tags, kinds, names.
    pub about: String,
    /// Everything else that is said of it.
    pub body: String,
    /// Numbers, each with the place of its column. A column may hold several of one thing.
    pub values: Vec<(usize, u64)>,
}

/// The numbers of a thing that fits the words.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub(super) columns: &'a [Option<Column<u64>>],
    pub(super) id: &'a (Option<Column<u64>>, Option<Column<u64>>),
    pub(super) doc: u32,
}

impl Row<'_> {
    /// The thing's id as a number: [`number_of`].
    #[must_use]
    pub fn number(&self) -> u128 {
        let half = |column: &Option<Column<u64>>| u128::from(column.as_ref().and_then(|column| column.first(self.doc)).unwrap_or_default());
        half(&self.id.0) << 64 | half(&self.id.1)
    }

    /// The number of a column, if the thing has one.
    #[must_use]
    pub fn one(&self, column: usize) -> Option<u64> {
        self.columns.get(column)?.as_ref()?.first(self.doc)
    }

    /// All numbers of a column.
    pub fn all(&self, column: usize) -> impl Iterator<Item = u64> + '_ {
        self.columns.get(column).into_iter().flatten().flat_map(|column| column.values_for_doc(self.doc))
    }
}

/// What of a column's numbers is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// The numbers.
    Numbers,
    /// The places of their bits.
    Bits,
}

impl Listed {
    /// What a number stands for.
    pub(super) fn values(self, number: u64) -> impl Iterator<Item = u64> {
        let bits = if self == Self::Bits { number } else { 0 };
        places(bits).chain(Some(number).filter(|_| self == Self::Numbers))
    }
}

/// What is asked of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// One of these is listed in the column.
    Any(usize, Vec<u64>),
    /// It stands in this part of the order.
    Within(usize, std::ops::RangeInclusive<i64>),
}

/// What a facet counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// Everything that is listed in the column.
    Column(usize),
    /// One value: what meets the term.
    Term(u64, Term),
}

/// What a [`Sieve`] says of each thing, as plain terms: said of all at once, so that a large index is not walked through for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What does not meet all of these is not for these eyes.
    pub must: Vec<Term>,
    /// The choices, each of its facet.
    pub chosen: Vec<(u32, Term)>,
    /// What is counted, each of its facet.
    pub counted: Vec<(u32, Counted)>,
    /// The order; `None`: the words decide.
    pub order: Option<usize>,
}

/// Whose eyes look, and what they look for beside words. Each question has two halves: what hangs on the shared columns of [`Collection::shared`] alone is
/// asked once for all things of a class, the rest of each thing.
pub trait Sieve: Send + Sync + 'static {
    /// `None`: not for these eyes. Otherwise the facets, a bit each, whose choice the thing does not meet; without any in both halves it is found. At most
    /// seven facets.
    fn admits(&self, row: &Row<'_>) -> Option<u32>;

    /// The same of all things of the row's class.
    fn admits_class(&self, _row: &Row<'_>) -> Option<u32> {
        Some(0)
    }

    /// What the thing counts for: facet and value.
    fn facets(&self, _row: &Row<'_>, _count: &mut dyn FnMut(u32, u64)) {}

    /// What all things of the row's class count for.
    fn facets_of_class(&self, _row: &Row<'_>, _count: &mut dyn FnMut(u32, u64)) {}

    /// What of the order all things of the row's class have in common.
    fn key_of_class(&self, _row: &Row<'_>) -> i64 {
        0
    }

    /// All that the sieve says, where it can be said in plain terms.
    fn plan(&self) -> Option<Plan> {
        None
    }

    /// What the order goes by, smallest first. `relevance` is larger where the words fit better; `of_class` is what [`Sieve::key_of_class`] said.
    fn key(&self, _row: &Row<'_>, relevance: i64, _of_class: i64) -> i64 {
        relevance.saturating_neg()
    }
}

/// A search.
#[derive(Debug, Clone)]
pub struct Asked {
    /// As typed; nothing typed asks for everything.
    pub words: String,
    /// Where the slice begins.
    pub after: Option<Cursor>,
    /// How many at once.
    pub limit: Limit,
}

/// One that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// What its place in the order goes by.
    pub key: i64,
}

/// Prices of what was found, in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prices {
    /// The currency's place in its list.
    pub currency: u64,
    /// A quarter pays no more.
    pub p25: u64,
    /// Half pays no more.
    pub p50: u64,
    /// Three quarters pay no more.
    pub p75: u64,
    /// Of so many.
    pub n: usize,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// This slice.
    pub hits: Vec<Hit>,
    /// Where the next one begins.
    pub next: Option<Cursor>,
    /// How many fit in all.
    pub total: usize,
    /// How many there would be with each value of each facet.
    pub facets: Vec<BTreeMap<u64, usize>>,
    /// The prices in the currency that most pay in.
    pub prices: Option<Prices>,
    /// What to mark in their texts.
    pub marks: Marks,
}

impl Answer {
    /// How many there would be with each value of a facet.
    pub fn facet(&self, facet: u32) -> impl Iterator<Item = (u64, usize)> + '_ {
        let counts = usize::try_from(facet).ok().and_then(|facet| self.facets.get(facet));
        counts.into_iter().flatten().map(|(value, count)| (*value, *count))
    }
}

/// An id as a number; 0 for what is none.
#[must_use]
pub fn number_of(id: &impl std::fmt::Display) -> u128 {
    let text = id.to_string();
    text.split_once('_').and_then(|(_, digits)| crate::primitives::id::decode(digits)).map_or(0, |id| id.as_u128())
}

/// The id with this number; `prefix` says of what.
#[must_use]
pub fn id_of(number: u128, prefix: &str) -> String {
    format!("{prefix}_{}", crate::primitives::id::encode(uuid::Uuid::from_u128(number)))
}

/// A number in halves, high and low.
#[must_use]
pub fn halves(number: u128) -> (u64, u64) {
    let half = |number: u128| u64::try_from(number & u128::from(u64::MAX)).unwrap_or_default();
    (half(number >> 64), half(number))
}

/// A member of a closed list as its place in it.
#[must_use]
pub fn place<T: Choice>(member: T) -> u64 {
    T::ALL.iter().position(|known| *known == member).and_then(|place| u64::try_from(place).ok()).unwrap_or_default()
}

/// The member of a closed list at a place.
#[must_use]
pub fn member<T: Choice>(place: u64) -> Option<T> {
    usize::try_from(place).ok().and_then(|place| T::ALL.get(place)).copied()
}

/// Members of a closed list as one number, a bit each. No list has more than 64.
#[must_use]
pub fn mask<T: Choice>(members: &[T]) -> u64 {
    members.iter().fold(0, |mask, one| mask | 1 << place(*one))
}

/// The places of the members that a mask names.
pub fn places(mask: u64) -> impl Iterator<Item = u64> {
    (0..64).filter(move |place| mask & (1 << place) != 0)
}

const SIGNS: &[u8] = b"-0123456789abcdefghijklmnopqrstuvwxyz";

/// A language as a number that can be read back.
#[must_use]
pub fn language_code(language: &Language) -> u64 {
    language.tag().to_ascii_lowercase().bytes().take(12).fold(0, |code, byte| {
        let digit = SIGNS.iter().position(|sign| *sign == byte).and_then(|at| u64::try_from(at).ok()).unwrap_or_default();
        code.wrapping_mul(38).wrapping_add(digit + 1)
    })
}

/// The language of such a number.
#[must_use]
pub fn language_of_code(mut code: u64) -> Option<Language> {
    let mut tag = Vec::new();
    while code > 0 {
        tag.push(*SIGNS.get(usize::try_from((code % 38).checked_sub(1)?).ok()?)?);
        code /= 38;
    }
    tag.reverse();
    String::from_utf8(tag).ok()?.parse().ok()
}
