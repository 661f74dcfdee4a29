//! What is weighed of every creator, side by side in memory: some 70 bytes each, in the order of their ids.

use crate::matching::model::{Maker, Work};
use crate::matching::rules;
use crate::primitives::id::CreatorId;
use crate::primitives::{Category, Choice, ContentForm, Instant, Language};
use crate::search::{mask, place};
use std::collections::HashMap;
use std::num::NonZero;

/// Who fits less is not proposed.
const PROPOSED: u8 = 40;
/// So many are weighed by one processor alone: it takes a millisecond or two. In tests few are, so that they see it shared.
const ALONE: usize = if cfg!(test) { 16 } else { 200_000 };

/// What of a creator counts for every merchant alike, in 32 bytes: all of it is read for each brief. Members of closed lists are bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    platforms: u64,
    made_categories: u32,
    said_categories: u32,
    made_forms: u32,
    said_forms: u32,
    /// Which of the sets of languages.
    languages: u32,
    /// Points for the record, with a merchant who is new.
    record: u8,
}

/// What makes a newcomer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Since {
    joined: Instant,
    has_finished: bool,
}

impl Since {
    fn of(maker: &Maker) -> Self {
        Self { joined: maker.joined, has_finished: !maker.made.is_empty() }
    }

    fn is_newcomer(self, now: Instant) -> bool {
        rules::is_newcomer(self.joined, self.has_finished, now)
    }
}

/// What is asked of the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) work: &'a Work,
    /// Only who is seen on one of these; 0: everybody.
    pub(super) platforms: u64,
    /// Only these, if that is said.
    pub(super) only: Option<&'a [CreatorId]>,
    /// Not these.
    pub(super) without: &'a [CreatorId],
    /// Those who finished something for this merchant.
    pub(super) partners: &'a [CreatorId],
    /// So many who fit best.
    pub(super) best: usize,
    /// So many newcomers, whom the day's lot draws.
    pub(super) newcomers: usize,
    /// Who is a newcomer at this time.
    pub(super) now: Instant,
}

/// Whom the rows name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Picked {
    /// Who fits best, best first.
    pub(super) best: Vec<CreatorId>,
    /// Newcomers who fit, as the day's lot draws them.
    pub(super) newcomers: Vec<CreatorId>,
    /// How many were weighed.
    pub(super) weighed: usize,
}

/// The creators.
#[derive(Debug, Default)]
pub(super) struct Rows {
    ids: Vec<CreatorId>,
    rows: Vec<Row>,
    since: Vec<Since>,
    sets: Vec<Vec<Language>>,
    set_of: HashMap<Vec<Language>, u32>,
    /// What a tag speaks of: categories and forms.
    said: HashMap<String, (u32, u32)>,
    /// Newcomers by the lot of a day, with where they stand.
    lots: Vec<(u64, usize)>,
    drawn: Option<Instant>,
}

fn bit<T: Choice>(member: T) -> u32 {
    1 << place(member)
}

fn bits<T: Choice>(members: impl Iterator<Item = T>) -> u32 {
    members.fold(0, |bits, member| bits | bit(member))
}

impl Rows {
    /// Writes what is known of a creator; nothing known: there is no such creator any more.
    pub(super) fn put(&mut self, id: CreatorId, maker: Option<&Maker>) {
        match (self.ids.binary_search(&id), maker) {
            (Ok(at), Some(maker)) => self.change(at, maker),
            (Ok(at), None) => {
                self.ids.remove(at);
                self.rows.remove(at);
                self.since.remove(at);
                self.drawn = None;
            }
            (Err(at), Some(maker)) => self.add(at, id, maker),
            (Err(_), None) => {}
        }
    }

    fn change(&mut self, at: usize, maker: &Maker) {
        let (row, since) = (self.row(maker), Since::of(maker));
        if let (Some(old), Some(before)) = (self.rows.get_mut(at), self.since.get_mut(at)) {
            if *before != since {
                self.drawn = None;
            }
            (*old, *before) = (row, since);
        }
    }

    fn add(&mut self, at: usize, id: CreatorId, maker: &Maker) {
        let (row, since) = (self.row(maker), Since::of(maker));
        let is_last = at == self.ids.len();
        self.ids.insert(at, id);
        self.rows.insert(at, row);
        self.since.insert(at, since);
        if is_last {
            self.enter(at, id, since);
        } else {
            self.drawn = None;
        }
    }

    fn row(&mut self, maker: &Maker) -> Row {
        let languages = self.set(&maker.languages);
        let (said_categories, said_forms) = maker.tags.iter().fold((0, 0), |(categories, forms), tag| {
            let (category, form) = self.says(tag);
            (categories | category, forms | form)
        });
        Row {
            platforms: mask(&maker.platforms),
            made_categories: bits(maker.made.iter().map(|made| made.category)),
            said_categories,
            made_forms: bits(maker.made.iter().map(|made| made.form)),
            said_forms,
            languages,
            record: rules::record_points(maker.made.len(), maker.again),
        }
    }

    fn set(&mut self, languages: &[Language]) -> u32 {
        if let Some(known) = self.set_of.get(languages) {
            return *known;
        }
        let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        self.sets.push(languages.to_vec());
        self.set_of.insert(languages.to_vec(), next);
        next
    }

    fn says(&mut self, tag: &str) -> (u32, u32) {
        if let Some(known) = self.said.get(tag) {
            return *known;
        }
        let categories = Category::ALL.iter().copied().filter(|category| rules::says_category(tag, *category));
        let forms = ContentForm::ALL.iter().copied().filter(|form| rules::says_form(tag, *form));
        let found = (bits(categories), bits(forms));
        self.said.insert(tag.to_owned(), found);
        found
    }

    /// Whoever comes new stands last: he gets his lot beside those that are drawn.
    fn enter(&mut self, at: usize, id: CreatorId, since: Since) {
        let Some(drawn) = self.drawn.filter(|drawn| since.is_newcomer(*drawn)) else { return };
        let lot = (rules::lot(id, rules::day(drawn)), at);
        let place = self.lots.partition_point(|other| *other < lot);
        self.lots.insert(place, lot);
    }

    /// Whether the lots of the day are drawn.
    pub(super) fn has_drawn(&self, now: Instant) -> bool {
        self.drawn.is_some_and(|drawn| rules::day(drawn) == rules::day(now))
    }

    /// Draws the lots of the day.
    pub(super) fn draw(&mut self, now: Instant) {
        let day = rules::day(now);
        let new = |(at, (id, since)): (usize, (&CreatorId, &Since))| since.is_newcomer(now).then(|| (rules::lot(*id, day), at));
        self.lots = self.ids.iter().zip(&self.since).enumerate().filter_map(new).collect();
        self.lots.sort_unstable();
        self.drawn = Some(now);
    }

    /// Weighs everybody and names whom it is asked for.
    pub(super) fn pick(&self, ask: &Ask<'_>) -> Picked {
        let scores = self.scores(ask);
        let mut counts = [0usize; 256];
        for score in scores.iter().filter(|score| **score > 0) {
            if let Some(count) = counts.get_mut(usize::from(*score)) {
                *count += 1;
            }
        }
        Picked {
            best: self.best(&scores, &counts, ask.best),
            newcomers: self.newcomers(&scores, ask.newcomers, ask.now),
            weighed: counts.iter().sum(),
        }
    }

    /// The score of each; 0: is not asked for.
    fn scores(&self, ask: &Ask<'_>) -> Vec<u8> {
        let scale = Scale::of(ask.work, &self.sets);
        let is_asked = |row: &Row| ask.platforms == 0 || row.platforms & ask.platforms != 0;
        let of = |row: &Row, record: u8| if is_asked(row) { scale.score(row, record) } else { 0 };
        let mut scores: Vec<u8> = match ask.only {
            None => self.weigh(|row| of(row, row.record)),
            Some(only) => {
                let mut scores = vec![0; self.rows.len()];
                self.each(only, &mut scores, |row, score| *score = of(row, row.record));
                scores
            }
        };
        self.each(ask.partners, &mut scores, |row, score| {
            if *score > 0 {
                *score = of(row, rules::RECORD);
            }
        });
        self.each(ask.without, &mut scores, |_, score| *score = 0);
        scores
    }

    /// The score of everybody; all processors share in it where there are many.
    fn weigh(&self, of: impl Fn(&Row) -> u8 + Sync) -> Vec<u8> {
        let mut scores = vec![0; self.rows.len()];
        let lanes = std::thread::available_parallelism().map_or(1, NonZero::get);
        let piece = self.rows.len().div_ceil(lanes).max(ALONE);
        let score = &|(rows, scores): (&[Row], &mut [u8])| rows.iter().zip(scores).for_each(|(row, score)| *score = of(row));
        let mut pieces = self.rows.chunks(piece).zip(scores.chunks_mut(piece));
        std::thread::scope(|scope| {
            let own = pieces.next();
            pieces.for_each(|piece| {
                scope.spawn(move || score(piece));
            });
            own.into_iter().for_each(score);
        });
        scores
    }

    fn each(&self, ids: &[CreatorId], scores: &mut [u8], change: impl Fn(&Row, &mut u8)) {
        for at in ids.iter().filter_map(|id| self.ids.binary_search(id).ok()) {
            if let (Some(row), Some(score)) = (self.rows.get(at), scores.get_mut(at)) {
                change(row, score);
            }
        }
    }

    fn best(&self, scores: &[u8], counts: &[usize; 256], most: usize) -> Vec<CreatorId> {
        let (mut least, mut above) = (PROPOSED, 0);
        for score in (PROPOSED..=100).rev() {
            let here = counts.get(usize::from(score)).copied().unwrap_or_default();
            if above + here >= most {
                least = score;
                break;
            }
            above += here;
        }
        if least == PROPOSED {
            above = (PROPOSED + 1..=100).filter_map(|score| counts.get(usize::from(score))).sum();
        }
        let mut room = most.saturating_sub(above);
        let mut found: Vec<(u8, CreatorId)> = Vec::new();
        for (id, score) in self.ids.iter().zip(scores).rev().filter(|(_, score)| **score >= least) {
            if *score > least {
                found.push((*score, *id));
            } else if room > 0 {
                room -= 1;
                found.push((*score, *id));
            }
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn newcomers(&self, scores: &[u8], most: usize, now: Instant) -> Vec<CreatorId> {
        let fits = |at: usize| scores.get(at).is_some_and(|score| *score >= rules::FITS_AT_LEAST);
        let is_new = |at: usize| self.since.get(at).is_some_and(|since| since.is_newcomer(now));
        let found = self.lots.iter().map(|(_, at)| *at).filter(|at| fits(*at) && is_new(*at)).take(most);
        found.filter_map(|at| self.ids.get(at).copied()).collect()
    }
}

/// The table of points as it reads for one brief.
struct Scale {
    platforms: u64,
    is_own: bool,
    category: u32,
    form: u32,
    /// Points of each set of languages.
    languages: Vec<u8>,
}

impl Scale {
    fn of(work: &Work, sets: &[Vec<Language>]) -> Self {
        Self {
            platforms: mask(&work.platforms),
            is_own: work.is_shown_anywhere(),
            category: bit(work.category),
            form: bit(work.form),
            languages: sets.iter().map(|set| rules::language_points(&work.languages, set).0).collect(),
        }
    }

    fn score(&self, row: &Row, record: u8) -> u8 {
        let platform = rules::platform_points(row.platforms & self.platforms != 0, || self.is_own);
        let language = usize::try_from(row.languages).ok().and_then(|set| self.languages.get(set)).copied().unwrap_or_default();
        let category = rules::category_points(row.made_categories & self.category != 0, || row.said_categories & self.category != 0);
        let form = rules::form_points(row.made_forms & self.form != 0, || row.said_forms & self.form != 0);
        rules::sum([platform, language, category + form + rules::UNKNOWN_PRICE + record])
    }
}

#[cfg(test)]
mod tests;
