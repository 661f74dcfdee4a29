//! What is weighed of every creator, side by side in memory: some 80 bytes each, in the order of their ids.

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

/// What of a creator counts for every merchant alike. Members of closed lists are bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    platforms: u64,
    made_categories: u32,
    said_categories: u32,
    made_forms: u32,
    said_forms: u32,
    /// Which of the sets of languages.
    languages: usize,
    /// Points for the record, with a merchant who is new.
    record: u8,
    has_finished: bool,
    joined: Instant,
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
    sets: Vec<Vec<Language>>,
    set_of: HashMap<Vec<Language>, usize>,
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
            (Ok(at), Some(maker)) => {
                let row = self.row(maker);
                if let Some(old) = self.rows.get_mut(at) {
                    if (old.joined, old.has_finished) != (row.joined, row.has_finished) {
                        self.drawn = None;
                    }
                    *old = row;
                }
            }
            (Ok(at), None) => {
                self.ids.remove(at);
                self.rows.remove(at);
                self.drawn = None;
            }
            (Err(at), Some(maker)) => {
                let row = self.row(maker);
                let is_last = at == self.ids.len();
                self.ids.insert(at, id);
                self.rows.insert(at, row);
                if is_last {
                    self.enter(at, id, &row);
                } else {
                    self.drawn = None;
                }
            }
            (Err(_), None) => {}
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
            has_finished: !maker.made.is_empty(),
            joined: maker.joined,
        }
    }

    fn set(&mut self, languages: &[Language]) -> usize {
        if let Some(known) = self.set_of.get(languages) {
            return *known;
        }
        self.sets.push(languages.to_vec());
        self.set_of.insert(languages.to_vec(), self.sets.len() - 1);
        self.sets.len() - 1
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
    fn enter(&mut self, at: usize, id: CreatorId, row: &Row) {
        let Some(drawn) = self.drawn.filter(|drawn| rules::is_newcomer(row.joined, row.has_finished, *drawn)) else { return };
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
        let new = |(at, (id, row)): (usize, (&CreatorId, &Row))| {
            rules::is_newcomer(row.joined, row.has_finished, now).then(|| (rules::lot(*id, day), at))
        };
        self.lots = self.ids.iter().zip(&self.rows).enumerate().filter_map(new).collect();
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
            newcomers: self.newcomers(&scores, ask.newcomers),
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

    fn newcomers(&self, scores: &[u8], most: usize) -> Vec<CreatorId> {
        let fits = |at: usize| scores.get(at).is_some_and(|score| *score >= rules::FITS_AT_LEAST);
        let found = self.lots.iter().map(|(_, at)| *at).filter(|at| fits(*at)).take(most);
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
        let language = self.languages.get(row.languages).copied().unwrap_or_default();
        let category = rules::category_points(row.made_categories & self.category != 0, || row.said_categories & self.category != 0);
        let form = rules::form_points(row.made_forms & self.form != 0, || row.said_forms & self.form != 0);
        rules::sum([platform, language, category + form + rules::UNKNOWN_PRICE + record])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::model::{Fit, Made, Person};
    use crate::primitives::id::OrgId;
    use crate::primitives::{Currency, Platform};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const TAGS: &[&str] = &["tea", "短视频", "家常菜", "keyboards", "cats", "图文", "slow", "video-essay"];
    const TONGUES: &[&str] = &["zh-CN", "zh-TW", "en", "en-AU", "de"];

    /// A creator as these numbers say.
    fn maker(seed: u64, orgs: &[OrgId]) -> Maker {
        let digit = |at: u32| usize::try_from(seed / 7u64.pow(at) % 7).unwrap();
        let some = |from: usize, count: usize, of: usize| (0..count).map(move |step| (from * 3 + step * 2) % of);
        let made = (0..digit(5) * 2).map(|no| Made {
            org: orgs[no % orgs.len()],
            form: ContentForm::ALL[(no + digit(0)) % ContentForm::ALL.len()],
            category: Category::ALL[(no + digit(1)) % Category::ALL.len()],
        });
        Maker {
            person: Person { id: CreatorId::random(), handle: format!("m{seed}"), name: "M".into() },
            joined: Instant(0).plus_hours(24 * 40 * i64::try_from(digit(6)).unwrap()),
            tags: some(digit(0), digit(1) % 3, TAGS.len()).map(|at| TAGS[at].to_owned()).collect(),
            languages: some(digit(2), digit(3) % 3, TONGUES.len()).map(|at| TONGUES[at].parse().unwrap()).collect(),
            platforms: some(digit(4), digit(2) % 3, Platform::ALL.len()).map(|at| Platform::ALL[at]).collect(),
            made: if digit(3) < 4 { Vec::new() } else { made.collect() },
            again: (i64::try_from(digit(4)).unwrap(), i64::try_from(digit(4).min(digit(0))).unwrap()),
            charges: BTreeMap::new(),
            hindrance: None,
        }
    }

    fn work(no: usize, org: OrgId) -> Work {
        let platforms = vec![Platform::ALL[no % Platform::ALL.len()], Platform::ALL[no * 5 % Platform::ALL.len()]];
        Work {
            org,
            form: ContentForm::ALL[no % ContentForm::ALL.len()],
            category: Category::ALL[no % Category::ALL.len()],
            platforms,
            languages: vec![TONGUES[no % TONGUES.len()].parse().unwrap()],
            currency: Currency::Cny,
            pays: Some((100, 200)),
        }
    }

    fn weighed<'a>(work: &Work, makers: impl Iterator<Item = &'a Maker>) -> Vec<(Maker, Fit)> {
        makers.map(|maker| (maker.clone(), rules::fit(work, maker))).collect()
    }

    proptest! {
        #[test]
        fn whoever_is_named_is_whom_the_one_function_finds(seeds in prop::collection::vec(0u64..823_543, 1..160), no in 0usize..40, most in 1usize..30, rest in 0usize..6) {
            let orgs: Vec<OrgId> = (0..3).map(|_| OrgId::random()).collect();
            let work = work(no, orgs[0]);
            let now = Instant(0).plus_hours(24 * 260);
            let mut rows = Rows::default();
            let mut makers: Vec<Maker> = seeds.iter().map(|seed| maker(*seed, &orgs)).collect();
            let late = makers.len() / 3;
            let early = makers.len() - late;
            makers.iter().take(early).for_each(|maker| rows.put(maker.person.id, Some(&Maker { tags: Vec::new(), ..maker.clone() })));
            rows.draw(now);
            makers.iter().skip(early).for_each(|maker| rows.put(maker.person.id, Some(maker)));
            makers.iter().rev().for_each(|maker| rows.put(maker.person.id, Some(maker)));
            for gone in makers.split_off(makers.len().saturating_sub(rest)) {
                rows.put(gone.person.id, None);
            }
            if !rows.has_drawn(now) {
                rows.draw(now);
            }
            let without: Vec<CreatorId> = makers.iter().step_by(5).map(|maker| maker.person.id).collect();
            let partner = |maker: &&Maker| maker.made.iter().any(|made| made.org == work.org);
            let partners: Vec<CreatorId> = makers.iter().filter(partner).map(|maker| maker.person.id).collect();
            let platforms = if work.is_shown_anywhere() { 0 } else { mask(&work.platforms) };
            let asked = |maker: &&Maker| {
                let is_seen = platforms == 0 || mask(&maker.platforms) & platforms != 0;
                is_seen && !without.contains(&maker.person.id)
            };
            let ask = Ask { work: &work, platforms, only: None, without: &without, partners: &partners, best: most, newcomers: most };
            let picked = rows.pick(&ask);
            prop_assert_eq!(picked.weighed, makers.iter().filter(asked).count());
            let named = makers.iter().filter(|maker| picked.best.contains(&maker.person.id) || picked.newcomers.contains(&maker.person.id));
            let shown = rules::blend(weighed(&work, named), most, now);
            let all: Vec<(Maker, Fit)> = weighed(&work, makers.iter().filter(asked)).into_iter().filter(|(_, fit)| fit.score >= PROPOSED).collect();
            let ids = |fits: &[(Maker, Fit)]| fits.iter().map(|(maker, fit)| (fit.score, maker.person.id)).collect::<Vec<_>>();
            prop_assert_eq!(ids(&shown), ids(&rules::blend(all, most, now)));
            let only: Vec<CreatorId> = picked.best.iter().copied().skip(1).take(3).collect();
            let again = rows.pick(&Ask { only: Some(&only), newcomers: 0, ..ask });
            prop_assert_eq!(&again.best[..], &only[..only.len().min(most)]);
        }
    }
}
