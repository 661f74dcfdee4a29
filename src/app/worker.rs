//! What runs without being asked: clocks that fall due, and each noun's jobs, once a tick.

use crate::audit::Act;
use crate::clocks::{self, Clock, ClockKind};
use crate::failure::{Failure, VERSION_STALE};
use crate::operations::{self, Fuse};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::web::{Job, Lane, Shared};
use std::time::Duration;

/// How many clocks are looked at in one go.
const CLOCKS: i64 = 200;

/// Looks at clocks and jobs until told to stop. What asks machines that are not ours runs beside the rest, each job of it beside the others: a provider that
/// takes half a minute to say nothing stops no clock.
pub async fn work(site: Shared, stop: tokio::sync::watch::Receiver<bool>) {
    if site.db.is_embedded()
        && let Err(error) = take_over(&site).await
    {
        tracing::warn!(%error, "what the worker before had begun waits until its leases end");
    }
    let (house, provider): (Vec<_>, Vec<_>) = super::jobs().into_iter().partition(|job| job.lane == Lane::House);
    let mut running = tokio::task::JoinSet::new();
    for job in provider {
        running.spawn(keep_up(site.clone(), vec![job], false, stop.clone()));
    }
    running.spawn(watch_time(site.clone(), stop.clone()));
    running.spawn(keep_up(site, house, true, stop));
    while running.join_next().await.is_some() {}
}

/// Keeps up what a process that only answers has a copy of, until told to stop.
pub async fn mirror(site: Shared, stop: tokio::sync::watch::Receiver<bool>) {
    keep_up(site, super::mirrors(), false, stop).await;
}

/// What a worker that was killed had taken waits for nobody: on an embedded database the one that starts is the only one, and sends it again under its key.
async fn take_over(site: &Shared) -> Result<(), Failure> {
    let now = site.clock.now();
    let freed = site.db.write(move |tx| {
        let freed =
            [operations::end_leases(tx, now)?, crate::platform::mailer::end_leases(tx, now)?, crate::webhooks::end_leases(tx, now)?];
        Ok::<usize, Failure>(freed.iter().sum())
    });
    let freed = freed.await?;
    if freed > 0 {
        tracing::info!(freed, "what the worker before had begun is taken up again");
    }
    Ok(())
}

/// The wall clock against the one that nobody sets, every half minute, and against the provider's: where they part, no clock moves money until
/// somebody has looked. A restart is no jump.
async fn watch_time(site: Shared, mut stop: tokio::sync::watch::Receiver<bool>) {
    loop {
        let (wall, steady) = (site.clock.now(), std::time::Instant::now());
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(30)) => {}
            changed = stop.changed() => if changed.is_err() || *stop.borrow() { return },
        }
        let passed = i64::try_from(steady.elapsed().as_micros()).unwrap_or(i64::MAX);
        let jump = site.clock.now().micros_since(wall).saturating_sub(passed) / 1_000_000;
        let theirs = site.gateway.stripe().and_then(crate::platform::gateway::Stripe::take_ahead_seconds);
        if let Some(reason) = distrust_of(jump, theirs)
            && let Err(error) = hold_clocks(&site, reason).await
        {
            tracing::error!(%error, "the clock fuse could not be blown");
        }
    }
}

/// Why the time cannot be trusted, if it cannot.
fn distrust_of(jump: i64, theirs: Option<i64>) -> Option<String> {
    const JUMP_SECONDS: u64 = 60;
    const APART_SECONDS: u64 = 120;
    if jump.unsigned_abs() > JUMP_SECONDS {
        return Some(format!("the clock of this machine jumped by {jump} seconds"));
    }
    let apart = theirs.filter(|seconds| seconds.unsigned_abs() > APART_SECONDS)?;
    Some(format!("the provider's clock is {apart} seconds ahead of ours"))
}

async fn hold_clocks(site: &Shared, reason: String) -> Result<(), Failure> {
    let act = Act::platform(site.clock.now(), "clock");
    site.db.write(move |tx| crate::payments::blow(tx, &act, Fuse::Clock, &reason)).await
}

async fn keep_up(site: Shared, jobs: Vec<&'static Job>, clocks: bool, mut stop: tokio::sync::watch::Receiver<bool>) {
    loop {
        if clocks {
            fire_clocks(&site).await;
        }
        for job in &jobs {
            run(&site, job).await;
        }
        tokio::select! {
            () = tokio::time::sleep(site.config.tick) => {}
            changed = stop.changed() => if changed.is_err() || *stop.borrow() { return },
        }
    }
}

/// One look at everything, one after the other. A piece that fails is logged and looked at again on the next tick; it never keeps the others from
/// running.
pub async fn tick(site: &Shared) {
    fire_clocks(site).await;
    for job in super::jobs() {
        run(site, job).await;
    }
}

async fn fire_clocks(site: &Shared) {
    if let Err(error) = fire_due(site).await {
        tracing::warn!(%error, "clocks could not be looked at");
    }
}

async fn run(site: &Shared, job: &Job) {
    const PIECES: u32 = 50;
    for _ in 0..PIECES {
        match (job.run)(site.clone()).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(%error, job = job.name, "a job failed; it runs again on the next tick");
                tokio::time::sleep(Duration::from_millis(1)).await;
                return;
            }
        }
    }
}

async fn fire_due(site: &Shared) -> Result<(), Failure> {
    let now = site.clock.now();
    let list = move |conn: &mut Conn| {
        let list = if operations::is_blown(conn, Fuse::Clock)? { clocks::list_due_without_money } else { clocks::list_due };
        Ok::<_, Failure>(list(conn, now, CLOCKS)?)
    };
    for clock in site.db.read(list).await? {
        let (id, kind) = (clock.id, clock.kind);
        let due = clock.clone();
        let fired: Result<(), Failure> = site.db.write(move |tx| look_at(tx, &Act::platform(now, id.to_string()), &due)).await;
        match fired {
            Ok(()) => {}
            Err(Failure::Refused(refusal)) if refusal.code != VERSION_STALE.code => put_off(site, clock, refusal.code, now).await,
            Err(error) => tracing::warn!(%error, clock = %id, %kind, "a clock could not be fired; it is tried again on the next tick"),
        }
    }
    Ok(())
}

/// The rules do not let the clock do what it would, as while the deal is frozen: it is said once, and looked at every minute from then on.
async fn put_off(site: &Shared, clock: Clock, code: &'static str, now: Instant) {
    const SECONDS: i64 = 60;
    if clock.next_at <= clock.due_at {
        tracing::warn!(clock = %clock.id, kind = %clock.kind, code, "a clock is due and must wait; it is looked at every minute");
    }
    let put: Result<(), Failure> = site.db.write(move |tx| Ok(clocks::put_off(tx, &clock, now.plus_seconds(SECONDS))?)).await;
    if let Err(error) = put {
        tracing::warn!(%error, "a clock could not be put off; it is looked at on the next tick");
    }
}

/// Lets every clock fire, and every reminder go out, that falls due until then, each at its own time: how a past is made.
pub fn catch_up(tx: &mut Tx<'_>, until: Instant) -> Result<(), Failure> {
    while let Some(clock) = clocks::list_due(tx, until, 1)?.first() {
        look_at(tx, &Act::platform(clock.next_at, clock.id.to_string()), clock)?;
    }
    Ok(())
}

/// Fires the clock, or sends the reminder that is due. Whoever takes the row first does it; a second node finds nothing to do.
fn look_at(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let (fire, remind) = hands(clock.kind);
    if !clock.is_due(act.at) {
        return if clocks::mark_reminded(tx, act.at, clock)? { remind(tx, act, clock) } else { Ok(()) };
    }
    if clocks::mark_fired(tx, act.at, clock)? { fire(tx, act, clock) } else { Ok(()) }
}

/// What a noun does about a clock of its own.
type Hand = fn(&mut Tx<'_>, &Act, &Clock) -> Result<(), Failure>;

/// The noun whose life table the clock belongs to: what it does when it fires, and how it tells whoever must act before.
fn hands(kind: ClockKind) -> (Hand, Hand) {
    match kind {
        ClockKind::BriefDeadline | ClockKind::BriefEarly => (crate::briefs::fire, crate::briefs::remind),
        ClockKind::BriefJudging => (end_judging, crate::briefs::remind),
        ClockKind::BidExpiry | ClockKind::BidOffer | ClockKind::BidConfirm => (crate::bids::fire, crate::bids::remind),
        ClockKind::Funding
        | ClockKind::Start
        | ClockKind::Delivery
        | ClockKind::Review
        | ClockKind::Clearance
        | ClockKind::PrizeClearance
        | ClockKind::Stale
        | ClockKind::CancelAnswer
        | ClockKind::ExtensionAnswer
        | ClockKind::OrderAnswer
        | ClockKind::OrderFunding => (crate::contracts::fire, crate::contracts::remind),
        ClockKind::DisputeAnswer
        | ClockKind::DisputeTalks
        | ClockKind::DisputeEvidence
        | ClockKind::DisputeProposal
        | ClockKind::DisputeRuling
        | ClockKind::DisputeAppeal
        | ClockKind::DisputeExecution => (crate::disputes::fire, crate::disputes::remind),
        ClockKind::RatingWindow => (crate::ratings::fire, crate::ratings::remind),
        ClockKind::SampleAddress | ClockKind::SampleShip | ClockKind::SampleReceipt => (crate::samples::fire, crate::samples::remind),
        ClockKind::LiveStart => (crate::broadcasts::fire, crate::broadcasts::remind),
        ClockKind::PayoutAccount => (crate::payouts::fire, |_, _, _| Ok(())),
    }
}

/// A contest that nobody won is split before its brief ends.
fn end_judging(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    crate::contracts::split(tx, act, clock)?;
    crate::briefs::fire(tx, act, clock)
}

#[cfg(test)]
mod tests {
    use super::distrust_of;

    #[test]
    fn time_is_trusted_within_bounds() {
        assert_eq!(distrust_of(60, Some(120)), None);
        assert_eq!(distrust_of(-60, None), None);
        assert!(distrust_of(-61, None).is_some() && distrust_of(61, None).is_some());
        assert!(distrust_of(0, Some(-121)).is_some());
    }
}
