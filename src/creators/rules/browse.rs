//! Which creators somebody looks for, and how many there would be with another choice.

use crate::creators::model::Entry;
use crate::matching::{NEWCOMERS_PERCENT, is_newcomer, lot};
use crate::primitives::{Cursor, Instant, Language, Limit, Platform, Slice};
use std::cmp::Reverse;

/// A day, in microseconds.
const DAY_MICROS: i64 = 86_400_000_000;

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

/// Who has done most stands first; among equals those with pictures, then who joined last. The number is larger where somebody stands further in front.
#[must_use]
pub(crate) fn done(deals: i64, is_shown: bool) -> i64 {
    deals.saturating_mul(2).saturating_add(i64::from(is_shown))
}

/// Whether of somebody who has [`done`] so much anything was finished.
#[must_use]
pub(crate) const fn has_finished(done: i64) -> bool {
    done >= 2
}

/// A place in an order: what it goes by, smallest first, then who joined last.
pub(crate) type Spot = (i64, Reverse<u128>);

/// Where newcomers stand among those who wait for the day's lot. A creator goes by his id.
#[must_use]
pub(crate) fn lot_key(creator: impl std::fmt::Display, day: i64) -> i64 {
    i64::try_from(lot(creator, day) >> 1).unwrap_or_default()
}

/// How far a reader is in the order of a day, counted from 1970: by what was [`done`], with [`NEWCOMERS_PERCENT`] of the places for newcomers, among whom
/// the day's lot decides. It is all that a cursor holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    day: i64,
    shown: usize,
    newcomers: usize,
    /// Who came last in his turn.
    turn: Option<Spot>,
    /// Who was drawn last.
    drawn: Option<Spot>,
}

impl Place {
    /// After this cursor; without one, or with one that is none, at the beginning of today's order.
    #[must_use]
    pub(crate) fn after(cursor: Option<&Cursor>, now: Instant) -> Self {
        let day = now.0.div_euclid(DAY_MICROS);
        cursor.and_then(Self::read).unwrap_or(Self { day, shown: 0, newcomers: 0, turn: None, drawn: None })
    }

    fn read(cursor: &Cursor) -> Option<Self> {
        let mut words = cursor.id.split(' ');
        let (shown, newcomers) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let mut spot = || -> Option<Spot> { Some((words.next()?.parse().ok()?, Reverse(words.next()?.parse().ok()?))) };
        Some(Self { day: cursor.key, shown, newcomers, turn: Some(spot()?), drawn: spot() })
    }

    fn cursor(self) -> Cursor {
        let spot = |spot: Option<Spot>| spot.map_or(String::new(), |(key, Reverse(number))| format!(" {key} {number}"));
        Cursor { key: self.day, id: format!("{} {}{}{}", self.shown, self.newcomers, spot(self.turn), spot(self.drawn)) }
    }

    /// The day of the order.
    #[must_use]
    pub(crate) const fn day(&self) -> i64 {
        self.day
    }

    /// Who came last in his turn.
    #[must_use]
    pub(crate) const fn turn(&self) -> Option<Spot> {
        self.turn
    }

    /// Who was drawn last.
    #[must_use]
    pub(crate) const fn drawn(&self) -> Option<Spot> {
        self.drawn
    }

    /// Whoever joined then and has [`done`] so much is a newcomer in this order.
    #[must_use]
    pub(crate) fn is_newcomer(&self, joined: Instant, done: i64) -> bool {
        is_newcomer(joined, has_finished(done), Instant((self.day + 1).saturating_mul(DAY_MICROS)))
    }

    /// So many newcomers may be drawn for the next places.
    #[must_use]
    pub(crate) fn owed(&self, limit: Limit) -> usize {
        (self.shown.saturating_add(limit.rows()).saturating_mul(NEWCOMERS_PERCENT) / 100).saturating_sub(self.newcomers).min(limit.rows())
    }

    fn has_shown(&self, stand: &Stand<'_>) -> bool {
        self.turn.is_some_and(|last| stand.turn <= last) || stand.drawn.zip(self.drawn).is_some_and(|(own, last)| own <= last)
    }

    /// The next places: of those who come in their turn, and of newcomers who wait to be drawn, each in their order.
    #[must_use]
    pub(crate) fn next<'a>(mut self, (turn, waiting): (Vec<Stand<'a>>, Vec<Stand<'a>>), limit: Limit) -> Slice<&'a Entry> {
        let (mut items, mut turn, mut waiting) = (Vec::new(), turn.into_iter(), waiting.into_iter());
        while items.len() < limit.rows() {
            let owed = (self.shown + 1) * NEWCOMERS_PERCENT / 100;
            let lucky = if self.newcomers < owed { waiting.find(|stand| !self.has_shown(stand)) } else { None };
            let stand = match lucky {
                Some(stand) => {
                    self.drawn = stand.drawn;
                    stand
                }
                None => {
                    let Some(stand) = turn.find(|stand| !self.has_shown(stand)) else { break };
                    self.turn = Some(stand.turn);
                    stand
                }
            };
            self.shown += 1;
            self.newcomers += usize::from(stand.drawn.is_some());
            items.push(stand.entry);
        }
        let is_more = turn.any(|stand| !self.has_shown(&stand));
        Slice { items, next: is_more.then(|| self.cursor()) }
    }
}

/// Where somebody stands in the order of a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand<'a> {
    entry: &'a Entry,
    turn: Spot,
    /// Where he waits to be drawn, if he is a newcomer.
    drawn: Option<Spot>,
}

impl<'a> Stand<'a> {
    /// Of this creator in this order.
    #[must_use]
    pub(crate) fn of(entry: &'a Entry, place: &Place) -> Self {
        let (done, number) = (done(entry.deals, !entry.works.is_empty()), Reverse(entry.id.number()));
        let drawn = place.is_newcomer(entry.joined, done).then(|| (lot_key(entry.id, place.day), number));
        Self { entry, turn: (done.saturating_neg(), number), drawn }
    }

    /// With what his turn goes by as somebody else knows it.
    #[must_use]
    pub(crate) fn in_turn(self, key: i64) -> Self {
        Self { turn: (key, self.turn.1), ..self }
    }

    /// With his lot as somebody else knows it.
    #[must_use]
    pub(crate) fn by_lot(self, key: i64) -> Self {
        Self { drawn: Some((key, self.turn.1)), ..self }
    }
}

/// One page of those looked for in the order of the day, or of the day on which the reader began, and how many there are in all.
#[must_use]
pub(crate) fn page<'a>(
    entries: &'a [Entry],
    filter: &Filter,
    after: Option<&Cursor>,
    (limit, now): (Limit, Instant),
) -> (Slice<&'a Entry>, usize) {
    let place = Place::after(after, now);
    let mut turn: Vec<Stand<'a>> = entries.iter().filter(|entry| filter.fits(entry, None)).map(|entry| Stand::of(entry, &place)).collect();
    let total = turn.len();
    turn.retain(|stand| !place.has_shown(stand));
    let mut waiting: Vec<Stand<'a>> = turn.iter().filter(|stand| stand.drawn.is_some()).copied().collect();
    turn.sort_unstable_by_key(|stand| stand.turn);
    waiting.sort_unstable_by_key(|stand| stand.drawn);
    (place.next((turn, waiting), limit), total)
}

/// How many creators a page shows, and how many of them are newcomers: what is counted of it.
#[must_use]
pub(crate) fn shown(entries: &[Entry], now: Instant) -> (usize, usize) {
    (entries.len(), entries.iter().filter(|entry| is_newcomer(entry.joined, entry.deals > 0, now)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::id::CreatorId;
    use std::collections::BTreeSet;

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
