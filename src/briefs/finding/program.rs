//! What a program finds.

use super::{
    CATEGORY, CURRENCY, Eyes, FORM, KIND, LARGEST, LEAST, Lists, MOST, SMALLEST, STATE, VISIBILITY, among, key, order, org, signed,
};
use crate::briefs::model::{BriefState, Visibility};
use crate::briefs::rules::browse::Sort;
use crate::briefs::store::Search;
use crate::matching::Maker;
use crate::primitives::id::OrgId;
use crate::search::{Plan, Row, Sieve, Term, halves, language_code, mask, member, number_of, place, places};
use std::collections::BTreeSet;

/// A program's search: its own organisations' briefs, those to which its owner is invited, and the public ones.
pub(in crate::briefs) struct ForProgram {
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
    pub(in crate::briefs) fn of(search: &Search, sort: Option<Sort>, maker: Option<Maker>) -> Self {
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
    fn plan(&self) -> Option<Plan> {
        let is_anybody = self.own.is_empty() && self.circles.is_empty() && self.invited.is_empty();
        if !is_anybody || self.eyes.is_some() || !self.orgs.is_empty() {
            return None;
        }
        let order = self.sort.map(|sort| order(sort, (LARGEST, SMALLEST)));
        let published = mask(&BriefState::ALL_PUBLISHED);
        let states = if self.states == 0 { published } else { published & self.states };
        let mut must = vec![Term::Any(STATE, places(states).collect()), Term::Any(VISIBILITY, vec![place(Visibility::Public)])];
        if self.kinds != 0 {
            must.push(Term::Any(KIND, places(self.kinds).collect()));
        }
        must.extend(self.lists.chosen().into_iter().map(|(_, term)| term));
        must.extend(self.least.map(|least| Term::Within(LARGEST, i64::MIN..=least.max(1).saturating_neg())));
        must.extend(self.most.map(|most| Term::Within(SMALLEST, i64::MIN..=most.min(i64::MAX - 1))));
        Some(Plan { must, order, ..Plan::default() })
    }

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
