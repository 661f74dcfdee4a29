//! What a person sees of creators.

use super::forms::{ChannelForm, ProfileForm};
use super::model::{Channel, Entry, Profile, Work};
use super::rules::{
    self,
    browse::{Facet, Filter, count},
};
use crate::primitives::{Choice, Instant, Language, LanguageName, Platform, lists::language_of};
use crate::web::{Page, ShownError};
use serde::Serialize;

/// The words of the site in the reader's language, by key.
pub(super) type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

fn initial(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect())
}

fn foreign(text: &str, page: &str) -> Option<&'static str> {
    Some(language_of(text)).filter(|lang| *lang != page)
}

/// A creator as a card.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
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
}

impl Card {
    /// The creator as a card on a page of this language.
    #[must_use]
    pub(super) fn of(entry: &Entry, lang: &str) -> Self {
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
        }
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

/// `/creators`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct IndexPage {
    everybody: usize,
    total: usize,
    groups: Vec<Group>,
    chosen: usize,
    chips: Vec<Chip>,
    dropped: Option<String>,
    rows: Vec<Card>,
    next: Option<String>,
}

impl Page for IndexPage {
    const TEMPLATE: &'static str = "creators/index.html";
    const ACTIVE: &'static str = "creators";
}

/// Tags that the list offers: as many as one reads at a glance.
const TAGS: usize = 14;

/// The address of this filter.
#[must_use]
pub(super) fn address(filter: &Filter, cursor: Option<String>) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    pairs.extend(filter.platforms.iter().map(|platform| ("platform", platform.to_string())));
    pairs.extend(filter.languages.iter().map(|language| ("language", language.to_string())));
    pairs.extend(filter.tags.iter().map(|tag| ("tag", tag.clone())));
    pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.is_empty() { "/creators".to_owned() } else { format!("/creators?{query}") }
}

impl IndexPage {
    /// One page of those looked for.
    #[must_use]
    pub(super) fn of(
        entries: &[Entry],
        (filter, dropped): (&Filter, &[String]),
        found: (Vec<Card>, usize, Option<String>),
        say: Say<'_>,
    ) -> Self {
        let (rows, total, next) = found;
        Self {
            everybody: entries.len(),
            total,
            groups: groups(entries, filter, say),
            chosen: filter.chosen(),
            chips: chips(filter, say),
            dropped: (!dropped.is_empty()).then(|| dropped.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")),
            rows,
            next,
        }
    }
}

/// The choices of a facet, most frequent first, those that are on always among them.
fn options<T: Clone + Ord>(
    counts: Vec<(T, usize)>,
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

fn groups(entries: &[Entry], filter: &Filter, say: Say<'_>) -> Vec<Group> {
    let many = |name: &'static str, options: Vec<FacetChoice>| Group {
        legend: say(&format!("creators-facet-{name}"), &[]),
        name,
        kind: "many",
        options,
        min: String::new(),
        max: String::new(),
    };
    let platforms = count(entries, filter, Facet::Platforms, |entry| entry.platforms.clone());
    let languages = count(entries, filter, Facet::Languages, |entry| entry.languages.clone());
    let tags = count(entries, filter, Facet::Tags, |entry| entry.tags.clone());
    let platform = |platform: &Platform| (platform.to_string(), say(&format!("face-platform-{}", platform.word()), &[]), None);
    let language = |language: &Language| (language.to_string(), language.name().to_owned(), Some(language.to_string()));
    vec![
        many("platform", options(platforms, &filter.platforms, 20, platform)),
        many("language", options(languages, &filter.languages, 20, language)),
        many("tag", options(tags, &filter.tags, TAGS, |tag| (tag.clone(), tag.clone(), None))),
    ]
}

fn chips(filter: &Filter, say: Say<'_>) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut chip = |label: String, without: Filter| chips.push(Chip { label, url: address(&without, None) });
    for platform in &filter.platforms {
        let rest = filter.platforms.iter().copied().filter(|other| other != platform).collect();
        chip(say(&format!("face-platform-{}", platform.word()), &[]), Filter { platforms: rest, ..filter.clone() });
    }
    for language in &filter.languages {
        let rest = filter.languages.iter().filter(|other| *other != language).cloned().collect();
        chip(language.name().to_owned(), Filter { languages: rest, ..filter.clone() });
    }
    for tag in &filter.tags {
        let rest = filter.tags.iter().filter(|other| *other != tag).cloned().collect();
        chip(tag.clone(), Filter { tags: rest, ..filter.clone() });
    }
    chips
}

#[derive(Debug, Clone, Serialize)]
struct ChannelRow {
    id: String,
    platform: &'static str,
    handle: String,
    url: String,
    followers: i64,
    stated_at: Instant,
}

fn channel_row(channel: &Channel) -> ChannelRow {
    ChannelRow {
        id: channel.id.to_string(),
        platform: channel.platform.word(),
        handle: channel.handle.clone(),
        url: channel.url.clone(),
        followers: channel.followers,
        stated_at: channel.stated_at,
    }
}

#[derive(Debug, Clone, Serialize)]
struct WorkRow {
    id: String,
    src: String,
    small: String,
    alt: String,
    url: Option<String>,
    title: Option<String>,
}

fn work_row(handle: &str, work: &Work) -> WorkRow {
    let src = format!("/creators/{handle}/works/{}", work.id);
    WorkRow {
        id: work.id.to_string(),
        small: format!("{src}?size=small"),
        alt: work.title.clone(),
        url: Some(src.clone()),
        title: Some(work.title.clone()),
        src,
    }
}

/// `/creators/{handle}`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ShowPage {
    handle: String,
    name: String,
    initial: String,
    bio: String,
    lang: Option<&'static str>,
    tags: Vec<Tag>,
    languages: Vec<LanguageName>,
    channels: Vec<ChannelRow>,
    works: Vec<WorkRow>,
    joined: Instant,
    deals: i64,
    is_own: bool,
    may_invite: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Tag {
    label: String,
    url: String,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "creators/show.html";
    const ACTIVE: &'static str = "creators";
}

impl ShowPage {
    /// The profile with its channels and works; `deals` are completed contracts; the reader is its owner, or may invite.
    #[must_use]
    pub(super) fn of(profile: &Profile, (channels, works): (&[Channel], &[Work]), deals: i64, for_whom: (bool, bool), lang: &str) -> Self {
        let tag = |tag: &String| Tag { label: tag.clone(), url: address(&Filter { tags: vec![tag.clone()], ..Filter::default() }, None) };
        Self {
            handle: profile.handle.clone(),
            name: profile.name.clone(),
            initial: initial(&profile.name),
            bio: profile.bio.clone(),
            lang: foreign(&profile.bio, lang),
            tags: profile.tags.iter().map(tag).collect(),
            languages: profile.languages.iter().map(LanguageName::from).collect(),
            channels: channels.iter().map(channel_row).collect(),
            works: works.iter().filter(|work| work.preview.is_some()).map(|work| work_row(&profile.handle, work)).collect(),
            joined: profile.created_at,
            deals,
            is_own: for_whom.0,
            may_invite: for_whom.1,
        }
    }
}

/// A choice in a form.
#[derive(Debug, Clone, Serialize)]
struct Choosable {
    value: String,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// `/my/profile`: name, words, tags, languages.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EditPage {
    handle: String,
    form: ProfileForm,
    errors: Vec<ShownError>,
    languages: Vec<Choosable>,
    tags_max: usize,
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "creators/edit.html";
    const ACTIVE: &'static str = "";
}

impl EditPage {
    /// As saved, or typed and refused.
    #[must_use]
    pub(super) fn of(profile: &Profile, form: ProfileForm, errors: Vec<ShownError>) -> Self {
        let offered: Vec<Language> = Language::offered().collect();
        let own = profile.languages.iter().filter(|language| !offered.contains(language)).cloned();
        let choosable =
            |language: Language| Choosable { value: language.tag().to_owned(), label: language.name().to_owned(), hint: None, icon: None };
        Self {
            handle: profile.handle.clone(),
            form,
            errors,
            languages: offered.iter().cloned().chain(own).map(choosable).collect(),
            tags_max: rules::MAX_TAGS,
        }
    }
}

/// `/my/profile/channels`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChannelsPage {
    handle: String,
    channels: Vec<ChannelRow>,
    form: ChannelForm,
    errors: Vec<ShownError>,
    platforms: Vec<Choosable>,
    has_room: bool,
}

impl Page for ChannelsPage {
    const TEMPLATE: &'static str = "creators/channels.html";
    const ACTIVE: &'static str = "";
}

impl ChannelsPage {
    /// The channels, and the form for one more.
    #[must_use]
    pub(super) fn of(profile: &Profile, channels: &[Channel], form: ChannelForm, errors: Vec<ShownError>, say: Say<'_>) -> Self {
        let platform = |platform: &Platform| Choosable {
            value: platform.to_string(),
            label: say(&format!("face-platform-{}", platform.word()), &[]),
            hint: None,
            icon: None,
        };
        Self {
            handle: profile.handle.clone(),
            channels: channels.iter().map(channel_row).collect(),
            form,
            errors,
            platforms: Platform::ALL.iter().map(platform).collect(),
            has_room: channels.len() < rules::MAX_CHANNELS,
        }
    }
}

/// `/my/profile/works`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WorksPage {
    handle: String,
    works: Vec<WorkRow>,
    title: String,
    errors: Vec<ShownError>,
    has_room: bool,
    max: usize,
}

impl Page for WorksPage {
    const TEMPLATE: &'static str = "creators/works.html";
    const ACTIVE: &'static str = "";
}

impl WorksPage {
    /// The works, and the form for one more with the title typed so far.
    #[must_use]
    pub(super) fn of(profile: &Profile, works: &[Work], title: String, errors: Vec<ShownError>) -> Self {
        Self {
            handle: profile.handle.clone(),
            works: works.iter().map(|work| work_row(&profile.handle, work)).collect(),
            title,
            errors,
            has_room: works.len() < rules::MAX_WORKS,
            max: rules::MAX_WORKS,
        }
    }
}
