//! How many lists of briefs a second, over real connections, beside static answers of the same size; and how long a list takes that nobody asked for
//! before, in a small market and in a large one.

use super::client::{Question, beside, once, still};
use super::{market, ratio, search, site};
use crate::app;
use crate::cli::Trouble;
use crate::failure::Failure;
use crate::platform::db::Flush;
use crate::primitives::{Category, Choice, ContentForm, Platform};
use crate::sessions::{self, Token};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::time::Duration;

const PATH: &str = "/briefs?limit=50";
/// Lists that nobody asked for before.
const FRESH: usize = 300;

pub(super) async fn run(dir: &Path, sizes: &[usize], requests: usize) -> Result<(), Trouble> {
    let site = site(dir, Flush::Never)?;
    let now = site.clock.now();
    let sides = site.db.write(move |tx| market::sides(tx, now, 0)).await?;
    let token = Token::random().map_err(|error| Trouble::Failed(error.to_string()))?;
    let (opened, user) = (token.clone(), sides.creator.id);
    site.db.write::<_, Failure, _>(move |tx| Ok(sessions::open(tx, user, &opened, "bench", now)?)).await?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    actix_web::rt::spawn(app::run_with(&site, listener, 2, still)?);
    let with = |token: &Token| Question::new(PATH, &[format!("cookie: sid={}", token.as_str())]);
    let stranger = Token::random().map_err(|error| Trouble::Failed(error.to_string()))?;
    let (mut there, mut took) = (0, Vec::new());
    for size in sizes {
        eprintln!("making {size} open briefs …");
        search::fill(&site, &sides, there..*size).await?;
        there = there.max(*size);
        search::patient(&site, "").await?;
        println!("{size} open briefs");
        beside("list, anonymous", address, &with(&stranger), requests).await?;
        beside("list, signed in", address, &with(&token), requests).await?;
        took.push(fresh(address, size % 7).await?);
    }
    if let [(first_half, first_most), .., (half, most)] = took.as_slice() {
        let times = |a: &Duration, b: &Duration| ratio(a.as_micros(), b.as_micros());
        println!("the largest beside the first: {} in the middle, {} at p99 (goal 1.30)", times(half, first_half), times(most, first_most));
    }
    Ok(())
}

/// Lists with filters and orders that nobody asked for before, one after the other.
async fn fresh(address: SocketAddr, salt: usize) -> Result<(Duration, Duration), Trouble> {
    let mut took = Vec::with_capacity(FRESH);
    for no in 0..FRESH {
        fn nth<T: Choice>(no: usize) -> &'static str {
            T::ALL.get(no % T::ALL.len().max(1)).map_or("", |word| word.word())
        }
        let sort = ["newest", "deadline", "price_asc", "price_desc"].get(no % 4).copied().unwrap_or_default();
        let (form, category, platform) = (nth::<ContentForm>(no / 3), nth::<Category>(no / 5), nth::<Platform>(no / 2));
        let path = match no % 3 {
            0 => format!("/briefs?sort={sort}&category={category}&price_min={}", no + salt),
            1 => format!("/briefs?sort={sort}&platform={platform}&price_min={}", no + salt),
            _ => format!("/briefs?sort={sort}&content_form={form}&price_min={}", no + salt),
        };
        took.push(once(address, &Question::new(&path, &[String::from("cookie: a=b")])).await?);
    }
    Ok(search::tell("lists that nobody asked for before", &mut took))
}
