//! Creators as the index of words holds them, and who finds which of them there.

use super::model::{Profile, Work};
use super::rules::browse::{Counts, Facet, Filter, Place, Spot, done, lot_key};
use super::rules::is_shown;
use super::store;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::id::CreatorId;
use crate::primitives::{Cursor, Instant};
use crate::search::{
    Answer, Collection, Doc, Noun, Row, Sieve, id_of, language_code, language_of_code, mask, member, places, platform_words,
};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Every creator: profiles are public.
pub(super) const COLLECTION: &Collection = &Collection {
    noun: Noun::Creator,
    prefix: CreatorId::PREFIX,
    edition: 3,
    columns: &["platforms", "languages", "tags", "done", "joined"],
    shared: &[PLATFORMS, LANGUAGES],
    price: None,
    listed: &[],
    orders: &[],
    list: store::list_ids,
    load,
};
const PLATFORMS: usize = 0;
const LANGUAGES: usize = 1;
const TAGS: usize = 2;
const DONE: usize = 3;
const JOINED: usize = 4;

/// So many creators are read at once: no list of theirs is cut off.
const AT_ONCE: usize = 250;

/// A tag as a number: FNV-1a over its folded words.
fn tag_code(tag: &str) -> u64 {
    tag.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn load(conn: &mut Conn, ids: &[String]) -> Result<Vec<Doc>, Failure> {
    let ids: Vec<CreatorId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let mut docs = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        docs.extend(load_some(conn, some)?);
    }
    Ok(docs)
}

fn load_some(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<Doc>, Failure> {
    let profiles = store::list(conn, ids)?;
    let (mut channels, mut works) = (store::list_channels_of(conn, ids)?, store::list_works_of(conn, ids)?);
    let deals = store::count_deals(conn, ids)?;
    let doc = |profile: Profile| {
        let (channels, works) = (channels.remove(&profile.id).unwrap_or_default(), works.remove(&profile.id).unwrap_or_default());
        let platforms: Vec<_> = channels.iter().map(|channel| channel.platform).collect();
        let mut about = profile.tags.clone();
        about.extend(platforms.iter().map(|platform| platform_words(*platform).to_owned()));
        about.extend(channels.iter().map(|channel| channel.handle.clone()));
        let done = done(deals.get(&profile.id).copied().unwrap_or_default(), works.iter().any(is_pictured));
        let mut values = vec![(PLATFORMS, mask(&platforms)), (DONE, unsigned(done)), (JOINED, unsigned(profile.created_at.0))];
        values.extend(profile.languages.iter().map(|language| (LANGUAGES, language_code(language))));
        values.extend(profile.tags.iter().map(|tag| (TAGS, tag_code(tag))));
        let mut body = vec![profile.bio];
        // What others do not see they do not find either.
        body.extend(works.into_iter().filter(is_shown).map(|work| work.title));
        let title = format!("{}\n{}", profile.name, profile.handle);
        Doc { id: profile.id.to_string(), title, about: about.join("\n"), body: body.join("\n"), values }
    };
    Ok(profiles.into_iter().map(doc).collect())
}

/// It stands on the creator's card.
const fn is_pictured(work: &Work) -> bool {
    work.hidden_at.is_none() && work.preview.is_some()
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn signed(row: &Row<'_>, column: usize) -> i64 {
    row.one(column).and_then(|number| i64::try_from(number).ok()).unwrap_or_default()
}

/// The cursor of a spot in an order of the index.
pub(super) fn cursor((key, Reverse(number)): Spot) -> Cursor {
    Cursor { key, id: id_of(number, CreatorId::PREFIX) }
}

/// What the order goes by.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    /// The words: those whom they fit best.
    Words,
    /// What was done: those who come in their turn after a place in the order of a day.
    Turn(Place),
    /// The lot: newcomers who were not shown before that place.
    Lot(Place),
}

/// What somebody looks for beside words.
pub(super) struct Wanted {
    platforms: u64,
    languages: Vec<u64>,
    tags: Vec<u64>,
    /// Only who is not hindered.
    available: bool,
    /// Who takes no new work now: it changes by the hour, so the index does not hold it.
    hindered: Arc<HashSet<u128>>,
    by: By,
}

impl Wanted {
    /// As it was asked, while these take no new work.
    pub(super) fn of(filter: &Filter, hindered: &Arc<HashSet<u128>>, by: By) -> Self {
        Self {
            available: filter.available,
            hindered: Arc::clone(hindered),
            platforms: mask(&filter.platforms),
            languages: filter.languages.iter().map(language_code).collect(),
            tags: filter.tags.iter().map(|tag| tag_code(tag)).collect(),
            by,
        }
    }

    fn is_hindered(&self, row: &Row<'_>) -> bool {
        !self.hindered.is_empty() && self.hindered.contains(&row.number())
    }

    /// In an order by lot only newcomers stand, and none who came in his turn before.
    fn is_in_order(&self, row: &Row<'_>) -> bool {
        let By::Lot(place) = &self.by else { return true };
        is_newcomer(place, row) && place.turn().is_none_or(|last| turn(row) > last)
    }
}

/// Where somebody comes in his turn.
fn turn(row: &Row<'_>) -> Spot {
    (signed(row, DONE).saturating_neg(), Reverse(row.number()))
}

fn is_newcomer(place: &Place, row: &Row<'_>) -> bool {
    place.is_newcomer(Instant(signed(row, JOINED)), signed(row, DONE))
}

fn lot_of(place: &Place, row: &Row<'_>) -> i64 {
    lot_key(id_of(row.number(), CreatorId::PREFIX), place.day())
}

/// Newcomers who were drawn before do not come in their turn again.
fn was_drawn(place: &Place, row: &Row<'_>) -> bool {
    place.drawn().is_some_and(|last| is_newcomer(place, row) && (lot_of(place, row), Reverse(row.number())) <= last)
}

const fn bit(facet: Facet) -> u32 {
    match facet {
        Facet::Platforms => 0,
        Facet::Languages => 1,
        Facet::Tags => 2,
        Facet::Available => 3,
    }
}

fn meets(chosen: &[u64], row: &Row<'_>, column: usize) -> bool {
    chosen.is_empty() || row.all(column).any(|value| chosen.contains(&value))
}

impl Sieve for Wanted {
    fn admits(&self, row: &Row<'_>) -> Option<u32> {
        if !self.is_in_order(row) {
            return None;
        }
        let met = [(Facet::Tags, meets(&self.tags, row, TAGS)), (Facet::Available, !self.available || !self.is_hindered(row))];
        Some(failed(met))
    }

    fn admits_class(&self, row: &Row<'_>) -> Option<u32> {
        let shown = self.platforms == 0 || row.one(PLATFORMS).is_some_and(|platforms| platforms & self.platforms != 0);
        Some(failed([(Facet::Platforms, shown), (Facet::Languages, meets(&self.languages, row, LANGUAGES))]))
    }

    fn facets(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        if matches!(self.by, By::Lot(_)) {
            return;
        }
        row.all(TAGS).for_each(|tag| count(bit(Facet::Tags), tag));
        if !self.is_hindered(row) {
            count(bit(Facet::Available), 1);
        }
    }

    fn facets_of_class(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        let platforms = row.one(PLATFORMS).unwrap_or_default();
        places(platforms).for_each(|place| count(bit(Facet::Platforms), place));
        row.all(LANGUAGES).for_each(|language| count(bit(Facet::Languages), language));
    }

    fn key(&self, row: &Row<'_>, relevance: i64, _of_class: i64) -> i64 {
        match &self.by {
            By::Words => relevance.saturating_neg(),
            By::Turn(place) if was_drawn(place, row) => i64::MIN,
            By::Turn(_) => turn(row).0,
            By::Lot(place) => lot_of(place, row),
        }
    }
}

/// The facets whose choice is not met, a bit each.
fn failed<const N: usize>(met: [(Facet, bool); N]) -> u32 {
    met.into_iter().filter(|(_, met)| !met).fold(0, |bits, (facet, _)| bits | 1 << bit(facet))
}

/// What tags are called, by their numbers in the index.
pub(super) type TagNames = HashMap<u64, String>;

/// The names of these tags.
pub(super) fn names<'a>(tags: impl Iterator<Item = &'a String>) -> TagNames {
    tags.map(|tag| (tag_code(tag), tag.clone())).collect()
}

/// Whether the names of the tags that most have are known, of as many as a list offers.
pub(super) fn are_named(answer: &Answer, most: usize, names: &TagNames) -> bool {
    let mut counts: Vec<usize> = answer.facet(bit(Facet::Tags)).map(|(_, count)| count).collect();
    counts.sort_unstable_by_key(|count| Reverse(*count));
    let least = counts.get(most.saturating_sub(1)).copied().unwrap_or_default();
    answer.facet(bit(Facet::Tags)).all(|(code, count)| count < least || names.contains_key(&code))
}

/// How many there would be with each choice, as the walk over the index counted them; a tag without a name is left out.
pub(super) fn counts(answer: &Answer, names: &TagNames) -> Counts {
    let platforms = answer.facet(bit(Facet::Platforms)).filter_map(|(place, count)| Some((member(place)?, count)));
    let languages = answer.facet(bit(Facet::Languages)).filter_map(|(code, count)| Some((language_of_code(code)?, count)));
    let tags = answer.facet(bit(Facet::Tags)).filter_map(|(code, count)| Some((names.get(&code)?.clone(), count)));
    let available = answer.facet(bit(Facet::Available)).map(|(_, count)| count).sum();
    let sorted = |mut tags: Vec<(String, usize)>| {
        tags.sort();
        tags
    };
    Counts { platforms: platforms.collect(), languages: languages.collect(), tags: sorted(tags.collect()), available }
}
