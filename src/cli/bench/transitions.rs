//! How many approvals a second, each flushed to the disk before it is answered: guard, journal, chain, audit, clocks, notices and mails included.

use super::{market, per_second, ratio, site};
use crate::audit::Act;
use crate::cli::Trouble;
use crate::contracts;
use crate::failure::Failure;
use crate::platform::db::Flush;
use crate::primitives::id::MilestoneId;
use crate::web::Shared;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

const CLIENTS: usize = 64;
/// Approvals in the two comparisons, which are slower.
const FEW: usize = 384;

pub(super) async fn run(dir: &Path, each: usize, rounds: usize) -> Result<(), Trouble> {
    let wanted = rounds * (2 * CLIENTS * each + 2 * FEW);
    eprintln!("making {wanted} delivered milestones …");
    let (sides, mut parts) = prepare(dir, wanted).await?;
    let (full, normal) = (site(dir, Flush::Commits)?, site(dir, Flush::Checkpoints)?);
    let mut told = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let mut take = |count: usize| parts.split_off(parts.len().saturating_sub(count));
        let shares = [take(FEW), take(CLIENTS * each), take(CLIENTS * each), take(FEW)];
        let figures = measure(dir, (&full, &normal), &sides, shares, round % 2 == 0).await?;
        println!("round {}", round + 1);
        figures.print();
        told.push(figures);
    }
    told.sort_by_key(|figures| figures.grouped * 1_000 / figures.normal.max(1));
    println!("the middle round, goals in brackets");
    if let Some(middle) = told.get(told.len() / 2) {
        middle.print();
    }
    Ok(())
}

/// What one round measured, each in a second.
struct Figures {
    flushes: u128,
    one_each: u128,
    grouped: u128,
    normal: u128,
    all_in_one: u128,
}

impl Figures {
    fn print(&self) {
        println!("  bare flushes of a 4 KiB append            {:>8} /s", self.flushes);
        println!("  one client, one commit each               {:>8} /s", self.one_each);
        println!("  {CLIENTS} clients, flushed before each answer    {:>8} /s", self.grouped);
        println!("  {CLIENTS} clients, flushed at checkpoints        {:>8} /s", self.normal);
        println!("  all in one transaction                    {:>8} /s", self.all_in_one);
        println!("  flushed / at checkpoints (0.90)           {:>8}", ratio(self.grouped, self.normal));
        println!("  {CLIENTS} clients / one commit each (3.50)       {:>8}", ratio(self.grouped, self.one_each));
        println!("  {CLIENTS} clients / one transaction (0.70)       {:>8}", ratio(self.grouped, self.all_in_one));
        println!("  {CLIENTS} clients / bare flushes                 {:>8}", ratio(self.grouped, self.flushes));
    }
}

/// One round; which of the two ways to flush goes first changes from round to round.
async fn measure(
    dir: &Path,
    (full, normal): (&Shared, &Shared),
    sides: &market::Sides,
    [alone, many, more, whole]: [Vec<MilestoneId>; 4],
    full_first: bool,
) -> Result<Figures, Trouble> {
    let flushes = raw_flushes(dir)?;
    let one_each = one_commit_each(full, sides, alone).await?;
    let (of_full, of_normal) = if full_first {
        let first = grouped(full, sides, many).await?;
        (first, grouped(normal, sides, more).await?)
    } else {
        let first = grouped(normal, sides, more).await?;
        (grouped(full, sides, many).await?, first)
    };
    let all_in_one = one_commit_for_all(full, sides, whole).await?;
    Ok(Figures { flushes, one_each, grouped: of_full, normal: of_normal, all_in_one })
}

async fn prepare(dir: &Path, wanted: usize) -> Result<(market::Sides, Vec<MilestoneId>), Trouble> {
    let site = site(dir, Flush::Never)?;
    let now = site.clock.now();
    let sides = site.db.write(move |tx| market::sides(tx, now)).await?;
    let mut parts = Vec::with_capacity(wanted);
    while parts.len() < wanted {
        let both = sides.clone();
        parts.extend(site.db.write(move |tx| market::submitted_deal(tx, &both, now)).await?);
    }
    parts.truncate(wanted);
    Ok((sides, parts))
}

/// How often the disk can be asked to keep 4 KiB more.
fn raw_flushes(dir: &Path) -> Result<u128, Trouble> {
    let mut file = std::fs::File::create(dir.join("flush"))?;
    let (begun, mut count) = (Instant::now(), 0usize);
    while begun.elapsed() < Duration::from_millis(1_500) {
        file.write_all(&[7u8; 4_096])?;
        file.sync_data()?;
        count += 1;
    }
    Ok(per_second(count, begun.elapsed()))
}

async fn approve(site: &Shared, sides: &market::Sides, part: MilestoneId) -> Result<(), Failure> {
    let (merchant, now) = (sides.merchant.clone(), site.clock.now());
    site.db.write(move |tx| contracts::approve(tx, &Act::of(merchant.id, now, "bench"), &merchant, part, market::seen())).await
}

async fn one_commit_each(site: &Shared, sides: &market::Sides, parts: Vec<MilestoneId>) -> Result<u128, Trouble> {
    let (begun, count) = (Instant::now(), parts.len());
    for part in parts {
        approve(site, sides, part).await?;
    }
    Ok(per_second(count, begun.elapsed()))
}

async fn grouped(site: &Shared, sides: &market::Sides, parts: Vec<MilestoneId>) -> Result<u128, Trouble> {
    let (begun, count) = (Instant::now(), parts.len());
    let mut clients = Vec::with_capacity(CLIENTS);
    for share in parts.chunks(count.div_ceil(CLIENTS)) {
        let (site, sides, share) = (site.clone(), sides.clone(), share.to_vec());
        clients.push(tokio::task::spawn(async move {
            for part in share {
                approve(&site, &sides, part).await?;
            }
            Ok::<(), Failure>(())
        }));
    }
    for client in clients {
        client.await.map_err(|error| Trouble::Failed(error.to_string()))??;
    }
    Ok(per_second(count, begun.elapsed()))
}

async fn one_commit_for_all(site: &Shared, sides: &market::Sides, parts: Vec<MilestoneId>) -> Result<u128, Trouble> {
    let (begun, count, now) = (Instant::now(), parts.len(), site.clock.now());
    let merchant = sides.merchant.clone();
    let all = move |tx: &mut crate::platform::db::Tx<'_>| {
        parts.iter().try_for_each(|part| contracts::approve(tx, &Act::of(merchant.id, now, "bench"), &merchant, *part, market::seen()))
    };
    site.db.write(all).await?;
    Ok(per_second(count, begun.elapsed()))
}
