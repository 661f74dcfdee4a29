//! The books against the provider: every operation has its one movement there, every movement there its operation here. What agrees is marked and its
//! cost booked; what arrived and nobody asked for goes to suspense; what went out and nobody asked for stops money out.

use super::totals::{Total, totals};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::ledger::{self, Kind, postings};
use crate::operations::{self, Fuse, Heard, Operation, Seen};
use crate::payments::actions;
use crate::payments::model::Till;
use crate::payments::store;
use crate::platform::gateway::{Stripe, Taking};
use crate::primitives::{Instant, Minor, Money};
use crate::web::Site;

/// A look from time to time goes back so far.
const DAYS: i64 = 3;
/// What the provider has not shown after this will not come by itself.
const PATIENCE_HOURS: i64 = 24;
/// How many operations that the balance did not show are looked at one by one.
const MOST: i64 = 10_000;

/// What the comparison showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Events that had not been heard.
    pub heard: usize,
    /// Movements at the provider that were read.
    pub read: usize,
    /// Operations that agree with theirs.
    pub matched: usize,
    /// What each currency comes to; of a full comparison.
    pub totals: Vec<Total>,
    /// What does not fit, in words.
    pub problems: Vec<String>,
}

/// How the comparison is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Since the beginning, not since some days.
    pub full: bool,
    /// What is found is written down, by this act; without it nothing is changed.
    pub apply: Option<Act>,
    /// Why, for the log.
    pub reason: String,
}

/// Compares. A provider that cannot be asked for everything is a failure: half a comparison proves nothing.
pub async fn reconcile(site: &Site, way: &Way) -> Result<Report, Failure> {
    let mut report = Report::default();
    let Some(stripe) = site.gateway.stripe() else { return Ok(report) };
    let now = site.clock.now();
    if let Some(act) = way.apply.clone().filter(|_| !way.reason.is_empty()) {
        let reason = way.reason.clone();
        site.db.write(move |tx| Ok::<_, Failure>(audit::note(tx, &act, "provider.reconciled", &"books", &reason)?)).await?;
    }
    let since = if way.full { Instant(0) } else { since(site, now).await? };
    hear(site, stripe, since, way, &mut report).await?;
    let takings = stripe.takings_since(since).await.ok_or_else(|| Failure::Busy("the provider's balance could not be read".to_owned()))?;
    report.read = takings.len();
    let mut open = false;
    for taking in &takings {
        open = compare(site, taking.clone(), now, way, &mut report).await? || open;
    }
    look_at_the_rest(site, now, way, &mut report).await?;
    if way.full {
        add_up(site, &takings, open, way, &mut report).await?;
    }
    Ok(report)
}

/// Some days back; further where an operation waits since before, as after a longer stop, for its movement tells what the provider took for it.
async fn since(site: &Site, now: Instant) -> Result<Instant, Failure> {
    let oldest = site.db.read(|conn| Ok::<_, Failure>(operations::oldest_unmatched(conn)?)).await?;
    let some_days = now.plus_hours(-24 * DAYS);
    Ok(oldest.map_or(some_days, |oldest| some_days.min(oldest)))
}

/// The sums of each currency: where every movement is explained and they part all the same, money stops.
async fn add_up(site: &Site, takings: &[Taking], open: bool, way: &Way, report: &mut Report) -> Result<(), Failure> {
    report.totals = totals(site, takings, open).await?;
    for total in report.totals.iter().filter(|total| total.settled && !total.drift().is_zero()) {
        let (currency, books, there) = (total.currency, total.books.0, total.provider.0);
        report.problems.push(format!("{currency}: the books have {books} at the provider, it has {there}"));
        stop(site, way, &format!("the books and the provider are {} {currency} apart", total.drift().0)).await?;
    }
    Ok(())
}

/// Events that no webhook brought.
async fn hear(site: &Site, stripe: &Stripe, since: Instant, way: &Way, report: &mut Report) -> Result<(), Failure> {
    let events = stripe.events_since(since).await.ok_or_else(|| Failure::Busy("the provider's events could not be read".to_owned()))?;
    let Some(act) = way.apply.clone() else { return Ok(()) };
    report.heard = take(site, events, act.at).await?;
    Ok(())
}

/// Keeps events that are not here yet; says how many.
pub(super) async fn take(site: &Site, events: Vec<String>, now: Instant) -> Result<usize, Failure> {
    let mut heard = 0;
    for piece in events.chunks(100) {
        let piece: Vec<Heard> = piece.iter().map(|event| Heard::read(event.as_bytes())).collect();
        heard += site
            .db
            .write(move |tx| {
                let mut new = 0;
                for event in &piece {
                    new += usize::from(operations::take(tx, now, event)?);
                }
                Ok::<_, Failure>(new)
            })
            .await?;
    }
    Ok(heard)
}

/// Compares one movement; whether it still waits to be explained.
async fn compare(site: &Site, taking: Taking, now: Instant, way: &Way, report: &mut Report) -> Result<bool, Failure> {
    let source = taking.source.clone();
    let found = site.db.read(move |conn| Ok::<_, Failure>(operations::find_of_source(conn, &source)?)).await?;
    match found {
        Some(operation) if agree(&operation, &taking) => {
            report.matched += 1;
            if let Some(act) = &way.apply {
                mark(site, act.clone(), operation, Some(taking)).await?;
            }
            Ok(false)
        }
        Some(operation) => {
            let (asked, moved) = (operation.money.amount.0, taking.money.amount.0);
            report
                .problems
                .push(format!("{}: {asked} was asked for and {} moved {moved} {}", operation.id, taking.source, taking.money.currency));
            stop(site, way, &format!("{} moved another amount than was asked", taking.source)).await?;
            Ok(true)
        }
        None if is_of_a_case(&taking) => compare_case(site, taking, now, way, report).await,
        None if !is_ours(&taking) => Ok(false),
        None if now < taking.at.plus_hours(PATIENCE_HOURS) || is_on_its_way(site, &taking).await? => Ok(true),
        None => {
            unmatched(site, taking, way, report).await?;
            Ok(way.apply.is_none())
        }
    }
}

/// The thing names an operation of ours whose answer has not come: whoever looks after that finds it.
async fn is_on_its_way(site: &Site, taking: &Taking) -> Result<bool, Failure> {
    let Some(stripe) = site.gateway.stripe() else { return Ok(false) };
    let asked = stripe.owner_of(taking).await;
    let owner = asked.ok_or_else(|| Failure::Busy(format!("{} could not be looked at", taking.source)))?;
    let Some(id) = owner else { return Ok(false) };
    site.db.read(move |conn| Ok::<_, Failure>(operations::find(conn, id)?.is_some())).await
}

/// The same amount, whichever way it went; what is settled in another currency is told by its source alone.
fn agree(operation: &Operation, taking: &Taking) -> bool {
    operation.money.currency != taking.money.currency || operation.money.amount.0.abs() == taking.money.amount.0.abs()
}

/// Movements that one of our calls makes. Fees, payouts to our own bank and corrections of the provider are none.
pub(super) fn is_ours(taking: &Taking) -> bool {
    matches!(taking.kind.as_str(), "charge" | "payment" | "transfer" | "refund" | "payment_refund" | "transfer_refund")
}

/// A case moves our balance by itself, when it is opened and when it is won.
fn is_of_a_case(taking: &Taking) -> bool {
    taking.kind == "adjustment" && ["du_", "dp_"].iter().any(|prefix| taking.source.starts_with(prefix))
}

/// What a case took or gave back is in the books under the case's name; within a day it may still be on its way there. Whether it still waits to be
/// explained.
async fn compare_case(site: &Site, taking: Taking, now: Instant, way: &Way, report: &mut Report) -> Result<bool, Failure> {
    let kind = if taking.money.amount < Minor::ZERO { Kind::Chargeback } else { Kind::ChargebackWon };
    let fact = postings::chargeback_fact(kind, &taking.source);
    if site.db.read(move |conn| Ok::<_, Failure>(ledger::is_posted(conn, &fact)?)).await? {
        report.matched += 1;
        return Ok(false);
    }
    if now < taking.at.plus_hours(PATIENCE_HOURS) {
        return Ok(true);
    }
    unmatched(site, taking, way, report).await?;
    Ok(way.apply.is_none())
}

async fn mark(site: &Site, act: Act, operation: Operation, taking: Option<Taking>) -> Result<(), Failure> {
    let till = Till::of(site, operation.money.currency)?;
    site.db.write(move |tx| actions::agree_on(tx, &act, &operation, taking.as_ref(), &till)).await
}

/// The provider moved what nobody here asked for: it is kept apart, and what left us stops money out when it is found. What two admins have explained
/// since agrees.
async fn unmatched(site: &Site, taking: Taking, way: &Way, report: &mut Report) -> Result<(), Failure> {
    let Money { amount, currency } = taking.money;
    let source = taking.source.clone();
    let known = site.db.read(move |conn| Ok::<_, Failure>(store::find_unexplained(conn, &source)?)).await?;
    if known.is_some_and(|known| !known.is_open()) {
        report.matched += 1;
        return Ok(());
    }
    report.problems.push(format!("{} ({}, {} {currency}) belongs to no operation", taking.source, taking.kind, amount.0));
    let Some(act) = way.apply.clone() else { return Ok(()) };
    let till = Till::of(site, currency)?;
    site.db.write(move |tx| actions::keep_apart(tx, &act, &taking, &till)).await
}

/// Operations that are done and that the balance did not show within a day: each is looked at itself.
async fn look_at_the_rest(site: &Site, now: Instant, way: &Way, report: &mut Report) -> Result<(), Failure> {
    let before = now.plus_hours(-PATIENCE_HOURS);
    let rest = site.db.read(move |conn| Ok::<_, Failure>(operations::list_unmatched(conn, before, MOST)?)).await?;
    for operation in rest {
        match operations::object_of(&*site.gateway, &operation).await {
            Seen::Object(_) => {
                report.matched += 1;
                if let Some(act) = &way.apply {
                    mark(site, act.clone(), operation, None).await?;
                }
            }
            Seen::Wrong | Seen::Missing => {
                report.problems.push(format!("{} is done here and the provider does not show it so", operation.id));
                stop(site, way, &format!("{} is done here and not at the provider", operation.id)).await?;
            }
            Seen::Nothing => return Err(Failure::Busy(format!("{} could not be looked at", operation.id))),
        }
    }
    let still = site.db.read(|conn| Ok::<_, Failure>(operations::list_standing_still(conn, MOST)?)).await?;
    let why = |operation: &Operation| operation.failure_code.clone().unwrap_or_default();
    report.problems.extend(still.iter().map(|operation| format!("{} stands still: {}", operation.id, why(operation))));
    Ok(())
}

/// The books and the provider do not agree: nothing is sent out until somebody says so.
async fn stop(site: &Site, way: &Way, reason: &str) -> Result<(), Failure> {
    let Some(act) = way.apply.clone() else { return Ok(()) };
    let reason = reason.to_owned();
    site.db.write(move |tx| actions::blow(tx, &act, Fuse::Money, &reason)).await
}
