//! The one function: points for what both sides have in common, 100 in all.
//!
//! | what | most | how |
//! |---|---|---|
//! | platform | 25 | a channel where the brief is shown; 15 where it is shown on the merchant's own pages |
//! | category | 25 | finished a deal in it; 21 where the tags say it |
//! | language | 20 | the same tag; 14 the same language of another region |
//! | form | 10 | finished a deal of it; 8 where the tags say it; 4 where nothing is known |
//! | price | 10 | the brief pays what the creator usually asks, or more; 5 where that is not known or not for these eyes |
//! | record | 10 | deals finished: 3 without any, 5 from one, 7 from three, 9 from ten, 10 with this merchant; 4 less where most would not work together again |
//!
//! Without the platform or without the language nobody gets more than 49. There is no other input: what is not in this table does not count. Whoever takes no
//! new work now loses no points by it; it stands under what is missing.

use super::model::{Fit, Maker, Missing, Reason, Why, Work};
use crate::capacity::Hindrance;
use crate::primitives::id::CreatorId;
use crate::primitives::{Category, ContentForm, Currency, Instant, Language, Platform};
use crate::search::{category_words, form_words};

const PLATFORM: u8 = 25;
const CATEGORY: u8 = 25;
const LANGUAGE: u8 = 20;
const FORM: u8 = 10;
const PRICE: u8 = 10;
/// With a merchant for whom something was finished.
pub(super) const RECORD: u8 = 10;
/// Where it is not known what the creator asks, or not for these eyes.
pub(super) const UNKNOWN_PRICE: u8 = 5;
/// Nobody without the platform or the language gets more.
const CAPPED: u8 = 49;
/// A reason that is told reaches so many tenths of what it could.
const TOLD_TENTHS: u16 = 7;
/// Reasons told.
const REASONS: usize = 3;

/// Points for one line of the table.
struct Line {
    why: Why,
    points: u8,
    most: u8,
    of: String,
}

impl Line {
    fn new(why: Why, (points, most): (u8, u8), of: impl ToString) -> Self {
        Self { why, points, most, of: of.to_string() }
    }

    fn is_told(&self) -> bool {
        u16::from(self.points) * 10 >= u16::from(self.most) * TOLD_TENTHS
    }
}

/// How well the creator fits the brief.
#[must_use]
pub fn fit(work: &Work, maker: &Maker) -> Fit {
    let lines =
        [platform(work, maker), category(work, maker), language(work, maker), form(work, maker), price(work, maker), record(work, maker)];
    let lacks = |why: Why| lines.iter().any(|line| line.why == why && line.points == 0);
    let missing = [
        (Why::Platform, Missing::Platform),
        (Why::Language, Missing::Language),
        (Why::Category, Missing::Category),
        (Why::Price, Missing::Price),
    ]
    .into_iter()
    .filter(|(why, _)| lacks(*why))
    .map(|(_, missing)| missing)
    .chain(maker.hindrance.map(Missing::from))
    .collect();
    let of = |wanted: &dyn Fn(Why) -> bool| lines.iter().filter(|line| wanted(line.why)).map(|line| line.points).sum();
    let score =
        sum([of(&|why| why == Why::Platform), of(&|why| why == Why::Language), of(&|why| !matches!(why, Why::Platform | Why::Language))]);
    let mut told: Vec<&Line> = lines.iter().filter(|line| line.is_told()).collect();
    told.sort_by_key(|line| (line.why != Why::Again, std::cmp::Reverse(line.points), line.why));
    let reasons = told.into_iter().take(REASONS).map(|line| Reason { why: line.why, of: line.of.clone() }).collect();
    Fit { score, reasons, missing }
}

impl From<Hindrance> for Missing {
    fn from(hindrance: Hindrance) -> Self {
        match hindrance {
            Hindrance::Blocked => Self::Blocked,
            Hindrance::Full => Self::Full,
        }
    }
}

/// The points that hang on the platforms, the languages, the category and the form of a brief alone: many briefs have them in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    platform: u8,
    language: u8,
    rest: u8,
}

impl Shared {
    /// Those of this brief.
    #[must_use]
    pub fn of(work: &Work, maker: &Maker) -> Self {
        let rest = category(work, maker).points + form(work, maker).points;
        Self { platform: platform(work, maker).points, language: language(work, maker).points, rest }
    }

    /// The score of [`fit`]: with what the brief pays at most, and whether something was finished for its merchant.
    #[must_use]
    pub fn score(self, pays: Option<(Currency, i64)>, is_again: bool, maker: &Maker) -> u8 {
        let record = if is_again { RECORD } else { record_points(maker.made.len(), maker.again) };
        sum([self.platform, self.language, self.rest + price_points(pays, maker) + record])
    }

    /// As one number.
    #[must_use]
    pub fn number(self) -> i64 {
        i64::from(self.platform) << 16 | i64::from(self.language) << 8 | i64::from(self.rest)
    }

    /// From such a number.
    #[must_use]
    pub fn of_number(number: i64) -> Self {
        let byte = |shift: u32| u8::try_from(number >> shift & 0xff).unwrap_or_default();
        Self { platform: byte(16), language: byte(8), rest: byte(0) }
    }
}

fn platform(work: &Work, maker: &Maker) -> Line {
    let shared = work.platforms.iter().find(|platform| maker.platforms.contains(platform));
    let own = || work.platforms.iter().find(|platform| matches!(platform, Platform::OwnSite | Platform::Other));
    let points = platform_points(shared.is_some(), || own().is_some());
    Line::new(Why::Platform, (points, PLATFORM), shared.or_else(own).map(ToString::to_string).unwrap_or_default())
}

/// Seen where the brief is shown; or it is shown on the merchant's own pages.
pub(super) fn platform_points(is_shared: bool, is_own: impl FnOnce() -> bool) -> u8 {
    if is_shared {
        PLATFORM
    } else if is_own() {
        15
    } else {
        0
    }
}

fn category(work: &Work, maker: &Maker) -> Line {
    let made = maker.made.iter().any(|made| made.category == work.category);
    let points = category_points(made, || maker.tags.iter().any(|tag| says_category(tag, work.category)));
    Line::new(Why::Category, (points, CATEGORY), work.category)
}

/// Finished a deal in it; or the tags say it.
pub(super) fn category_points(is_made: bool, is_said: impl FnOnce() -> bool) -> u8 {
    if is_made {
        CATEGORY
    } else if is_said() {
        21
    } else {
        0
    }
}

/// Whether a tag speaks of the category.
pub(super) fn says_category(tag: &str, category: Category) -> bool {
    says(tag, category_words(category)) || says(tag, more_words(category))
}

/// Whether a tag speaks of the form.
pub(super) fn says_form(tag: &str, form: ContentForm) -> bool {
    says(tag, form_words(form))
}

fn primary(language: &Language) -> &str {
    language.tag().split('-').next().unwrap_or_default()
}

fn language(work: &Work, maker: &Maker) -> Line {
    let (points, of) = language_points(&work.languages, &maker.languages);
    Line::new(Why::Language, (points, LANGUAGE), of.map(ToString::to_string).unwrap_or_default())
}

/// The same tag; or the same language of another region. With which one of those wanted.
pub(super) fn language_points<'a>(wanted: &'a [Language], spoken: &[Language]) -> (u8, Option<&'a Language>) {
    let same = wanted.iter().find(|language| spoken.contains(language));
    let close = || wanted.iter().find(|language| spoken.iter().any(|own| primary(own) == primary(language)));
    match (same, close()) {
        (Some(language), _) => (LANGUAGE, Some(language)),
        (None, Some(language)) => (14, Some(language)),
        (None, None) => (0, None),
    }
}

fn form(work: &Work, maker: &Maker) -> Line {
    let made = maker.made.iter().any(|made| made.form == work.form);
    Line::new(Why::Form, (form_points(made, || maker.tags.iter().any(|tag| says_form(tag, work.form))), FORM), work.form)
}

/// Finished a deal of it; or the tags say it; or nothing is known.
pub(super) fn form_points(is_made: bool, is_said: impl FnOnce() -> bool) -> u8 {
    if is_made {
        FORM
    } else if is_said() {
        8
    } else {
        4
    }
}

fn price(work: &Work, maker: &Maker) -> Line {
    let pays = work.pays.map(|(_, most)| (work.currency, most));
    Line::new(Why::Price, (price_points(pays, maker), PRICE), "")
}

fn price_points(pays: Option<(Currency, i64)>, maker: &Maker) -> u8 {
    match pays.and_then(|(currency, most)| Some((most, maker.charges.get(&currency)?))) {
        Some((most, usual)) if *usual <= most => PRICE,
        Some(_) => 0,
        None => UNKNOWN_PRICE,
    }
}

fn record(work: &Work, maker: &Maker) -> Line {
    let done = maker.made.len();
    if maker.made.iter().any(|made| made.org == work.org) {
        return Line::new(Why::Again, (RECORD, RECORD), done);
    }
    Line::new(Why::Record, (record_points(done, maker.again), RECORD), done)
}

/// So many deals finished, and of so many ratings so many that would work together again; where none of the deals was with this merchant.
pub(super) fn record_points(done: usize, (rated, again): (i64, i64)) -> u8 {
    let points: u8 = match done {
        0 => 3,
        1..=2 => 5,
        3..=9 => 7,
        _ => 9,
    };
    if rated >= 3 && again.saturating_mul(2) < rated { points.saturating_sub(4) } else { points }
}

/// The sum of the table's lines; platform and language are the first two.
pub(super) fn sum([platform, language, rest]: [u8; 3]) -> u8 {
    let sum = platform + language + rest;
    if platform == 0 || language == 0 { sum.min(CAPPED) } else { sum }
}

/// Words of a category that people use as tags, beside its names.
const fn more_words(category: Category) -> &'static str {
    match category {
        Category::Food => "茶 咖啡 手冲 家常菜 粤菜 面点 探店 烘焙 厨房 tea coffee cooking kitchen baking",
        Category::Beauty => "敏感肌 成分 化妆 香氛 makeup fragrance",
        Category::Fashion => "面料 鞋 包 首饰 手表 leather bags shoes watches jewellery",
        Category::Home => "茶 器物 陶瓷 收纳 小户型 植物 阳台 厨房 刀具 桌面 ceramics interiors styling still-life desk plants knives",
        Category::Electronics => "键盘 耳机 桌面 相机 手机 keyboards headphones cameras audio desk measurements",
        Category::Baby => "育儿 孩子 family kids",
        Category::Pets => "猫 狗 cats dogs",
        Category::Sports => "徒步 跑步 骑行 通勤 训练 装备 瑜伽 露营 cycling running hiking camping bikepacking",
        Category::Travel => "航拍 露营 徒步 城市 camping hotels",
        Category::Games => "独立游戏 解说 电竞 esports",
        Category::Books => "书评 写作 stationery writing",
        Category::Cars => "自驾 修车 driving",
        Category::Health => "瑜伽 跑步 训练 yoga running",
        Category::Finance => "账本 记账 money",
        Category::Local => "街拍 street",
        Category::Other => "",
    }
}

/// Whether a tag is one of these words: Chinese ones may stand inside it, others are whole words of it.
fn says(tag: &str, words: &str) -> bool {
    words.split(' ').filter(|word| !word.is_empty()).any(|word| {
        if word.is_ascii() {
            tag == word || tag.split('-').any(|part| part == word || part.strip_suffix('s') == Some(word))
        } else {
            tag.contains(word)
        }
    })
}

/// Of every list of creators so many places, in hundredths, go to newcomers.
pub const NEWCOMERS_PERCENT: usize = 15;
/// Of so many places so many go to newcomers: no more of them are ever drawn, and those who stand among the best already count.
#[must_use]
pub(super) const fn newcomer_places(places: usize) -> usize {
    places * NEWCOMERS_PERCENT / 100
}

/// A newcomer has finished nothing yet and joined within so many hours.
const NEW_HOURS: i64 = 180 * 24;
/// A newcomer who fits less than this gets no place.
pub(super) const FITS_AT_LEAST: u8 = 40;

impl Maker {
    /// Has finished nothing yet and is not here for long.
    #[must_use]
    pub fn is_newcomer(&self, now: Instant) -> bool {
        is_newcomer(self.joined, !self.made.is_empty(), now)
    }

    fn lot(&self, now: Instant) -> u64 {
        lot(self.person.id, day(now))
    }
}

/// Days since 1970.
pub(super) const fn day(now: Instant) -> i64 {
    now.0.div_euclid(DAY_MICROS)
}

/// A day, in microseconds.
const DAY_MICROS: i64 = 86_400_000_000;

/// Whoever joined then and has finished something, or nothing, is a newcomer.
#[must_use]
pub fn is_newcomer(joined: Instant, has_finished: bool, now: Instant) -> bool {
    !has_finished && now < joined.plus_hours(NEW_HOURS)
}

/// The lot that orders newcomers for a day, counted from 1970: nobody stands in front for ever. A creator goes by his id.
#[must_use]
pub fn lot(creator: impl std::fmt::Display, day: i64) -> u64 {
    let mut sum = Sum(0xcbf2_9ce4_8422_2325);
    let _ = std::fmt::Write::write_fmt(&mut sum, format_args!("{day} {creator}"));
    sum.0
}

/// FNV-1a of what is written to it.
struct Sum(u64);

impl std::fmt::Write for Sum {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 = text.bytes().fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Ok(())
    }
}

/// The best of these, so many: by fit, with [`NEWCOMERS_PERCENT`] of the places for newcomers where there are enough who fit. Among newcomers the day's lot
/// decides.
#[must_use]
pub fn blend(mut fits: Vec<(Maker, Fit)>, most: usize, now: Instant) -> Vec<(Maker, Fit)> {
    fits.sort_by(|a, b| b.1.score.cmp(&a.1.score).then_with(|| b.0.person.id.cmp(&a.0.person.id)));
    let mut waiting: Vec<CreatorAt> = fits
        .iter()
        .filter(|(maker, fit)| maker.is_newcomer(now) && fit.score >= FITS_AT_LEAST)
        .map(|(maker, _)| CreatorAt { lot: maker.lot(now), id: maker.person.id })
        .collect();
    waiting.sort_by_key(|at| (at.lot, at.id));
    let (mut shown, mut newcomers) = (Vec::new(), 0);
    while shown.len() < most && !fits.is_empty() {
        let owed = newcomer_places(shown.len() + 1);
        let lot = waiting.iter().find(|at| fits.iter().any(|(maker, _)| maker.person.id == at.id)).filter(|_| newcomers < owed);
        let at = lot.and_then(|at| fits.iter().position(|(maker, _)| maker.person.id == at.id)).unwrap_or_default();
        let next = fits.remove(at);
        newcomers += usize::from(next.0.is_newcomer(now));
        shown.push(next);
    }
    shown
}

struct CreatorAt {
    lot: u64,
    id: CreatorId,
}

#[cfg(test)]
mod tests;
