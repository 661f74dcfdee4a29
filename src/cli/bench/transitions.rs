//! How many approvals a second, each flushed to the disk before it is answered: guard, journal, chain, audit, clocks, notices and mails included.

use super::{market, per_second, ratio, site};
use crate::audit::Act;
use crate::cli::Trouble;
use crate::contracts;
use crate::failure::Failure;
use crate::primitives::id::MilestoneId;
use crate::web::Shared;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

const CLIENTS: usize = 64;
/// Approvals in the two comparisons, which are slower.
const FEW: usize = 384;

pub(super) async fn run(dir: &Path, each: usize) -> Result<(), Trouble> {
    let wanted = CLIENTS * each + 2 * FEW;
    eprintln!("making {wanted} delivered milestones …");
    let (sides, parts) = prepare(dir, wanted).await?;
    let site = site(dir, true)?;
    let (alone, rest) = parts.split_at(FEW);
    let (whole, many) = rest.split_at(FEW);
    let (alone, whole, many) = (alone.to_vec(), whole.to_vec(), many.to_vec());
    let flushes = raw_flushes(dir)?;
    let one_each = one_commit_each(&site, &sides, alone).await?;
    let grouped = grouped(&site, &sides, many).await?;
    let all_in_one = one_commit_for_all(&site, &sides, whole).await?;
    println!("bare flushes of a 4 KiB append    {flushes:>8} /s");
    println!("one commit each, one client       {one_each:>8} /s");
    println!("{CLIENTS} clients, durable, grouped     {grouped:>8} /s");
    println!("all in one transaction            {all_in_one:>8} /s");
    println!("grouped / one commit each         {:>8}", ratio(grouped, one_each));
    println!("grouped / bare flushes            {:>8}", ratio(grouped, flushes));
    println!("grouped / all in one transaction  {:>8}", ratio(grouped, all_in_one));
    Ok(())
}

async fn prepare(dir: &Path, wanted: usize) -> Result<(market::Sides, Vec<MilestoneId>), Trouble> {
    let site = site(dir, false)?;
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
