//! How long it takes to name the creators who fit a brief best, of very many, with the reasons.

use super::market::chance;
use super::search::tell;
use super::{Place, market};
use crate::cli::Trouble;
use crate::failure::Failure;
use crate::matching::{self, Wanted, Work};
use crate::platform::db::{Conn, Flush, Tx};
use crate::primitives::id::OrgId;
use crate::primitives::{Category, Choice as _, ContentForm, Currency, Platform};
use std::time::Instant;

/// Creators who are named for a brief.
const BEST: usize = 50;
const TAGS: &[&str] =
    &["tea", "短视频", "家常菜", "keyboards", "cats", "图文", "徒步", "makeup", "育儿", "camping", "vlog", "书评", "面料", "review"];
const TONGUES: &[&str] = &["zh-CN", "zh-TW", "en", "en-AU", "de", "ja", "es"];

/// Where channels are: every platform but one's own pages.
fn shops() -> Vec<Platform> {
    Platform::ALL.iter().copied().filter(|platform| !matches!(platform, Platform::OwnSite | Platform::Other)).collect()
}

fn pick<T: Clone>(list: &[T], no: usize, salt: usize) -> Option<T> {
    list.get(chance(no, salt) % list.len().max(1)).cloned()
}

fn work(no: usize) -> Option<Work> {
    Some(Work {
        org: OrgId::random(),
        form: pick(ContentForm::ALL, no, 1)?,
        category: pick(Category::ALL, no, 2)?,
        platforms: vec![pick(&shops(), no, 3)?, pick(&shops(), no, 4)?],
        languages: vec![pick(TONGUES, no, 5)?.parse().ok()?],
        currency: Currency::Cny,
        pays: None,
    })
}

/// The `no`th creator: one to three platforms, up to three tags, one or two languages.
fn profile(no: usize) -> market::Profile {
    let some = |most: usize, salt: usize| 0..=chance(no, salt) % most;
    market::Profile {
        platforms: some(3, 11).filter_map(|at| pick(&shops(), no, 20 + at)).collect(),
        tags: some(3, 12).filter_map(|at| pick(TAGS, no, 30 + at)).collect(),
        languages: some(2, 13).filter_map(|at| pick(TONGUES, no, 40 + at)).collect(),
    }
}

pub(super) async fn run(place: &Place<'_>, count: usize, searches: usize) -> Result<(), Trouble> {
    let site = place.site(Flush::Never)?;
    let now = site.clock.now();
    eprintln!("making {count} creators …");
    for begin in (0..count).step_by(market::PIECE) {
        let fill =
            move |tx: &mut Tx<'_>| (begin..count.min(begin + market::PIECE)).try_for_each(|no| market::creator(tx, now, no, &profile(no)));
        site.db.write::<_, Failure, _>(move |tx| fill(tx)).await?;
    }
    let begin = Instant::now();
    while let Err(failure) = matching::roster(&site).await {
        match failure {
            Failure::Busy(_) => {}
            other => return Err(other.into()),
        }
    }
    println!("roster of {count} creators: read in {} ms", begin.elapsed().as_millis());
    let mut took = Vec::with_capacity(searches);
    let mut named = 0;
    for work in (0..searches).filter_map(work) {
        let begin = Instant::now();
        let roster = matching::roster(&site).await?;
        let look = move |conn: &mut Conn| Ok::<_, Failure>(matching::for_brief(conn, &roster, (&work, &Wanted::default()), BEST, now)?);
        named += site.db.read(look).await?.len();
        took.push(begin.elapsed());
    }
    println!("{searches} briefs, {} creators each in the middle of them", named / searches.max(1));
    tell("the 50 who fit best, with reasons (goal: p99 15,000 µs)", &mut took);
    Ok(())
}
