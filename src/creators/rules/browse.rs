//! Which creators somebody looks for, and how many there would be with another choice.

use crate::creators::model::Entry;
use crate::matching::{NEWCOMERS_PERCENT, is_newcomer, lot};
use crate::primitives::{Cursor, Instant, Language, Limit, Platform, Slice};
use std::collections::BTreeSet;

/// What somebody looks for. Members of one list are alternatives; the lists must all agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Is seen there.
    pub platforms: Vec<Platform>,
    /// Works in these.
    pub languages: Vec<Language>,
    /// Says this of himself.
    pub tags: Vec<String>,
    /// Neither away nor full.
    pub available: bool,
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
    /// Whether new work is taken.
    Available,
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
            && (!asks(Facet::Available) || !self.available || !entry.is_hindered)
    }

    /// How many choices are on.
    #[must_use]
    pub(crate) fn chosen(&self) -> usize {
        self.platforms.len() + self.languages.len() + self.tags.len() + usize::from(self.available)
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
    /// Of those who are neither away nor full.
    pub available: usize,
}

impl Counts {
    /// Counted over everybody.
    pub(crate) fn over(entries: &[Entry], filter: &Filter) -> Self {
        Self {
            platforms: count(entries, filter, Facet::Platforms, |entry| entry.platforms.clone()),
            languages: count(entries, filter, Facet::Languages, |entry| entry.languages.clone()),
            tags: count(entries, filter, Facet::Tags, |entry| entry.tags.clone()),
            available: entries.iter().filter(|entry| !entry.is_hindered && filter.fits(entry, Some(Facet::Available))).count(),
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

/// Longer lists have no further pages; what a cursor holds is the day of the order and a place in it.
const PLACES: i64 = 1_000_000;

/// The order of one day, counted from 1970: by [`key`], with [`NEWCOMERS_PERCENT`] of the places for newcomers, among whom the day's lot decides.
fn order(mut found: Vec<&Entry>, day: i64) -> Vec<&Entry> {
    let now = Instant((day + 1).saturating_mul(86_400_000_000));
    let is_new = |entry: &Entry| is_newcomer(entry.joined, entry.deals > 0, now);
    found.sort_by_cached_key(|entry| (key(entry), std::cmp::Reverse(entry.id.to_string())));
    let mut waiting: Vec<&Entry> = found.iter().copied().filter(|entry| is_new(entry)).collect();
    waiting.sort_by_cached_key(|entry| (lot(entry.id, day), entry.id));
    let (mut shown, mut newcomers, mut all) = (BTreeSet::new(), 0, Vec::with_capacity(found.len()));
    let (mut waiting, mut others) = (waiting.into_iter(), found.iter().copied());
    while all.len() < found.len() {
        let owed = (all.len() + 1) * NEWCOMERS_PERCENT / 100;
        let lucky = if newcomers < owed { waiting.find(|entry| !shown.contains(&entry.id)) } else { None };
        let Some(next) = lucky.or_else(|| others.find(|entry| !shown.contains(&entry.id))) else { break };
        newcomers += usize::from(is_new(next));
        shown.insert(next.id);
        all.push(next);
    }
    all
}

/// One page of those looked for in the order of the day, or of the day on which the reader began, and how many there are in all.
#[must_use]
pub(crate) fn page<'a>(
    entries: &'a [Entry],
    filter: &Filter,
    after: Option<&Cursor>,
    (limit, now): (Limit, Instant),
) -> (Slice<&'a Entry>, usize) {
    let day = after.map_or_else(|| now.0.div_euclid(86_400_000_000), |after| after.key.div_euclid(PLACES));
    let found = order(entries.iter().filter(|entry| filter.fits(entry, None)).collect(), day);
    let total = found.len();
    let begin = after.map_or(0, |after| {
        let place = usize::try_from(after.key.rem_euclid(PLACES)).unwrap_or_default();
        found.iter().position(|entry| entry.id.to_string() == after.id).unwrap_or(place).saturating_add(1)
    });
    let rows: Vec<(usize, &Entry)> = found.into_iter().enumerate().skip(begin).take(limit.rows() + 1).collect();
    let cursor = |(place, entry): &(usize, &Entry)| {
        let place = i64::try_from(*place).unwrap_or_default().min(PLACES - 1);
        Cursor { key: day.saturating_mul(PLACES).saturating_add(place), id: entry.id.to_string() }
    };
    (Slice::cut(rows, limit, cursor).map(|(_, entry)| entry), total)
}

/// How many creators a page shows, and how many of them are newcomers: what is counted of it.
#[must_use]
pub(crate) fn shown(entries: &[&Entry], now: Instant) -> (usize, usize) {
    (entries.len(), entries.iter().filter(|entry| is_newcomer(entry.joined, entry.deals > 0, now)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::id::CreatorId;

    fn entry(deals: i64) -> Entry {
        Entry {
            id: CreatorId::random(),
            handle: "ana".into(),
            name: "Ana".into(),
            bio: String::new(),
            tags: Vec::new(),
            languages: Vec::new(),
            platforms: Vec::new(),
            works: Vec::new(),
            deals,
            joined: Instant(0),
            is_hindered: false,
            is_verified: false,
        }
    }

    #[test]
    fn newcomers_have_their_share_on_every_page_and_everybody_stands_once() {
        let entries: Vec<Entry> = (0..60).map(|no| entry(if no < 40 { no + 1 } else { 0 })).collect();
        let (limit, now, filter) = (Limit::new(20).unwrap(), Instant(0).plus_hours(50), Filter::default());
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            // The second page is asked for on another day, and goes on with the order of the first.
            let later = if after.is_some() { now.plus_hours(24) } else { now };
            let (slice, total) = page(&entries, &filter, after.as_ref(), (limit, later));
            assert_eq!(total, 60);
            seen.extend(slice.items.iter().map(|entry| (entry.id, entry.deals == 0)));
            after = slice.next;
            if after.is_none() {
                break;
            }
        }
        let new_among = |most: usize| seen.iter().take(most).filter(|(_, is_new)| *is_new).count();
        assert_eq!((new_among(6), new_among(7), new_among(20), new_among(40)), (0, 1, 3, 6));
        assert_eq!(seen.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>().len(), 60);
        let first = |now: Instant| page(&entries, &filter, None, (limit, now)).0.items.iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!(first(now), first(now.plus_hours(1)));
        assert_ne!(first(now), first(now.plus_hours(240)), "another day, other newcomers");
    }
}
