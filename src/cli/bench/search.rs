//! How long a search takes over many briefs: words, filters, counts of every choice and prices, as the page asks for them; beside the database's own
//! full text, where it is a Postgres.

use super::market::chance;
use super::{Place, market, ratio};
use crate::briefs;
use crate::cli::Trouble;
use crate::failure::Failure;
use crate::platform::db::{Conn, DbError, Flush, Tx};
use crate::primitives::id::{BriefId, Identity as _};
use crate::primitives::{Category, Choice, ContentForm, Currency, Minor, Platform};
use crate::web::Shared;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::ops::Range;
use std::time::{Duration, Instant};

/// What the briefs are written of: subject, place, manner.
const SUBJECTS: &[&str] = &[
    "护肤品",
    "燕麦奶",
    "徒步鞋",
    "台灯",
    "键盘",
    "耳机",
    "盖碗",
    "厨刀",
    "婴儿推车",
    "猫粮",
    "backpack",
    "headphones",
    "keyboard",
    "desk lamp",
    "camera strap",
    "teapot",
    "running shoes",
    "notebook",
];
const PLACES: &[&str] =
    &["上海", "成都", "厨房", "阳台", "书店", "洱海", "地铁", "夜里", "in Melbourne", "on a desk", "in a small flat", "in the rain"];
const MANNERS: &[&str] = &[
    "开箱测评",
    "三张场景图",
    "一条竖屏短视频",
    "长文一篇",
    "二十八天记录",
    "直播讲解",
    "an honest review",
    "six photographs",
    "a short video",
    "a long read",
    "unboxing",
];
/// What is asked: common and rare words, both languages, filters of words together, a slip.
const ASKED: &[&str] = &[
    "护肤",
    "燕麦奶 成都",
    "静音键盘",
    "徒步鞋 测评",
    "直播",
    "headphones",
    "backpak",
    "desk lamp review",
    "running shoes rain",
    "第4711号",
    "書店 台灯",
    "video",
];

/// The `no`th of a list, as if by chance.
fn pick<'a>(list: &[&'a str], no: usize, salt: usize) -> &'a str {
    list.get(chance(no, salt) % list.len().max(1)).copied().unwrap_or_default()
}

fn text(no: usize, salt: usize) -> String {
    format!("{} {}，{}", pick(SUBJECTS, no, salt), pick(PLACES, no, salt + 1), pick(MANNERS, no, salt + 2))
}

pub(super) async fn run(place: &Place<'_>, count: usize, searches: usize) -> Result<(), Trouble> {
    let site = place.site(Flush::Never)?;
    let now = site.clock.now();
    eprintln!("making {count} open briefs …");
    let sides = site.db.write(move |tx| market::sides(tx, now, 0)).await?;
    fill(&site, &sides, 0..count).await?;
    let begin = Instant::now();
    let first = patient(&site, "护肤").await?;
    println!(
        "index of {count} briefs: written in {} ms, {} MiB, {first} found",
        begin.elapsed().as_millis(),
        size(&site.config.data_dir.join("search"))?
    );
    let mut ours = Vec::with_capacity(searches);
    let mut worst = (Duration::ZERO, "", 0);
    for words in ASKED.iter().cycle().take(searches) {
        let begin = Instant::now();
        let found = briefs::find_open(&site, words).await?.total;
        ours.push(begin.elapsed());
        worst = worst.max((begin.elapsed(), *words, found));
    }
    println!("the longest looked for {:?}: {} µs for {} found", worst.1, worst.0.as_micros(), worst.2);
    let (half, most) = tell("search with counts and prices", &mut ours);
    if place.postgres.is_some() {
        site.db.write::<_, Failure, _>(|tx| Ok(index(tx)?)).await?;
        let mut theirs = Vec::new();
        for words in ASKED.iter().cycle().take(searches.min(60)) {
            let begin = Instant::now();
            let words = (*words).to_owned();
            site.db.read(move |conn| Ok::<_, Failure>(full_text(conn, &words)?)).await?;
            theirs.push(begin.elapsed());
        }
        let (their_half, their_most) = tell("full text of the database, twenty rows without counts", &mut theirs);
        println!("the database takes {} times as long in the middle, {} at p99", times(their_half, half), times(their_most, most));
    }
    Ok(())
}

/// Open briefs with these numbers.
pub(super) async fn fill(site: &Shared, sides: &market::Sides, numbers: Range<usize>) -> Result<(), Trouble> {
    let now = site.clock.now();
    for begin in numbers.clone().step_by(market::PIECE) {
        let (sides, piece) = (sides.clone(), begin..numbers.end.min(begin + market::PIECE));
        let fill = move |tx: &mut Tx<'_>| {
            piece.clone().try_for_each(|no| {
                let (title, body) = (format!("{}，第{no}号", text(no, 0)), format!("{}。{}。{}", text(no, 5), text(no, 9), text(no, 13)));
                market::brief(tx, &sides, now, &draft(no, &title, &body)).map(drop)
            })
        };
        site.db.write::<_, Failure, _>(move |tx| Ok(fill(tx)?)).await?;
    }
    Ok(())
}

/// The first search, which waits until the index is there.
pub(super) async fn patient(site: &Shared, words: &str) -> Result<usize, Trouble> {
    loop {
        match briefs::find_open(site, words).await {
            Ok(answer) => return Ok(answer.total),
            Err(Failure::Busy(_)) => {}
            Err(error) => return Err(Trouble::from(error)),
        }
    }
}

fn times(theirs: Duration, ours: Duration) -> String {
    ratio(theirs.as_micros(), ours.as_micros())
}

/// Says how long the middle one and the hundredth longest took.
pub(super) fn tell(what: &str, took: &mut [Duration]) -> (Duration, Duration) {
    took.sort_unstable();
    let at = |hundredths: usize| took.get(took.len().saturating_sub(1) * hundredths / 100).copied().unwrap_or_default();
    let (half, most) = (at(50), at(99));
    println!("{what}: p50 {} µs, p99 {} µs", half.as_micros(), most.as_micros());
    (half, most)
}

fn size(dir: &std::path::Path) -> Result<u64, Trouble> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        for file in std::fs::read_dir(entry?.path())? {
            bytes += file?.metadata()?.len();
        }
    }
    Ok(bytes >> 20)
}

/// No two neighbours are alike: every closed list, price and deadline is drawn as if by chance.
fn draft<'a>(no: usize, title: &'a str, body: &'a str) -> market::Draft<'a> {
    fn drawn<T: Choice>(no: usize, salt: usize) -> Option<T> {
        T::ALL.get(chance(no, salt) % T::ALL.len().max(1)).copied()
    }
    let number = |salt: usize, below: usize| i64::try_from(chance(no, salt) % below).unwrap_or_default();
    let least = number(21, 400) * 500 + 5_000;
    market::Draft {
        title,
        body,
        form: drawn(no, 23).unwrap_or(ContentForm::Other),
        category: drawn(no, 24).unwrap_or(Category::Other),
        currency: drawn(no, 25).unwrap_or(Currency::Cny),
        budget: (Minor(least), Minor(least * 2)),
        hours: 264 + number(22, 1_400),
        platforms: (26..28).filter_map(|salt| drawn::<Platform>(no, salt)).collect(),
        language: Some(pick(&["zh-CN", "en", "zh-TW", "de", "ja"], no, 28)),
    }
}

/// What Postgres needs to look for words by itself.
fn index(tx: &mut Tx<'_>) -> Result<(), DbError> {
    for sql in ["CREATE INDEX bench_words ON briefs USING gin (to_tsvector('simple', title || ' ' || body))", "ANALYZE briefs"] {
        diesel::sql_query(sql).execute(&mut **tx)?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Ranked {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = BigInt)]
    total: i64,
}

fn full_text(conn: &mut Conn, words: &str) -> Result<usize, DbError> {
    let sql = "SELECT id, count(*) OVER () AS total FROM briefs WHERE to_tsvector('simple', title || ' ' || body) @@ plainto_tsquery('simple', $1)
        ORDER BY ts_rank(to_tsvector('simple', title || ' ' || body), plainto_tsquery('simple', $1)) DESC LIMIT 20";
    let found: Vec<Ranked> = diesel::sql_query(sql).bind::<Text, _>(words).load(conn)?;
    let known = found.iter().filter(|row| row.id.parse::<BriefId>().is_ok_and(|id| id != BriefId::nobody()) && row.total > 0).count();
    Ok(known)
}
