//! Which open briefs a person looks for, in what order, and how many there would be with another choice: pure functions over what is open.

use crate::briefs::model::Entry;
use crate::primitives::{Category, ContentForm, Currency, Cursor, Instant, Language, Limit, Platform, Slice};

crate::choice! {
    /// The order of the list.
    pub enum Sort { Newest = "newest", Deadline = "deadline", PriceDesc = "price_desc", PriceAsc = "price_asc", Fit = "fit" }
}

/// What a person looks for. Members of one list are alternatives; the lists must all agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// What the content is.
    pub forms: Vec<ContentForm>,
    /// Where it is shown.
    pub platforms: Vec<Platform>,
    /// What it is about.
    pub categories: Vec<Category>,
    /// In which languages.
    pub languages: Vec<Language>,
    /// In which currencies it pays.
    pub currencies: Vec<Currency>,
    /// Pays at least this, in hundredths of the currency's unit.
    pub least: Option<i64>,
    /// Pays at most this, in hundredths of the currency's unit.
    pub most: Option<i64>,
    /// Closes within so many days.
    pub within_days: Option<i64>,
}

/// A part of the filter, to be left out while its own choices are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facet {
    /// Content form.
    Forms,
    /// Platform.
    Platforms,
    /// Category.
    Categories,
    /// Language.
    Languages,
    /// Currency.
    Currencies,
    /// Deadline.
    Deadline,
}

/// An amount in hundredths of the currency's unit, so that "500" means 500 of whatever the brief pays in.
pub(crate) const fn hundredths(amount: i64, currency: Currency) -> i64 {
    if currency.exponent() == 0 { amount.saturating_mul(100) } else { amount }
}

fn has<T: PartialEq>(chosen: &[T], value: &T) -> bool {
    chosen.is_empty() || chosen.contains(value)
}

fn meets<T: PartialEq>(chosen: &[T], values: &[T]) -> bool {
    chosen.is_empty() || values.iter().any(|value| chosen.contains(value))
}

impl Filter {
    /// Whether the brief is looked for, leaving one facet out. A brief whose deadline passed is not open even if its clock has not fired yet.
    #[must_use]
    pub(crate) fn fits(&self, entry: &Entry, now: Instant, except: Option<Facet>) -> bool {
        let asks = |facet: Facet| except != Some(facet);
        let pays = |amount: i64| hundredths(amount, entry.currency);
        entry.deadline > now
            && (!asks(Facet::Forms) || has(&self.forms, &entry.content_form))
            && (!asks(Facet::Categories) || has(&self.categories, &entry.category))
            && (!asks(Facet::Currencies) || has(&self.currencies, &entry.currency))
            && (!asks(Facet::Platforms) || meets(&self.platforms, &entry.platforms))
            && (!asks(Facet::Languages) || meets(&self.languages, &entry.languages))
            && self.least.is_none_or(|least| pays(entry.budget.max.0) >= least)
            && self.most.is_none_or(|most| pays(entry.budget.min.0) <= most)
            && (!asks(Facet::Deadline) || self.within_days.is_none_or(|days| entry.deadline <= now.plus_hours(days * 24)))
    }

    /// How many parts of the filter are on, for the phone's button.
    #[must_use]
    pub(crate) fn chosen(&self) -> usize {
        let ranges = [self.least.is_some() || self.most.is_some(), self.within_days.is_some()];
        let listed = self.platforms.len() + self.categories.len() + self.languages.len() + self.currencies.len();
        listed + ranges.into_iter().filter(|on| *on).count()
    }
}

/// How many briefs there would be with each choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Open ones; where words are looked for, those that have them.
    pub open: usize,
    /// By what the content is.
    pub forms: Vec<(ContentForm, usize)>,
    /// By where it is shown.
    pub platforms: Vec<(Platform, usize)>,
    /// By what it is about.
    pub categories: Vec<(Category, usize)>,
    /// By language.
    pub languages: Vec<(Language, usize)>,
    /// By currency.
    pub currencies: Vec<(Currency, usize)>,
    /// At any time, within three days, within seven.
    pub due: [usize; 3],
}

impl Counts {
    /// Counted over all that is open.
    pub(crate) fn over(entries: &[Entry], filter: &Filter, now: Instant) -> Self {
        let due = |days: Option<i64>| {
            let filter = Filter { within_days: days, ..filter.clone() };
            entries.iter().filter(|entry| filter.fits(entry, now, None)).count()
        };
        Self {
            open: entries.iter().filter(|entry| entry.deadline > now).count(),
            forms: count(entries, filter, now, Facet::Forms, |entry| vec![entry.content_form]),
            platforms: count(entries, filter, now, Facet::Platforms, |entry| entry.platforms.clone()),
            categories: count(entries, filter, now, Facet::Categories, |entry| vec![entry.category]),
            languages: count(entries, filter, now, Facet::Languages, |entry| entry.languages.clone()),
            currencies: count(entries, filter, now, Facet::Currencies, |entry| vec![entry.currency]),
            due: [due(None), due(Some(3)), due(Some(7))],
        }
    }
}

/// How many briefs there would be with each of these choices.
fn count<T, F>(entries: &[Entry], filter: &Filter, now: Instant, facet: Facet, mut has: F) -> Vec<(T, usize)>
where
    T: Clone + Ord,
    F: FnMut(&Entry) -> Vec<T>,
{
    let mut counts = std::collections::BTreeMap::new();
    for entry in entries.iter().filter(|entry| filter.fits(entry, now, Some(facet))) {
        for value in has(entry) {
            *counts.entry(value).or_insert(0_usize) += 1;
        }
    }
    counts.into_iter().collect()
}

/// What the order goes by, smallest first: descending orders are turned around.
pub(crate) fn key(entry: &Entry, sort: Sort) -> i64 {
    match sort {
        // Whoever has no profile fits nothing more than anything else.
        Sort::Newest | Sort::Fit => entry.published.0.saturating_neg(),
        Sort::Deadline => entry.deadline.0,
        Sort::PriceDesc => hundredths(entry.budget.max.0, entry.currency).saturating_neg(),
        Sort::PriceAsc => hundredths(entry.budget.min.0, entry.currency),
    }
}

/// One page of what is looked for, and how many there are in all.
#[must_use]
pub(crate) fn page<'a>(
    entries: &'a [Entry],
    filter: &Filter,
    key: &dyn Fn(&Entry) -> i64,
    after: Option<&Cursor>,
    (limit, now): (Limit, Instant),
) -> (Slice<&'a Entry>, usize) {
    let mut found: Vec<(i64, String, &Entry)> =
        entries.iter().filter(|entry| filter.fits(entry, now, None)).map(|entry| (key(entry), entry.id.to_string(), entry)).collect();
    let total = found.len();
    // Newer ids first among equals, in every order.
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
    let rest = found.into_iter().skip_while(|(key, id, _)| {
        after.is_some_and(|after| (*key, std::cmp::Reverse(id.as_str())) <= (after.key, std::cmp::Reverse(after.id.as_str())))
    });
    let rows: Vec<(i64, String, &Entry)> = rest.take(limit.rows() + 1).collect();
    let slice = Slice::cut(rows, limit, |(key, id, _)| Cursor { key: *key, id: id.clone() });
    (slice.map(|(_, _, entry)| entry), total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefs::model::Budget;
    use crate::primitives::{
        Minor,
        id::{BriefId, OrgId},
    };

    fn entry(published: i64, currency: Currency, min: i64, max: i64) -> Entry {
        Entry {
            id: BriefId::random(),
            org: OrgId::random(),
            org_name: "Kestrel".into(),
            org_verified: false,
            title: "t".into(),
            text: String::new(),
            content_form: ContentForm::Article,
            category: Category::Home,
            platforms: vec![Platform::Zhihu, Platform::X],
            languages: vec!["en".parse().unwrap()],
            currency,
            budget: Budget { min: Minor(min), max: Minor(max) },
            places_left: 1,
            bid_count: 0,
            deadline: Instant(1_000).plus_hours(published),
            published: Instant(published),
            picture: None,
            is_for_circle: false,
        }
    }

    #[test]
    fn alternatives_inside_a_list_and_agreement_between_lists() {
        let one = entry(1, Currency::Cny, 50_000, 80_000);
        let fits = |filter: Filter| filter.fits(&one, Instant(0), None);
        assert!(fits(Filter { platforms: vec![Platform::X, Platform::Douyin], ..Filter::default() }));
        assert!(!fits(Filter { platforms: vec![Platform::X], categories: vec![Category::Food], ..Filter::default() }));
        assert!(fits(Filter { least: Some(80_000), ..Filter::default() }) && !fits(Filter { least: Some(80_001), ..Filter::default() }));
        assert!(fits(Filter { most: Some(50_000), ..Filter::default() }) && !fits(Filter { most: Some(49_999), ..Filter::default() }));
        assert!(!Filter::default().fits(&one, one.deadline, None), "the deadline has passed");
    }

    #[test]
    fn five_hundred_is_five_hundred_of_the_briefs_own_currency() {
        let yen = entry(1, Currency::Jpy, 500, 500);
        assert!(Filter { least: Some(50_000), ..Filter::default() }.fits(&yen, Instant(0), None));
        assert!(!Filter { least: Some(50_001), ..Filter::default() }.fits(&yen, Instant(0), None));
    }

    #[test]
    fn a_facet_counts_as_if_its_own_choice_were_open() {
        let all = [entry(1, Currency::Cny, 1, 2), entry(2, Currency::Usd, 1, 2)];
        let filter = Filter { currencies: vec![Currency::Usd], ..Filter::default() };
        let counts = count(&all, &filter, Instant(0), Facet::Currencies, |entry| vec![entry.currency]);
        assert_eq!(counts, [(Currency::Cny, 1), (Currency::Usd, 1)]);
        assert_eq!(count(&all, &filter, Instant(0), Facet::Platforms, |entry| entry.platforms.clone()).len(), 2);
    }

    #[test]
    fn pages_follow_each_other_without_a_gap_or_a_double_in_every_order() {
        use crate::primitives::Choice as _;
        let all: Vec<Entry> = (0..25).map(|n| entry(n / 3, Currency::Cny, 100 + n % 4, 200 + n % 5)).collect();
        for sort in Sort::ALL {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let (slice, total) =
                    page(&all, &Filter::default(), &|entry| key(entry, *sort), after.as_ref(), (Limit::new(7).unwrap(), Instant(0)));
                assert_eq!(total, 25);
                seen.extend(slice.items.iter().map(|entry| entry.id));
                after = slice.next;
                if after.is_none() {
                    break;
                }
            }
            let unique: std::collections::BTreeSet<_> = seen.iter().collect();
            assert_eq!((seen.len(), unique.len()), (25, 25), "{sort}");
        }
        let (first, _) = page(&all, &Filter::default(), &|entry| key(entry, Sort::PriceDesc), None, (Limit::PAGE, Instant(0)));
        assert!(first.items.is_sorted_by_key(|entry| std::cmp::Reverse(entry.budget.max)));
    }
}
