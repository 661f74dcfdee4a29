//! Which creators somebody looks for, and how many there would be with another choice.

use crate::creators::model::Entry;
use crate::primitives::{Cursor, Language, Limit, Platform, Slice};

/// What somebody looks for. Members of one list are alternatives; the lists must all agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Is seen there.
    pub platforms: Vec<Platform>,
    /// Works in these.
    pub languages: Vec<Language>,
    /// Says this of himself.
    pub tags: Vec<String>,
}

/// A part of the filter, left out while its own choices are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facet {
    /// Platform.
    Platforms,
    /// Language.
    Languages,
    /// Tag.
    Tags,
}

fn meets<T: PartialEq>(chosen: &[T], values: &[T]) -> bool {
    chosen.is_empty() || values.iter().any(|value| chosen.contains(value))
}

impl Filter {
    /// Whether the creator is looked for, leaving one facet out.
    #[must_use]
    pub(crate) fn fits(&self, entry: &Entry, except: Option<Facet>) -> bool {
        let asks = |facet: Facet| except != Some(facet);
        (!asks(Facet::Platforms) || meets(&self.platforms, &entry.platforms))
            && (!asks(Facet::Languages) || meets(&self.languages, &entry.languages))
            && (!asks(Facet::Tags) || meets(&self.tags, &entry.tags))
    }

    /// How many choices are on.
    #[must_use]
    pub(crate) fn chosen(&self) -> usize {
        self.platforms.len() + self.languages.len() + self.tags.len()
    }
}

/// How many creators there would be with each choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// By where they are seen.
    pub platforms: Vec<(Platform, usize)>,
    /// By language.
    pub languages: Vec<(Language, usize)>,
    /// By what they say of themselves.
    pub tags: Vec<(String, usize)>,
}

impl Counts {
    /// Counted over everybody.
    pub(crate) fn over(entries: &[Entry], filter: &Filter) -> Self {
        Self {
            platforms: count(entries, filter, Facet::Platforms, |entry| entry.platforms.clone()),
            languages: count(entries, filter, Facet::Languages, |entry| entry.languages.clone()),
            tags: count(entries, filter, Facet::Tags, |entry| entry.tags.clone()),
        }
    }
}

/// How many creators there would be with each of these choices.
fn count<T: Clone + Ord>(entries: &[Entry], filter: &Filter, facet: Facet, has: impl Fn(&Entry) -> Vec<T>) -> Vec<(T, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for entry in entries.iter().filter(|entry| filter.fits(entry, Some(facet))) {
        for value in has(entry) {
            *counts.entry(value).or_insert(0_usize) += 1;
        }
    }
    counts.into_iter().collect()
}

/// Who has done most stands first; among equals those with pictures, then who joined last.
fn key(entry: &Entry) -> i64 {
    let shown = if entry.works.is_empty() { 0 } else { 1 };
    entry.deals.saturating_mul(2).saturating_add(shown).saturating_neg()
}

/// One page of those looked for, and how many there are in all.
#[must_use]
pub(crate) fn page<'a>(entries: &'a [Entry], filter: &Filter, after: Option<&Cursor>, limit: Limit) -> (Slice<&'a Entry>, usize) {
    let mut found: Vec<(i64, String, &Entry)> =
        entries.iter().filter(|entry| filter.fits(entry, None)).map(|entry| (key(entry), entry.id.to_string(), entry)).collect();
    let total = found.len();
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
    let rest = found.into_iter().skip_while(|(key, id, _)| {
        after.is_some_and(|after| (*key, std::cmp::Reverse(id.as_str())) <= (after.key, std::cmp::Reverse(after.id.as_str())))
    });
    let rows: Vec<(i64, String, &Entry)> = rest.take(limit.rows() + 1).collect();
    let slice = Slice::cut(rows, limit, |(key, id, _)| Cursor { key: *key, id: id.clone() });
    (slice.map(|(_, _, entry)| entry), total)
}
