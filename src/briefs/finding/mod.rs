//! Briefs as the index of words holds them, and who finds which of them there.

mod person;
mod program;

use super::rules::browse::{Counts, Facet, Sort, hundredths};
use super::store;
use crate::failure::Failure;
use crate::matching::{Maker, Shared, Work};
use crate::platform::{db::Conn, markdown};
use crate::primitives::id::{Identity as _, OrgId};
use crate::primitives::{Choice, ContentForm, Currency};
use crate::search::{
    Answer, Collection, Doc, Listed, Noun, Row, Term, category_words, form_words, halves, language_code, language_of_code, mask, member,
    number_of, place, places, platform_words,
};
use std::collections::BTreeSet;

pub(super) use person::ForPerson;
pub(super) use program::ForProgram;

/// Every brief in every state: whoever looks sees what he may.
pub(super) const COLLECTION: &Collection = &Collection {
    noun: Noun::Brief,
    prefix: "brf",
    edition: 1,
    columns: COLUMNS,
    shared: &[KIND, STATE, VISIBILITY, FORM, CATEGORY, PLATFORMS, LANGUAGES, CURRENCY],
    price: Some((CURRENCY, MOST)),
    listed: &[
        (KIND, Listed::Numbers),
        (STATE, Listed::Numbers),
        (VISIBILITY, Listed::Numbers),
        (FORM, Listed::Numbers),
        (CATEGORY, Listed::Numbers),
        (PLATFORMS, Listed::Bits),
        (LANGUAGES, Listed::Numbers),
        (CURRENCY, Listed::Numbers),
    ],
    orders: ORDERS,
    list: store::list_ids,
    load,
};

/// The orders of plans: as for people, whose prices are in hundredths of whatever is paid in, and the prices as they stand, for programs.
const ORDERS: &[fn(&Row<'_>) -> i64] = &[
    |row| key(Some(Sort::Newest), row, 0),
    |row| key(Some(Sort::Deadline), row, 0),
    |row| pays_at_most(row).unwrap_or_default().saturating_neg(),
    |row| pays_at_least(row).unwrap_or(i64::MAX),
    |row| key(Some(Sort::PriceDesc), row, 0),
    |row| key(Some(Sort::PriceAsc), row, 0),
];
const NEWEST: usize = 0;
const CLOSING: usize = 1;
const DEAREST: usize = 2;
const CHEAPEST: usize = 3;
const LARGEST: usize = 4;
const SMALLEST: usize = 5;

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

/// The order of a plan. By price, people and programs have orders of their own: the largest first, and the smallest.
const fn order(sort: Sort, (largest, smallest): (usize, usize)) -> usize {
    match sort {
        Sort::Newest | Sort::Fit => NEWEST,
        Sort::Deadline => CLOSING,
        Sort::PriceDesc => largest,
        Sort::PriceAsc => smallest,
    }
}

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
        platforms: places(platforms).filter_map(member).collect(),
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
    /// The choices as terms.
    fn chosen(&self) -> Vec<(Facet, Term)> {
        let mut chosen: Vec<(Facet, Term)> = [
            (Facet::Forms, FORM, self.forms),
            (Facet::Categories, CATEGORY, self.categories),
            (Facet::Currencies, CURRENCY, self.currencies),
            (Facet::Platforms, PLATFORMS, self.platforms),
        ]
        .into_iter()
        .filter(|(.., mask)| *mask != 0)
        .map(|(facet, column, mask)| (facet, Term::Any(column, places(mask).collect())))
        .collect();
        if !self.languages.is_empty() {
            chosen.push((Facet::Languages, Term::Any(LANGUAGES, self.languages.clone())));
        }
        chosen
    }

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

/// What a place pays, in hundredths of whatever it pays in.
fn pays(row: &Row<'_>, column: usize) -> Option<i64> {
    Some(hundredths(signed(row.one(column)?), member::<Currency>(row.one(CURRENCY)?)?))
}

fn pays_at_least(row: &Row<'_>) -> Option<i64> {
    pays(row, LEAST)
}

fn pays_at_most(row: &Row<'_>) -> Option<i64> {
    pays(row, MOST)
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

#[cfg(test)]
mod tests;
