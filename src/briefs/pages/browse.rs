//! The public list of open briefs.

use super::marks::Mark;
use super::prices::{PriceLine, price_line};
use super::{Say, foreign, icon_of, initial};
use crate::briefs::forms::{Browse, read_query};
use crate::briefs::model::Entry;
use crate::briefs::rules::browse::{Counts, Filter, Sort};
use crate::matching::{Fit, FitLine};
use crate::primitives::{Choice as _, ContentForm, Currency, Instant, Language, Minor, Money};
use crate::search::{Answer, Marks, Span};
use crate::web::Page;
use serde::Serialize;

/// A brief in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    url: String,
    title: String,
    lang: Option<&'static str>,
    text: String,
    form: &'static str,
    platforms: Vec<&'static str>,
    org: String,
    org_initial: String,
    verified: bool,
    picture: Option<String>,
    low: Option<Money>,
    high: Option<Money>,
    places: i32,
    bids: i32,
    due_at: Option<Instant>,
    urgent: bool,
    held: Option<Money>,
    pub(super) mark: Option<Mark>,
    /// Where words were looked for: title and text with what was found.
    found: Option<FoundText>,
    /// How well the reader fits.
    fit: Option<FitLine>,
}

#[derive(Debug, Clone, Serialize)]
struct FoundText {
    title: Vec<Span>,
    text: Vec<Span>,
}

impl Row {
    /// The row with how well its reader fits.
    #[must_use]
    pub fn weighed(self, fit: &Fit, say: Say<'_>) -> Self {
        Self { fit: Some(FitLine::of(fit, say)), ..self }
    }

    /// The row with what was looked for marked in it; `text` is more of the body than the row shows.
    #[must_use]
    pub(crate) fn marked(self, marks: &Marks, text: &str) -> Self {
        const CHARS: usize = 150;
        let found = FoundText { title: marks.over(&self.title), text: marks.excerpt(text, CHARS) };
        Self { found: Some(found), ..self }
    }
}

/// A brief as its row; `lang` is the page's language.
#[must_use]
pub fn row(entry: &Entry, lang: &str, now: Instant) -> Row {
    Row {
        url: format!("/briefs/{}", entry.id),
        title: entry.title.clone(),
        lang: foreign(&entry.title, lang),
        text: entry.text.clone(),
        form: entry.content_form.word(),
        platforms: entry.platforms.iter().map(|platform| platform.word()).collect(),
        org: entry.org_name.clone(),
        org_initial: initial(&entry.org_name),
        verified: entry.org_verified,
        picture: entry.picture.map(|file| format!("/briefs/{}/files/{file}?size=small", entry.id)),
        low: Some(Money::new(entry.budget.min, entry.currency)),
        high: Some(Money::new(entry.budget.max, entry.currency)),
        places: entry.places_left,
        bids: entry.bid_count,
        due_at: Some(entry.deadline),
        urgent: entry.deadline < now.plus_hours(48),
        held: None,
        mark: None,
        found: None,
        fit: None,
    }
}

#[derive(Debug, Clone, Serialize)]
struct Tab {
    url: String,
    label: String,
    current: bool,
    count: usize,
    icon: Option<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
struct Group {
    legend: String,
    name: &'static str,
    kind: &'static str,
    options: Vec<Choice>,
    min: String,
    max: String,
}

#[derive(Debug, Clone, Serialize)]
struct Choice {
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

#[derive(Debug, Clone, Serialize)]
struct SortChoice {
    value: &'static str,
    label: String,
}

/// What stands around the rows: the same for everybody who asks the same in the same language.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Facets {
    open: usize,
    tabs: Vec<Tab>,
    groups: Vec<Group>,
    chosen: usize,
    keep: Vec<Kept>,
    chips: Vec<Chip>,
    sorts: Vec<SortChoice>,
    sort: &'static str,
    sort_keep: Vec<Kept>,
    clear_url: Option<String>,
    dropped: Option<String>,
    words: String,
    words_keep: Vec<Kept>,
    /// What is looked for, as it may be kept.
    kept_query: Option<String>,
    prices: Option<PriceLine>,
}

/// The rows of one page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Found {
    /// How many fit in all.
    pub total: usize,
    /// This page's.
    pub rows: Vec<Row>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// `/briefs`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BrowsePage {
    /// Around the rows.
    pub facets: Facets,
    /// The rows.
    pub found: Found,
    /// Only the newest are listed, until the index of a large market is written.
    pub is_partial: bool,
}

impl Page for BrowsePage {
    const TEMPLATE: &'static str = "briefs/index.html";
    const ACTIVE: &'static str = "briefs";
}

/// The query that says this filter and order, without the page.
fn pairs(words: &str, filter: &Filter, sort: Option<Sort>) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    pairs.extend((!words.is_empty()).then(|| ("q", words.to_owned())));
    pairs.extend(filter.forms.iter().map(|form| ("content_form", form.to_string())));
    pairs.extend(filter.platforms.iter().map(|platform| ("platform", platform.to_string())));
    pairs.extend(filter.categories.iter().map(|category| ("category", category.to_string())));
    pairs.extend(filter.languages.iter().map(|language| ("language", language.to_string())));
    pairs.extend(filter.currencies.iter().map(|currency| ("currency", currency.to_string())));
    pairs.extend(filter.least.map(|amount| ("price_min", typed(amount))));
    pairs.extend(filter.most.map(|amount| ("price_max", typed(amount))));
    pairs.extend(filter.within_days.map(|days| ("due", days.to_string())));
    pairs.extend(sort.map(|sort| ("sort", sort.to_string())));
    pairs
}

/// Hundredths as a person types them: no decimals where there are none.
fn typed(hundredths: i64) -> String {
    let plain = Money::new(Minor(hundredths), Currency::Usd).plain();
    plain.strip_suffix(".00").map_or(plain.clone(), ToOwned::to_owned)
}

/// The address of these words, this filter and order.
#[must_use]
pub(crate) fn address(words: &str, filter: &Filter, sort: Option<Sort>, more: &[(&'static str, Option<String>)]) -> String {
    let mut pairs = pairs(words, filter, sort);
    pairs.extend(more.iter().filter_map(|(name, value)| Some((*name, value.clone()?))));
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.is_empty() { "/briefs".to_owned() } else { format!("/briefs?{query}") }
}

fn kept(pairs: Vec<(&'static str, String)>) -> Vec<Kept> {
    pairs.into_iter().map(|(name, value)| Kept { name, value }).collect()
}

impl Facets {
    /// With the counts of every choice. No order stands for the best fit of the words first.
    #[must_use]
    pub(crate) fn of(counts: &Counts, browse: &Browse, sort: Option<Sort>, say: Say<'_>) -> Self {
        let (filter, words) = (&browse.filter, browse.words.as_str());
        let forms_only = Filter { forms: filter.forms.clone(), ..Filter::default() };
        let by_words = (!words.is_empty()).then(|| SortChoice { value: "", label: say("briefs-sort-words", &[]) });
        let offered = Sort::ALL.iter().filter(|sort| **sort != Sort::Fit || browse.is_for_creator);
        let sorts = offered.map(|sort| SortChoice { value: sort.word(), label: say(&format!("briefs-sort-{}", sort.word()), &[]) });
        let sought = browse.is_narrowed();
        Self {
            open: counts.open,
            tabs: tabs(counts, browse, say),
            groups: groups(counts, filter, say),
            chosen: filter.chosen(),
            keep: kept(pairs(words, &forms_only, browse.sort)),
            chips: chips(browse, say),
            sorts: by_words.into_iter().chain(sorts).collect(),
            sort: sort.map_or("", |sort| sort.word()),
            sort_keep: kept(pairs(words, filter, None)),
            clear_url: sought.then(|| address("", &forms_only, browse.sort, &[])),
            words: words.to_owned(),
            words_keep: kept(pairs("", filter, browse.sort)),
            kept_query: address(words, filter, None, &[]).strip_prefix("/briefs?").map(ToOwned::to_owned),
            prices: None,
            dropped: (!browse.dropped.is_empty())
                .then(|| browse.dropped.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// A search as it is kept, and as its owner reads it; `None` if nothing is looked for.
#[must_use]
pub fn read_search(query: &str, say: Say<'_>) -> Option<(String, String)> {
    let browse = read_query(query);
    let label: Vec<String> = form_labels(&browse, say).chain(chips(&browse, say).into_iter().map(|chip| chip.label)).collect();
    let address = address(&browse.words, &browse.filter, None, &[]);
    let query = address.strip_prefix("/briefs?")?.to_owned();
    Some((query, label.join(" · ")))
}

fn form_labels<'a>(browse: &'a Browse, say: Say<'a>) -> impl Iterator<Item = String> + 'a {
    browse.filter.forms.iter().map(move |form| say(&format!("face-form-{}", form.word()), &[]))
}

impl Facets {
    /// With what is paid for what was found.
    #[must_use]
    pub(crate) fn priced(self, answer: &Answer) -> Self {
        Self { prices: price_line(answer), ..self }
    }
}

fn tabs(counts: &Counts, browse: &Browse, say: Say<'_>) -> Vec<Tab> {
    let counts = &counts.forms;
    let to = |forms: Vec<ContentForm>| address(&browse.words, &Filter { forms, ..browse.filter.clone() }, browse.sort, &[]);
    let all = Tab {
        url: to(Vec::new()),
        label: say("briefs-all", &[]),
        current: browse.filter.forms.is_empty(),
        count: counts.iter().map(|(_, count)| count).sum(),
        icon: None,
    };
    let tab = |form: &ContentForm| Tab {
        url: to(vec![*form]),
        label: say(&format!("face-form-{}", form.word()), &[]),
        current: browse.filter.forms.contains(form),
        count: of(counts, form),
        icon: Some(icon_of(*form)),
    };
    let offered = ContentForm::ALL.iter().map(tab).filter(|tab| tab.count > 0 || tab.current);
    std::iter::once(all).chain(offered).collect()
}

fn of<T: PartialEq>(counts: &[(T, usize)], value: &T) -> usize {
    counts.iter().find(|(known, _)| known == value).map_or(0, |(_, count)| *count)
}

/// The choices of a facet that lead somewhere or are on, most frequent first.
fn options<T: Clone + Ord>(
    counts: &[(T, usize)],
    chosen: &[T],
    mut label: impl FnMut(&T) -> (String, String, Option<String>),
) -> Vec<Choice> {
    let missing = chosen.iter().filter(|value| !counts.iter().any(|(known, _)| known == *value)).map(|value| (value.clone(), 0));
    let mut all: Vec<(T, usize)> = counts.iter().cloned().chain(missing).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter()
        .map(|(value, count)| {
            let (word, label, lang) = label(&value);
            Choice { value: word, label, count: Some(count), checked: chosen.contains(&value), lang }
        })
        .collect()
}

fn groups(counts: &Counts, filter: &Filter, say: Say<'_>) -> Vec<Group> {
    let many = |name: &'static str, options: Vec<Choice>| Group {
        legend: say(&format!("briefs-facet-{name}"), &[]),
        name,
        kind: "many",
        options,
        min: String::new(),
        max: String::new(),
    };
    let word = |prefix: &str, word: &str| (word.to_owned(), say(&format!("{prefix}{word}"), &[]), None);
    vec![
        many("platform", options(&counts.platforms, &filter.platforms, |platform| word("face-platform-", platform.word()))),
        many("category", options(&counts.categories, &filter.categories, |category| word("face-category-", category.word()))),
        many("language", options(&counts.languages, &filter.languages, language)),
        many("currency", options(&counts.currencies, &filter.currencies, |currency| word("briefs-currency-", currency.word()))),
        Group {
            kind: "range",
            min: filter.least.map(typed).unwrap_or_default(),
            max: filter.most.map(typed).unwrap_or_default(),
            ..many("price", Vec::new())
        },
        Group { kind: "one", ..many("due", deadlines(counts, filter, say)) },
    ]
}

fn language(language: &Language) -> (String, String, Option<String>) {
    (language.tag().to_owned(), language.name().to_owned(), Some(language.tag().to_owned()))
}

fn deadlines(counts: &Counts, filter: &Filter, say: Say<'_>) -> Vec<Choice> {
    let choice = |(days, count): (Option<i64>, usize)| Choice {
        value: days.map_or_else(String::new, |days| days.to_string()),
        label: days.map_or_else(|| say("briefs-due-any", &[]), |days| say("briefs-due-within", &[("n", days.to_string())])),
        count: Some(count),
        checked: filter.within_days == days,
        lang: None,
    };
    [None, Some(3), Some(7)].into_iter().zip(counts.due).map(choice).collect()
}

/// One chip for each thing that was chosen; its address is the list without it.
fn chips(browse: &Browse, say: Say<'_>) -> Vec<Chip> {
    let filter = &browse.filter;
    let mut chips = Vec::new();
    if !browse.words.is_empty() {
        chips.push(Chip { label: format!("“{}”", browse.words), url: address("", filter, browse.sort, &[]) });
    }
    let mut chip = |label: String, without: Filter| chips.push(Chip { label, url: address(&browse.words, &without, browse.sort, &[]) });
    for platform in &filter.platforms {
        let rest = filter.platforms.iter().copied().filter(|other| other != platform).collect();
        chip(say(&format!("face-platform-{}", platform.word()), &[]), Filter { platforms: rest, ..filter.clone() });
    }
    for category in &filter.categories {
        let rest = filter.categories.iter().copied().filter(|other| other != category).collect();
        chip(say(&format!("face-category-{}", category.word()), &[]), Filter { categories: rest, ..filter.clone() });
    }
    for language in &filter.languages {
        let rest = filter.languages.iter().filter(|other| *other != language).cloned().collect();
        chip(language.name().to_owned(), Filter { languages: rest, ..filter.clone() });
    }
    for currency in &filter.currencies {
        let rest = filter.currencies.iter().copied().filter(|other| other != currency).collect();
        chip(say(&format!("briefs-currency-{}", currency.word()), &[]), Filter { currencies: rest, ..filter.clone() });
    }
    if let Some(least) = filter.least {
        chip(say("briefs-chip-least", &[("amount", grouped(least))]), Filter { least: None, ..filter.clone() });
    }
    if let Some(most) = filter.most {
        chip(say("briefs-chip-most", &[("amount", grouped(most))]), Filter { most: None, ..filter.clone() });
    }
    if let Some(days) = filter.within_days {
        chip(say("briefs-due-within", &[("n", days.to_string())]), Filter { within_days: None, ..filter.clone() });
    }
    chips
}

fn grouped(hundredths: i64) -> String {
    let plain = typed(hundredths);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let whole = crate::platform::formats::grouped(whole);
    fraction.map_or(whole.clone(), |fraction| format!("{whole}.{fraction}"))
}
