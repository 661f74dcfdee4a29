//! Creators as the index of words holds them, and who finds which of them there.

use super::model::Profile;
use super::rules::browse::{Counts, Facet, Filter};
use super::rules::is_shown;
use super::store;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::id::CreatorId;
use crate::search::{Answer, Collection, Doc, Noun, Row, Sieve, language_code, language_of_code, mask, member, number_of, platform_words};
use std::collections::{HashMap, HashSet};

/// Every creator: profiles are public.
pub(super) const COLLECTION: &Collection = &Collection {
    noun: Noun::Creator,
    prefix: "crt",
    edition: 2,
    columns: &["platforms", "languages", "tags"],
    shared: &[PLATFORMS, LANGUAGES],
    price: None,
    list: store::list_ids,
    load,
};
const PLATFORMS: usize = 0;
const LANGUAGES: usize = 1;
const TAGS: usize = 2;

/// A tag as a number: FNV-1a over its folded words.
fn tag_code(tag: &str) -> u64 {
    tag.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn load(conn: &mut Conn, ids: &[String]) -> Result<Vec<Doc>, Failure> {
    let ids: Vec<CreatorId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let profiles = store::list(conn, &ids)?;
    let (mut channels, mut works) = (store::list_channels_of(conn, &ids)?, store::list_works_of(conn, &ids)?);
    let doc = |profile: Profile| {
        let channels = channels.remove(&profile.id).unwrap_or_default();
        let platforms: Vec<_> = channels.iter().map(|channel| channel.platform).collect();
        let mut about = profile.tags.clone();
        about.extend(platforms.iter().map(|platform| platform_words(*platform).to_owned()));
        about.extend(channels.iter().map(|channel| channel.handle.clone()));
        let mut body = vec![profile.bio];
        // What others do not see they do not find either.
        body.extend(works.remove(&profile.id).unwrap_or_default().into_iter().filter(is_shown).map(|work| work.title));
        let mut values = vec![(PLATFORMS, mask(&platforms))];
        values.extend(profile.languages.iter().map(|language| (LANGUAGES, language_code(language))));
        values.extend(profile.tags.iter().map(|tag| (TAGS, tag_code(tag))));
        let title = format!("{}\n{}", profile.name, profile.handle);
        Doc { id: profile.id.to_string(), title, about: about.join("\n"), body: body.join("\n"), values }
    };
    Ok(profiles.into_iter().map(doc).collect())
}

/// What somebody looks for beside words.
pub(super) struct Wanted {
    platforms: u64,
    languages: Vec<u64>,
    tags: Vec<u64>,
    /// Only who is not hindered.
    available: bool,
    /// Who takes no new work now: it changes by the hour, so the index does not hold it.
    hindered: HashSet<u128>,
}

impl Wanted {
    /// As it was asked, while these take no new work.
    pub(super) fn of(filter: &Filter, hindered: impl Iterator<Item = CreatorId>) -> Self {
        Self {
            available: filter.available,
            hindered: hindered.map(|id| number_of(&id)).collect(),
            platforms: mask(&filter.platforms),
            languages: filter.languages.iter().map(language_code).collect(),
            tags: filter.tags.iter().map(|tag| tag_code(tag)).collect(),
        }
    }
}

impl Wanted {
    fn is_hindered(&self, row: &Row<'_>) -> bool {
        !self.hindered.is_empty() && self.hindered.contains(&row.number())
    }
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
        let met = [(Facet::Tags, meets(&self.tags, row, TAGS)), (Facet::Available, !self.available || !self.is_hindered(row))];
        Some(failed(met))
    }

    fn admits_class(&self, row: &Row<'_>) -> Option<u32> {
        let shown = self.platforms == 0 || row.one(PLATFORMS).is_some_and(|platforms| platforms & self.platforms != 0);
        Some(failed([(Facet::Platforms, shown), (Facet::Languages, meets(&self.languages, row, LANGUAGES))]))
    }

    fn facets(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        row.all(TAGS).for_each(|tag| count(bit(Facet::Tags), tag));
        if !self.is_hindered(row) {
            count(bit(Facet::Available), 1);
        }
    }

    fn facets_of_class(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        let platforms = row.one(PLATFORMS).unwrap_or_default();
        (0..64).filter(|place| platforms & (1 << place) != 0).for_each(|place| count(bit(Facet::Platforms), place));
        row.all(LANGUAGES).for_each(|language| count(bit(Facet::Languages), language));
    }
}

/// The facets whose choice is not met, a bit each.
fn failed<const N: usize>(met: [(Facet, bool); N]) -> u32 {
    met.into_iter().filter(|(_, met)| !met).fold(0, |bits, (facet, _)| bits | 1 << bit(facet))
}

/// How many there would be with each choice, as the walk over the index counted them; a tag that none of `known` is has no name.
pub(super) fn counts<'a>(answer: &Answer, known: impl Iterator<Item = &'a String>) -> Counts {
    let names: HashMap<u64, &String> = known.map(|tag| (tag_code(tag), tag)).collect();
    let platforms = answer.facet(bit(Facet::Platforms)).filter_map(|(place, count)| Some((member(place)?, count)));
    let languages = answer.facet(bit(Facet::Languages)).filter_map(|(code, count)| Some((language_of_code(code)?, count)));
    let tags = answer.facet(bit(Facet::Tags)).filter_map(|(code, count)| Some(((*names.get(&code)?).clone(), count)));
    let available = answer.facet(bit(Facet::Available)).map(|(_, count)| count).sum();
    Counts { platforms: platforms.collect(), languages: languages.collect(), tags: tags.collect(), available }
}
