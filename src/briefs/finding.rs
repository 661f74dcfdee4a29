//! Briefs as the index of words holds them, and who finds which of them there.

use super::model::{BriefState, Visibility};
use super::rules::browse::{Counts, Facet, Filter, Sort, hundredths};
use super::store::{self, Search};
use crate::failure::Failure;
use crate::matching::{Maker, Shared, Work};
use crate::platform::{db::Conn, markdown};
use crate::primitives::id::{Identity as _, OrgId};
use crate::primitives::{Choice, ContentForm, Currency, Instant};
use crate::search::{
    Answer, Collection, Doc, Noun, Row, Sieve, category_words, form_words, halves, language_code, language_of_code, mask, member,
    number_of, place, platform_words,
};
use std::collections::BTreeSet;

/// Every brief in every state: whoever looks sees what he may.
pub(super) const COLLECTION: &Collection = &Collection {
    noun: Noun::Brief,
    prefix: "brf",
    edition: 1,
    columns: COLUMNS,
    shared: &[KIND, STATE, VISIBILITY, FORM, CATEGORY, PLATFORMS, LANGUAGES, CURRENCY],
    price: Some((CURRENCY, MOST)),
    list: store::list_ids,
    load,
};

const COLUMNS: &[&str] = &[
    "org_high",
    "org_low",
    "kind",
    "state",
    "visibility",
    "form",
    "category",
    "platforms",
    "languages",
    "currency",
    "least",
    "most",
    "deadline",
    "published",
];
const ORG_HIGH: usize = 0;
const ORG_LOW: usize = 1;
const KIND: usize = 2;
const STATE: usize = 3;
const VISIBILITY: usize = 4;
const FORM: usize = 5;
const CATEGORY: usize = 6;
const PLATFORMS: usize = 7;
const LANGUAGES: usize = 8;
const CURRENCY: usize = 9;
const LEAST: usize = 10;
const MOST: usize = 11;
const DEADLINE: usize = 12;
const PUBLISHED: usize = 13;

/// Characters of the body that are read.
const BODY: usize = 20_000;

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn load(conn: &mut Conn, ids: &[String]) -> Result<Vec<Doc>, Failure> {
    let doc = |(brief, org_name): (super::model::Brief, String)| {
        let (high, low) = halves(number_of(&brief.org));
        let mut values = vec![
            (ORG_HIGH, high),
            (ORG_LOW, low),
            (KIND, place(brief.kind)),
            (STATE, place(brief.state)),
            (VISIBILITY, place(brief.visibility)),
            (FORM, place(brief.content_form)),
            (CATEGORY, place(brief.category)),
            (PLATFORMS, mask(&brief.platforms)),
            (CURRENCY, place(brief.currency)),
            (PUBLISHED, unsigned(brief.published_at.unwrap_or(brief.created_at).0)),
        ];
        values.extend(brief.budget.into_iter().flat_map(|budget| [(LEAST, unsigned(budget.min.0)), (MOST, unsigned(budget.max.0))]));
        values.extend(brief.bid_deadline.map(|at| (DEADLINE, unsigned(at.0))));
        values.extend(brief.languages.iter().map(|language| (LANGUAGES, language_code(language))));
        let names = brief.platforms.iter().map(|platform| platform_words(*platform));
        let about: Vec<&str> = names.chain([category_words(brief.category), form_words(brief.content_form), org_name.as_str()]).collect();
        // What only those read who promised is found by nobody.
        let body = if brief.is_secret() { String::new() } else { markdown::excerpt(&brief.body, BODY) };
        Doc { id: brief.id.to_string(), about: about.join("\n"), body, title: brief.title, values }
    };
    Ok(store::list_with_names(conn, ids)?.into_iter().map(doc).collect())
}

/// What briefs of the row's class ask for; whose they are and what they pay is not among it.
fn work_of_class(row: &Row<'_>) -> Option<Work> {
    let platforms = row.one(PLATFORMS).unwrap_or_default();
    Some(Work {
        org: OrgId::nobody(),
        form: member(row.one(FORM)?)?,
        category: member(row.one(CATEGORY)?)?,
        platforms: (0..64).filter(|place| platforms & (1 << place) != 0).filter_map(member).collect(),
        languages: row.all(LANGUAGES).filter_map(language_of_code).collect(),
        currency: member(row.one(CURRENCY)?)?,
        pays: None,
    })
}

fn org(row: &Row<'_>) -> Option<(u64, u64)> {
    row.one(ORG_HIGH).zip(row.one(ORG_LOW))
}

/// A creator whose fit the order goes by.
struct Eyes {
    maker: Maker,
    /// For whom something was finished.
    again: BTreeSet<(u64, u64)>,
}

impl Eyes {
    fn of(maker: Maker) -> Self {
        Self { again: maker.made.iter().map(|made| halves(number_of(&made.org))).collect(), maker }
    }

    fn shared(&self, row: &Row<'_>) -> i64 {
        work_of_class(row).map_or(0, |work| Shared::of(&work, &self.maker).number())
    }

    /// The best fit is the smallest.
    fn key(&self, row: &Row<'_>, shared: i64) -> i64 {
        let pays = row.one(CURRENCY).and_then(member).zip(row.one(MOST).map(signed)).filter(|_| row.one(LEAST).is_some());
        let is_again = !self.again.is_empty() && org(row).is_some_and(|org| self.again.contains(&org));
        -i64::from(Shared::of_number(shared).score(pays, is_again, &self.maker))
    }
}

/// A closed list of which some members are looked for; none stands for all.
fn among(chosen: u64, row: &Row<'_>, column: usize) -> bool {
    chosen == 0 || row.one(column).is_some_and(|place| chosen & (1 << place) != 0)
}

/// What of a filter is the same for people and programs.
struct Lists {
    forms: u64,
    categories: u64,
    currencies: u64,
    platforms: u64,
    languages: Vec<u64>,
}

impl Lists {
    fn shown(&self, row: &Row<'_>) -> bool {
        self.platforms == 0 || row.one(PLATFORMS).is_some_and(|platforms| platforms & self.platforms != 0)
    }

    fn spoken(&self, row: &Row<'_>) -> bool {
        self.languages.is_empty() || row.all(LANGUAGES).any(|language| self.languages.contains(&language))
    }
}

/// What an order goes by, smallest first: as in the list without words.
fn key(sort: Option<Sort>, row: &Row<'_>, relevance: i64) -> i64 {
    let number = |column: usize| row.one(column).map(signed);
    match sort {
        None => relevance.saturating_neg(),
        Some(Sort::Newest | Sort::Fit) => number(PUBLISHED).unwrap_or_default().saturating_neg(),
        Some(Sort::Deadline) => number(DEADLINE).unwrap_or(i64::MAX),
        Some(Sort::PriceDesc) => number(MOST).unwrap_or_default().saturating_neg(),
        Some(Sort::PriceAsc) => number(LEAST).unwrap_or(i64::MAX),
    }
}

/// A program's search: its own organisations' briefs, those to which its owner is invited, and the public ones.
pub(super) struct ForProgram {
    lists: Lists,
    kinds: u64,
    states: u64,
    least: Option<i64>,
    most: Option<i64>,
    orgs: BTreeSet<(u64, u64)>,
    own: BTreeSet<(u64, u64)>,
    circles: BTreeSet<(u64, u64)>,
    invited: BTreeSet<u128>,
    sort: Option<Sort>,
    eyes: Option<Eyes>,
}

impl ForProgram {
    /// As it was asked; no order stands for the best fit of the words first.
    pub(super) fn of(search: &Search, sort: Option<Sort>, maker: Option<Maker>) -> Self {
        let numbers = |orgs: &[OrgId]| orgs.iter().map(|org| halves(number_of(org))).collect();
        Self {
            lists: Lists {
                forms: mask(&search.forms),
                categories: mask(&search.categories),
                currencies: mask(&search.currencies),
                platforms: mask(&search.platforms),
                languages: search.languages.iter().map(language_code).collect(),
            },
            kinds: mask(&search.kinds),
            states: mask(&search.states),
            least: search.least,
            most: search.most,
            orgs: numbers(&search.orgs),
            own: numbers(&search.own),
            circles: numbers(&search.circles),
            invited: search.invited.iter().map(number_of).collect(),
            sort,
            eyes: maker.map(Eyes::of),
        }
    }
}

impl Sieve for ForProgram {
    fn admits(&self, row: &Row<'_>) -> Option<u32> {
        let org = org(row)?;
        let is_public = row.one(VISIBILITY) == Some(place(Visibility::Public));
        let is_published = member::<BriefState>(row.one(STATE)?).is_some_and(BriefState::is_published);
        let is_circled = || row.one(VISIBILITY) == Some(place(Visibility::Circle)) && self.circles.contains(&org);
        let is_invited = || !self.invited.is_empty() && self.invited.contains(&row.number());
        let fits = (self.own.contains(&org) || (is_published && (is_public || is_invited() || is_circled())))
            && self.least.is_none_or(|least| row.one(MOST).is_some_and(|most| signed(most) >= least))
            && self.most.is_none_or(|most| row.one(LEAST).is_some_and(|least| signed(least) <= most))
            && (self.orgs.is_empty() || self.orgs.contains(&org));
        fits.then_some(0)
    }

    fn admits_class(&self, row: &Row<'_>) -> Option<u32> {
        let fits = among(self.kinds, row, KIND)
            && among(self.states, row, STATE)
            && among(self.lists.forms, row, FORM)
            && among(self.lists.categories, row, CATEGORY)
            && among(self.lists.currencies, row, CURRENCY)
            && self.lists.shown(row)
            && self.lists.spoken(row);
        fits.then_some(0)
    }

    fn key_of_class(&self, row: &Row<'_>) -> i64 {
        self.eyes.as_ref().map_or(0, |eyes| eyes.shared(row))
    }

    fn key(&self, row: &Row<'_>, relevance: i64, of_class: i64) -> i64 {
        self.eyes.as_ref().map_or_else(|| key(self.sort, row, relevance), |eyes| eyes.key(row, of_class))
    }
}

/// A person's search on the list of open briefs: public ones, and those for the person's circles.
pub(super) struct ForPerson {
    filter: Filter,
    circles: BTreeSet<(u64, u64)>,
    lists: Lists,
    sort: Option<Sort>,
    eyes: Option<Eyes>,
    now: Instant,
}

const fn bit(facet: Facet) -> u32 {
    match facet {
        Facet::Forms => 0,
        Facet::Platforms => 1,
        Facet::Categories => 2,
        Facet::Languages => 3,
        Facet::Currencies => 4,
        Facet::Deadline => 5,
    }
}

impl ForPerson {
    /// As it was asked; no order stands for the best fit of the words first, a creator for the best fit of the briefs.
    pub(super) fn of(filter: &Filter, (sort, maker): (Option<Sort>, Option<Maker>), (circles, now): (&[OrgId], Instant)) -> Self {
        let circles = circles.iter().map(|org| halves(number_of(org))).collect();
        let lists = Lists {
            forms: mask(&filter.forms),
            categories: mask(&filter.categories),
            currencies: mask(&filter.currencies),
            platforms: mask(&filter.platforms),
            languages: filter.languages.iter().map(language_code).collect(),
        };
        Self { filter: filter.clone(), circles, lists, sort, eyes: maker.map(Eyes::of), now }
    }

    fn closes_within(&self, row: &Row<'_>, days: i64) -> bool {
        row.one(DEADLINE).is_some_and(|at| signed(at) <= self.now.plus_hours(days * 24).0)
    }

    /// Public, or for a circle in which the person is.
    fn is_for_all_or_circle(&self, row: &Row<'_>) -> bool {
        self.circles.is_empty()
            || row.one(VISIBILITY) == Some(place(Visibility::Public))
            || org(row).is_some_and(|org| self.circles.contains(&org))
    }

    /// What a place pays, in hundredths of whatever it pays in.
    fn pays(row: &Row<'_>, column: usize) -> Option<i64> {
        Some(hundredths(signed(row.one(column)?), member::<Currency>(row.one(CURRENCY)?)?))
    }
}

impl Sieve for ForPerson {
    fn admits(&self, row: &Row<'_>) -> Option<u32> {
        let is_there = row.one(DEADLINE).is_some_and(|at| signed(at) > self.now.0)
            && self.is_for_all_or_circle(row)
            && self.filter.least.is_none_or(|least| Self::pays(row, MOST).is_some_and(|most| most >= least))
            && self.filter.most.is_none_or(|most| Self::pays(row, LEAST).is_some_and(|least| least <= most));
        let is_late = self.filter.within_days.is_some_and(|days| !self.closes_within(row, days));
        is_there.then_some(if is_late { 1 << bit(Facet::Deadline) } else { 0 })
    }

    fn admits_class(&self, row: &Row<'_>) -> Option<u32> {
        let seen = mask(if self.circles.is_empty() { &[Visibility::Public] } else { [Visibility::Public, Visibility::Circle].as_slice() });
        let is_there = row.one(STATE) == Some(place(BriefState::Open)) && among(seen, row, VISIBILITY);
        let failed = [
            (Facet::Forms, among(self.lists.forms, row, FORM)),
            (Facet::Platforms, self.lists.shown(row)),
            (Facet::Categories, among(self.lists.categories, row, CATEGORY)),
            (Facet::Languages, self.lists.spoken(row)),
            (Facet::Currencies, among(self.lists.currencies, row, CURRENCY)),
        ];
        let bits = failed.into_iter().filter(|(_, fits)| !fits).fold(0, |bits, (facet, _)| bits | 1 << bit(facet));
        is_there.then_some(bits)
    }

    fn facets(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        for (days, place) in [(None, 0), (Some(3), 1), (Some(7), 2)] {
            if days.is_none_or(|days| self.closes_within(row, days)) {
                count(bit(Facet::Deadline), place);
            }
        }
    }

    fn facets_of_class(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        for (facet, column) in [(Facet::Forms, FORM), (Facet::Categories, CATEGORY), (Facet::Currencies, CURRENCY)] {
            row.one(column).into_iter().for_each(|value| count(bit(facet), value));
        }
        let platforms = row.one(PLATFORMS).unwrap_or_default();
        (0..64).filter(|place| platforms & (1 << place) != 0).for_each(|place| count(bit(Facet::Platforms), place));
        row.all(LANGUAGES).for_each(|language| count(bit(Facet::Languages), language));
    }

    fn key_of_class(&self, row: &Row<'_>) -> i64 {
        self.eyes.as_ref().map_or(0, |eyes| eyes.shared(row))
    }

    fn key(&self, row: &Row<'_>, relevance: i64, of_class: i64) -> i64 {
        match (&self.eyes, self.sort) {
            (Some(eyes), _) => eyes.key(row, of_class),
            (None, Some(Sort::PriceDesc)) => Self::pays(row, MOST).unwrap_or_default().saturating_neg(),
            (None, Some(Sort::PriceAsc)) => Self::pays(row, LEAST).unwrap_or(i64::MAX),
            (None, sort) => key(sort, row, relevance),
        }
    }
}

fn members<T: Choice>(answer: &Answer, facet: Facet) -> Vec<(T, usize)> {
    answer.facet(bit(facet)).filter_map(|(place, count)| Some((member(place)?, count))).collect()
}

/// How many there would be with each choice, as the walk over the index counted them.
pub(super) fn counts(answer: &Answer) -> Counts {
    let forms: Vec<(ContentForm, usize)> = members(answer, Facet::Forms);
    let languages = answer.facet(bit(Facet::Languages)).filter_map(|(code, count)| Some((language_of_code(code)?, count)));
    let due = |place: u64| answer.facet(bit(Facet::Deadline)).find(|(known, _)| *known == place).map_or(0, |(_, count)| count);
    Counts {
        open: answer.total,
        platforms: members(answer, Facet::Platforms),
        categories: members(answer, Facet::Categories),
        currencies: members(answer, Facet::Currencies),
        languages: languages.collect(),
        due: [due(0), due(1), due(2)],
        forms,
    }
}
