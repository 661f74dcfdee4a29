//! The public list of creators.

use super::{Say, foreign, initial};
use crate::creators::forms::Browse;
use crate::creators::model::Entry;
use crate::creators::rules::browse::{Counts, Filter};
use crate::follows::Button;
use crate::impressions::{Figure, List};
use crate::primitives::{Choice as _, Language, Platform};
use crate::search::{Marks, Span};
use crate::web::Page;
use serde::Serialize;

/// A creator as a card.
#[derive(Debug, Clone, Serialize)]
pub(in crate::creators) struct Card {
    url: String,
    name: String,
    initial: String,
    avatar: Option<String>,
    headline: String,
    lang: Option<&'static str>,
    tags: Vec<String>,
    platforms: Vec<&'static str>,
    pictures: Vec<String>,
    settled: i64,
    is_verified: bool,
    /// Where words were looked for: name and text with what was found.
    found: Option<FoundText>,
    /// Where the reader's people save him.
    save: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct FoundText {
    name: Vec<Span>,
    text: Vec<Span>,
}

impl Card {
    /// The creator as a card on a page of this language.
    #[must_use]
    pub(in crate::creators) fn of(entry: &Entry, lang: &str) -> Self {
        Self {
            url: format!("/creators/{}", entry.handle),
            name: entry.name.clone(),
            initial: initial(&entry.name),
            avatar: None,
            headline: entry.bio.lines().find(|line| !line.is_empty()).unwrap_or_default().to_owned(),
            lang: foreign(&entry.bio, lang),
            tags: entry.tags.iter().take(4).cloned().collect(),
            platforms: entry.platforms.iter().take(4).map(|platform| platform.word()).collect(),
            pictures: entry.works.iter().map(|work| format!("/creators/{}/works/{work}?size=small", entry.handle)).collect(),
            settled: entry.deals,
            is_verified: entry.is_verified,
            found: None,
            save: None,
        }
    }

    /// For a reader whose people keep lists.
    #[must_use]
    pub(in crate::creators) fn saved_by(self, keeps_lists: bool) -> Self {
        Self { save: keeps_lists.then(|| format!("{}/lists", self.url)), ..self }
    }

    /// The card with what was looked for marked in it.
    #[must_use]
    pub(in crate::creators) fn marked(self, marks: &Marks, entry: &Entry) -> Self {
        const CHARS: usize = 120;
        let found = FoundText { name: marks.over(&entry.name), text: marks.excerpt(&entry.bio, CHARS) };
        Self { found: Some(found), ..self }
    }
}

#[derive(Debug, Clone, Serialize)]
struct Group {
    legend: String,
    name: &'static str,
    kind: &'static str,
    options: Vec<FacetChoice>,
    min: String,
    max: String,
}

#[derive(Debug, Clone, Serialize)]
struct FacetChoice {
    value: String,
    label: String,
    count: Option<usize>,
    checked: bool,
    lang: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Chip {
    label: String,
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct Kept {
    name: &'static str,
    value: String,
}

/// `/creators`.
#[derive(Debug, Clone, Serialize)]
pub(in crate::creators) struct IndexPage {
    words: String,
    words_keep: Vec<Kept>,
    keep: Vec<Kept>,
    everybody: usize,
    /// Only so many of them are listed without words, because the index is being written.
    newest: Option<usize>,
    total: usize,
    groups: Vec<Group>,
    chosen: usize,
    chips: Vec<Chip>,
    dropped: Option<String>,
    rows: Vec<Card>,
    next: Option<String>,
    /// So many hundredths of the places are for newcomers, where no words order the list.
    newcomers_percent: Option<usize>,
    /// How newcomers fared in this list of late, where it is known.
    figure: Option<Figure>,
    /// How they fared in every list that is counted.
    figures: Vec<Figure>,
    /// The reader's people keep lists.
    saves: bool,
    /// Ways to follow the chosen tags.
    follows: Vec<Button>,
}

impl Page for IndexPage {
    const TEMPLATE: &'static str = "creators/index.html";
    const ACTIVE: &'static str = "creators";
}

/// Tags that the list offers: as many as one reads at a glance.
pub(in crate::creators) const OFFERED_TAGS: usize = 14;

fn pairs(filter: &Filter) -> Vec<(&'static str, String)> {
    let mut pairs: Vec<(&'static str, String)> = Vec::new();
    pairs.extend(filter.platforms.iter().map(|platform| ("platform", platform.to_string())));
    pairs.extend(filter.languages.iter().map(|language| ("language", language.to_string())));
    pairs.extend(filter.tags.iter().map(|tag| ("tag", tag.clone())));
    pairs.extend(filter.available.then(|| ("available", "true".to_owned())));
    pairs
}

/// The address of these words and this filter.
#[must_use]
pub(in crate::creators) fn address(words: &str, filter: &Filter, cursor: Option<String>) -> String {
    let mut pairs = pairs(filter);
    pairs.extend((!words.is_empty()).then(|| ("q", words.to_owned())));
    pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.is_empty() { "/creators".to_owned() } else { format!("/creators?{query}") }
}

impl IndexPage {
    /// One page of those looked for.
    #[must_use]
    pub(in crate::creators) fn of(
        (everybody, newest): (usize, Option<usize>),
        counts: &Counts,
        Browse { words, filter, dropped }: &Browse,
        found: (Vec<Card>, usize, Option<String>),
        say: Say<'_>,
    ) -> Self {
        let (rows, total, next) = found;
        let kept = |pairs: Vec<(&'static str, String)>| pairs.into_iter().map(|(name, value)| Kept { name, value }).collect();
        Self {
            words: words.clone(),
            words_keep: kept(pairs(filter)),
            keep: kept((!words.is_empty()).then(|| ("q", words.clone())).into_iter().collect()),
            everybody,
            newest: newest.filter(|_| words.is_empty()),
            total,
            groups: groups(counts, filter, say),
            chosen: filter.chosen(),
            chips: chips(words, filter, say),
            dropped: (!dropped.is_empty()).then(|| dropped.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")),
            newcomers_percent: words.is_empty().then_some(crate::matching::NEWCOMERS_PERCENT),
            saves: rows.iter().any(|row| row.save.is_some()),
            rows,
            next,
            follows: Vec::new(),
            figure: None,
            figures: Vec::new(),
        }
    }

    /// With how newcomers fared of late.
    #[must_use]
    pub(in crate::creators) fn with_figures(self, figures: Vec<Figure>) -> Self {
        Self { figure: figures.iter().find(|figure| figure.list == List::Browse).copied(), figures, ..self }
    }

    /// With ways to follow what was chosen.
    #[must_use]
    pub(in crate::creators) fn followed_by(self, follows: Vec<Button>) -> Self {
        Self { follows, ..self }
    }
}

/// The choices of a facet, most frequent first, those that are on always among them.
fn options<T: Clone + Ord>(
    counts: &[(T, usize)],
    chosen: &[T],
    most: usize,
    read: impl Fn(&T) -> (String, String, Option<String>),
) -> Vec<FacetChoice> {
    let missing = chosen.iter().filter(|value| !counts.iter().any(|(known, _)| known == *value)).map(|value| (value.clone(), 0));
    let mut all: Vec<(T, usize)> = counts.iter().cloned().chain(missing).collect();
    all.sort_by(|a, b| chosen.contains(&b.0).cmp(&chosen.contains(&a.0)).then(b.1.cmp(&a.1)).then_with(|| a.0.cmp(&b.0)));
    all.truncate(most.max(chosen.len()));
    all.into_iter()
        .map(|(value, count)| {
            let (word, label, lang) = read(&value);
            FacetChoice { value: word, label, count: Some(count), checked: chosen.contains(&value), lang }
        })
        .collect()
}

fn groups(counts: &Counts, filter: &Filter, say: Say<'_>) -> Vec<Group> {
    let many = |name: &'static str, options: Vec<FacetChoice>| Group {
        legend: say(&format!("creators-facet-{name}"), &[]),
        name,
        kind: "many",
        options,
        min: String::new(),
        max: String::new(),
    };
    let platform = |platform: &Platform| (platform.to_string(), say(&format!("face-platform-{}", platform.word()), &[]), None);
    let language = |language: &Language| (language.to_string(), language.name().to_owned(), Some(language.to_string()));
    let free = FacetChoice {
        value: "true".to_owned(),
        label: say("creators-available", &[]),
        count: Some(counts.available),
        checked: filter.available,
        lang: None,
    };
    vec![
        many("platform", options(&counts.platforms, &filter.platforms, 20, platform)),
        many("language", options(&counts.languages, &filter.languages, 20, language)),
        many("tag", options(&counts.tags, &filter.tags, OFFERED_TAGS, |tag| (tag.clone(), tag.clone(), None))),
        many("available", vec![free]),
    ]
}

fn chips(words: &str, filter: &Filter, say: Say<'_>) -> Vec<Chip> {
    let mut chips = Vec::new();
    if !words.is_empty() {
        chips.push(Chip { label: format!("“{words}”"), url: address("", filter, None) });
    }
    let mut chip = |label: String, without: Filter| chips.push(Chip { label, url: address(words, &without, None) });
    for platform in &filter.platforms {
        let rest = filter.platforms.iter().copied().filter(|other| other != platform).collect();
        chip(say(&format!("face-platform-{}", platform.word()), &[]), Filter { platforms: rest, ..filter.clone() });
    }
    for language in &filter.languages {
        let rest = filter.languages.iter().filter(|other| *other != language).cloned().collect();
        chip(language.name().to_owned(), Filter { languages: rest, ..filter.clone() });
    }
    if filter.available {
        chip(say("creators-available", &[]), Filter { available: false, ..filter.clone() });
    }
    for tag in &filter.tags {
        let rest = filter.tags.iter().filter(|other| *other != tag).cloned().collect();
        chip(tag.clone(), Filter { tags: rest, ..filter.clone() });
    }
    chips
}
