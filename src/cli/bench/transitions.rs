//! How many approvals a second, each flushed to the disk before it is answered: guard, journal, chain, audit, clocks, notices and mails included.

use super::market::{self, Fees, Sides};
use super::{Place, journal, per_second, ratio};
use crate::audit::Act;
use crate::cli::Trouble;
use crate::contracts;
use crate::failure::Failure;
use crate::ledger::Bucket;
use crate::platform::db::Flush;
use crate::primitives::id::MilestoneId;
use crate::web::Shared;
use std::future::Future;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Pairs of a merchant and a creator: clients do not meet in somebody's wallet.
const PAIRS: usize = 256;
/// Fewer clients than this do as much as so many.
const LEAST: usize = 64;
/// Approvals in the two comparisons of SQLite that are slower.
const FEW: usize = 32 * market::PARTS;
/// After how long a client that found no connection comes back.
const COME_BACK: Duration = Duration::from_millis(50);
/// How many deals are made at once.
const MAKERS: usize = 8;

/// Handed-in parts of deals, with whose they are.
type Parts = Vec<(Sides, MilestoneId)>;

pub(super) async fn run(place: &Place<'_>, clients: &[usize], deals: usize, rounds: usize) -> Result<(), Trouble> {
    place.must_be_empty()?;
    let share = |clients: usize| clients.max(LEAST) * deals * market::PARTS;
    let in_round: usize = clients.iter().map(|count| share(*count)).sum();
    let sites = (place.site(Flush::Commits)?, place.site(Flush::Checkpoints)?);
    let variants = if place.postgres.is_some() { 1 } else { 2 };
    let slow = if place.postgres.is_some() { 0 } else { 2 * FEW };
    eprintln!("making {} delivered milestones …", rounds * ((variants + 1) * in_round + slow));
    let mut paying = prepare(place, rounds * (variants * in_round + slow), Fees::Usual).await?;
    let mut free = prepare(place, rounds * in_round, Fees::None).await?;
    if place.postgres.is_some() {
        journal::prepare(&sites.0).await?;
    }
    let mut told: Vec<Figures> = Vec::new();
    for round in 0..rounds {
        println!("round {}", round + 1);
        for count in clients {
            let take = |all: &mut Parts, wanted: usize| all.split_off(all.len().saturating_sub(wanted));
            let of_free = take(&mut free, share(*count));
            let figures = if place.postgres.is_some() {
                on_postgres(place, &sites.0, *count, (take(&mut paying, share(*count)), of_free)).await?
            } else {
                let shares = (take(&mut paying, share(*count)), take(&mut paying, share(*count)), of_free);
                on_sqlite(place, (&sites.0, &sites.1), *count, shares, round % 2 == 0).await?
            };
            figures.print();
            told.push(figures);
        }
        if place.postgres.is_none() {
            alone(&sites.0, paying.split_off(paying.len().saturating_sub(FEW)), paying_all(&mut paying)).await?;
        }
    }
    println!("the middle of all rounds");
    clients.iter().for_each(|count| middle(&told, *count));
    Ok(())
}

fn paying_all(paying: &mut Parts) -> Parts {
    paying.split_off(paying.len().saturating_sub(FEW))
}

fn middle(told: &[Figures], clients: usize) {
    let mut own: Vec<&Figures> = told.iter().filter(|figures| figures.clients == clients).collect();
    own.sort_by_key(|figures| figures.whole * 1_000 / figures.beside.max(1));
    if let Some(figures) = own.get(own.len() / 2) {
        figures.print();
    }
}

/// What so many clients came to, each in a second.
struct Figures {
    clients: usize,
    flushes: u128,
    /// Whole transitions, each flushed before its answer.
    whole: u128,
    /// The same in deals that pay the platform nothing.
    free: u128,
    /// What they are held against, and the goal.
    beside: u128,
    what: &'static str,
    goal: &'static str,
}

impl Figures {
    fn print(&self) {
        println!("  {} clients", self.clients);
        println!("    bare flushes of a 4 KiB append           {:>8} /s", self.flushes);
        println!("    approvals, flushed before each answer    {:>8} /s", self.whole);
        println!("    {:<40} {:>8} /s", self.what, self.beside);
        println!("    approvals that pay no fee                {:>8} /s", self.free);
        println!("    approvals / {:<28} {:>8} (goal {})", self.what, ratio(self.whole, self.beside), self.goal);
        println!("    with a fee / without                     {:>8} (goal 0.80)", ratio(self.whole, self.free));
        println!("    approvals / bare flushes                 {:>8}", ratio(self.whole, self.flushes));
    }
}

/// SQLite, flushed at commits and at checkpoints; which of the two goes first changes from round to round.
async fn on_sqlite(
    place: &Place<'_>,
    (full, normal): (&Shared, &Shared),
    clients: usize,
    (many, more, none): (Parts, Parts, Parts),
    full_first: bool,
) -> Result<Figures, Trouble> {
    let flushes = raw_flushes(place.dir)?;
    let (whole, beside) = if full_first {
        let first = side_by_side(full, clients, many, approve).await?;
        (first, side_by_side(normal, clients, more, approve).await?)
    } else {
        let first = side_by_side(normal, clients, more, approve).await?;
        (side_by_side(full, clients, many, approve).await?, first)
    };
    let free = side_by_side(full, clients, none, approve).await?;
    Ok(Figures { clients, flushes, whole, free, beside, what: "flushed at checkpoints", goal: "0.90" })
}

/// Postgres; what stands beside is the journal of as many approvals, written by one SQL function in the same kind of transaction.
async fn on_postgres(place: &Place<'_>, site: &Shared, clients: usize, (many, none): (Parts, Parts)) -> Result<Figures, Trouble> {
    let flushes = raw_flushes(place.dir)?;
    let again = many.clone();
    let whole = side_by_side(site, clients, many, approve).await?;
    let beside = side_by_side(site, clients, again, post).await?;
    let free = side_by_side(site, clients, none, approve).await?;
    Ok(Figures { clients, flushes, whole, free, beside, what: "bare journal writes", goal: "0.50" })
}

/// One commit each, and one transaction for all: what grouping gains, and what it leaves.
async fn alone(site: &Shared, each: Parts, all: Parts) -> Result<(), Trouble> {
    let one_each = side_by_side(site, 1, each, approve).await?;
    let (begun, count, now) = (Instant::now(), all.len(), site.clock.now());
    let whole = move |tx: &mut crate::platform::db::Tx<'_>| {
        let one = |(sides, part): &(Sides, MilestoneId)| {
            contracts::approve(tx, &Act::of(sides.merchant.id, now, part.to_string()), &sides.merchant, *part, market::seen())
        };
        all.iter().try_for_each(one)
    };
    site.db.write(whole).await?;
    println!("  one client, one commit each                {one_each:>8} /s (goal: 64 clients do 3.50 times as much)");
    println!("  all in one transaction                     {:>8} /s (goal: 64 clients do 0.70 of it)", per_second(count, begun.elapsed()));
    Ok(())
}

async fn prepare(place: &Place<'_>, wanted: usize, fees: Fees) -> Result<Parts, Trouble> {
    let site = place.site(Flush::Never)?;
    let (now, first) = (site.clock.now(), if fees == Fees::Usual { 0 } else { PAIRS });
    let mut pairs = Vec::with_capacity(PAIRS);
    for no in first..first + PAIRS {
        pairs.push(site.db.write(move |tx| market::sides(tx, now, no)).await?);
    }
    let mut parts = Vec::with_capacity(wanted);
    let deals: Vec<Sides> = pairs.into_iter().cycle().take(wanted.div_ceil(market::PARTS)).collect();
    for some in deals.chunks(MAKERS) {
        let made = some.iter().map(|sides| {
            let (site, sides) = (site.clone(), sides.clone());
            async move {
                let both = sides.clone();
                let made = site.db.write(move |tx| market::submitted_deal(tx, &both, now, fees)).await?;
                Ok::<_, Failure>(made.into_iter().map(|part| (sides.clone(), part)).collect::<Parts>())
            }
        });
        for made in futures_util::future::join_all(made).await {
            parts.extend(made?);
        }
    }
    Ok(parts)
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

async fn approve(site: Shared, (sides, part): (Sides, MilestoneId)) -> Result<(), Failure> {
    let (merchant, now) = (sides.merchant, site.clock.now());
    site.db.write(move |tx| contracts::approve(tx, &Act::of(merchant.id, now, part.to_string()), &merchant, part, market::seen())).await
}

async fn post(site: Shared, (sides, part): (Sides, MilestoneId)) -> Result<(), Failure> {
    let creator = sides.creator.creator_id().map(|id| id.to_string()).unwrap_or_default();
    journal::post(&site, part.to_string(), creator, Bucket::of(&part).number()).await
}

/// So many clients share the parts and do this with each of theirs, one after the other. Who is told that all connections are taken comes back a
/// little later, as a client over HTTP does after a 503; how often that was is said.
async fn side_by_side<W>(
    site: &Shared,
    clients: usize,
    parts: Parts,
    work: impl Fn(Shared, (Sides, MilestoneId)) -> W + Copy + Send + 'static,
) -> Result<u128, Trouble>
where
    W: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let (begun, count) = (Instant::now(), parts.len());
    let mut running = Vec::with_capacity(clients);
    for share in parts.chunks(count.div_ceil(clients).max(1)) {
        let (site, share) = (site.clone(), share.to_vec());
        running.push(tokio::task::spawn(async move {
            let mut refused = 0usize;
            for part in share {
                while let Err(failure) = work(site.clone(), part.clone()).await {
                    match failure {
                        Failure::Busy(_) => refused += 1,
                        other => return Err(other),
                    }
                    tokio::time::sleep(COME_BACK).await;
                }
            }
            Ok::<usize, Failure>(refused)
        }));
    }
    let mut refused = 0;
    for client in running {
        refused += client.await.map_err(|error| Trouble::Failed(error.to_string()))??;
    }
    if refused > 0 {
        println!("    {clients} clients were told {refused} times to come back");
    }
    Ok(per_second(count, begun.elapsed()))
}
