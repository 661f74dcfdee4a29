//! What a person finds on the list of open briefs.

use super::{
    CATEGORY, CHEAPEST, CLOSING, CURRENCY, DEADLINE, DEAREST, Eyes, FORM, LANGUAGES, Lists, PLATFORMS, STATE, VISIBILITY, among, bit, key,
    order, org, pays_at_least, pays_at_most, signed,
};
use crate::briefs::model::{BriefState, Visibility};
use crate::briefs::rules::browse::{Facet, Filter, Sort};
use crate::matching::Maker;
use crate::primitives::Instant;
use crate::primitives::id::OrgId;
use crate::search::{Counted, Plan, Row, Sieve, Term, halves, language_code, mask, number_of, place, places};
use std::collections::BTreeSet;

/// A person's search on the list of open briefs: public ones, and those for the person's circles.
pub(in crate::briefs) struct ForPerson {
    filter: Filter,
    circles: BTreeSet<(u64, u64)>,
    lists: Lists,
    sort: Option<Sort>,
    eyes: Option<Eyes>,
    now: Instant,
}

impl ForPerson {
    /// As it was asked; no order stands for the best fit of the words first, a creator for the best fit of the briefs.
    pub(in crate::briefs) fn of(
        filter: &Filter,
        (sort, maker): (Option<Sort>, Option<Maker>),
        (circles, now): (&[OrgId], Instant),
    ) -> Self {
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
        row.one(DEADLINE).is_some_and(|at| signed(at) <= self.within(days))
    }

    /// Public, or for a circle in which the person is.
    fn is_for_all_or_circle(&self, row: &Row<'_>) -> bool {
        self.circles.is_empty()
            || row.one(VISIBILITY) == Some(place(Visibility::Public))
            || org(row).is_some_and(|org| self.circles.contains(&org))
    }

    /// The last moment that is within so many days.
    fn within(&self, days: i64) -> i64 {
        self.now.plus_hours(days * 24).0
    }
}

impl Sieve for ForPerson {
    fn plan(&self) -> Option<Plan> {
        if self.eyes.is_some() || !self.circles.is_empty() {
            return None;
        }
        let order = self.sort.map(|sort| order(sort, (DEAREST, CHEAPEST)));
        // Whatever says no deadline, or no price, stands last in its order.
        let mut must = vec![
            Term::Any(STATE, vec![place(BriefState::Open)]),
            Term::Any(VISIBILITY, vec![place(Visibility::Public)]),
            Term::Within(CLOSING, self.now.0.saturating_add(1)..=i64::MAX - 1),
        ];
        must.extend(self.filter.least.map(|least| Term::Within(DEAREST, i64::MIN..=least.max(1).saturating_neg())));
        must.extend(self.filter.most.map(|most| Term::Within(CHEAPEST, i64::MIN..=most.min(i64::MAX - 1))));
        let mut chosen: Vec<(u32, Term)> = self.lists.chosen().into_iter().map(|(facet, term)| (bit(facet), term)).collect();
        let due = |days: i64| Term::Within(CLOSING, i64::MIN..=self.within(days));
        chosen.extend(self.filter.within_days.map(|days| (bit(Facet::Deadline), due(days))));
        let columns = [
            (Facet::Forms, FORM),
            (Facet::Categories, CATEGORY),
            (Facet::Currencies, CURRENCY),
            (Facet::Platforms, PLATFORMS),
            (Facet::Languages, LANGUAGES),
        ];
        let columns = columns.into_iter().map(|(facet, column)| (bit(facet), Counted::Column(column)));
        let ever = Term::Within(CLOSING, i64::MIN..=i64::MAX);
        let closing = [(0, ever), (1, due(3)), (2, due(7))].map(|(value, term)| (bit(Facet::Deadline), Counted::Term(value, term)));
        Some(Plan { must, chosen, counted: columns.chain(closing).collect(), order })
    }

    fn admits(&self, row: &Row<'_>) -> Option<u32> {
        let is_there = row.one(DEADLINE).is_some_and(|at| signed(at) > self.now.0)
            && self.is_for_all_or_circle(row)
            && self.filter.least.is_none_or(|least| pays_at_most(row).is_some_and(|most| most >= least))
            && self.filter.most.is_none_or(|most| pays_at_least(row).is_some_and(|least| least <= most));
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
        places(platforms).for_each(|place| count(bit(Facet::Platforms), place));
        row.all(LANGUAGES).for_each(|language| count(bit(Facet::Languages), language));
    }

    fn key_of_class(&self, row: &Row<'_>) -> i64 {
        self.eyes.as_ref().map_or(0, |eyes| eyes.shared(row))
    }

    fn key(&self, row: &Row<'_>, relevance: i64, of_class: i64) -> i64 {
        match (&self.eyes, self.sort) {
            (Some(eyes), _) => eyes.key(row, of_class),
            (None, Some(Sort::PriceDesc)) => pays_at_most(row).unwrap_or_default().saturating_neg(),
            (None, Some(Sort::PriceAsc)) => pays_at_least(row).unwrap_or(i64::MAX),
            (None, sort) => key(sort, row, relevance),
        }
    }
}
