//! Payments that were asked for are carried to the provider, what it says is applied, and what it does not say is looked up.

mod reconcile;
mod restored;
mod totals;

pub use reconcile::{Report, Way, reconcile};
pub use restored::end_unsent;
pub use totals::Total;

use super::model::{CheckoutState, Till};
use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger;
use crate::operations::{self, Event, Found, Fuse, Operation, OperationKind, OperationState, SIDE_BY_SIDE, Seen};
use crate::primitives::Instant;
use crate::primitives::id::{CheckoutId, OperationId};
use crate::web::{Job, Lane, Site};
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::Duration;

/// A payment that nobody spoke of is looked at so often.
const LOOK_SECONDS: i64 = 300;
/// A person waits so long for the provider's page; then it goes on without them.
const PATIENCE: Duration = Duration::from_secs(5);
/// Until then it looks so often whether the page is there.
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// The sandbox first, so that what is sent now moves at the next tick.
pub const JOBS: &[Job] = &[
    Job { name: "sandbox", lane: Lane::Provider, run: |site| Box::pin(tick_sandbox(site)) },
    Job { name: "customers", lane: Lane::Provider, run: |site| Box::pin(send_due(site, OperationKind::Customer)) },
    Job { name: "charges", lane: Lane::Provider, run: |site| Box::pin(send_due(site, OperationKind::Charge)) },
    Job { name: "refunds", lane: Lane::Provider, run: |site| Box::pin(send_due(site, OperationKind::Refund)) },
    Job { name: "checkout events", lane: Lane::Provider, run: |site| Box::pin(apply_due(site)) },
    Job { name: "events not heard", lane: Lane::Provider, run: |site| Box::pin(hear_the_rest(site)) },
    Job { name: "books and provider", lane: Lane::Provider, run: |site| Box::pin(compare_daily(site)) },
    Job { name: "money alarms", lane: Lane::House, run: |site| Box::pin(raise_alarms(site)) },
    Job { name: "books", lane: Lane::House, run: |site| Box::pin(check_books(site)) },
    Job { name: "open checkouts", lane: Lane::Provider, run: |site| Box::pin(look_after(site)) },
];

async fn tick_sandbox(site: Arc<Site>) -> Result<bool, Failure> {
    if let Some(sandbox) = site.gateway.sandbox() {
        sandbox.tick().await?;
    }
    Ok(false)
}

async fn send_due(site: Arc<Site>, kind: OperationKind) -> Result<bool, Failure> {
    let prepare = if kind == OperationKind::Charge { actions::prepare } else { operations::ready };
    operations::send_due(&site.db, (kind, prepare), site.clock.now(), |before| carry(&site, before)).await
}

/// Carries a claimed operation to the provider and writes down the answer.
async fn carry(site: &Site, before: Operation) -> Result<(), Failure> {
    let now = site.clock.now();
    let Found::Answer(operation, outcome) = operations::find_out(&site.db, &*site.gateway, &before, now).await? else { return Ok(()) };
    let (till, act) = (Till::of(site, operation.money.currency)?, Act::platform(site.clock.now(), operation.id.to_string()));
    site.db
        .write(move |tx| match operation.kind {
            OperationKind::Refund => actions::record_refund(tx, &act, &operation, outcome.clone(), &till),
            OperationKind::Customer => operations::record(tx, &act, &operation, outcome.clone(), OperationState::Done).map(drop),
            OperationKind::Charge
            | OperationKind::Account
            | OperationKind::AccountLink
            | OperationKind::Transfer
            | OperationKind::Reversal => actions::record_charge(tx, &act, &operation, outcome.clone(), &till),
        })
        .await
}

/// Asks the provider for the page of a checkout now, because a person waits for it. Returns where to pay, if the page is there in time; the job
/// goes on with it otherwise.
pub(in crate::payments) async fn open_now(site: &Arc<Site>, id: CheckoutId) -> Result<Option<String>, Failure> {
    match tokio::time::timeout(PATIENCE, opened(site, id)).await {
        Ok(url) => url,
        Err(_) => Ok(None),
    }
}

async fn opened(site: &Arc<Site>, id: CheckoutId) -> Result<Option<String>, Failure> {
    let now = site.clock.now();
    let (operation, customer) = site
        .db
        .read(move |conn| {
            let org = store::find_checkout(conn, id)?.map(|checkout| checkout.org.to_string()).unwrap_or_default();
            let customer = operations::find_of_fact(conn, OperationKind::Customer, &org)?;
            Ok::<_, Failure>((operations::find_for_checkout(conn, id)?, customer))
        })
        .await?;
    if let Some(operation) = operation {
        if let Some(customer) = customer.filter(|customer| customer.state == OperationState::Queued) {
            drop(tokio::spawn(carry_named(site.clone(), (OperationKind::Customer, customer.id), now)).await);
        }
        // A task of its own: who leaves does not cut it off between the provider's answer and our record of it.
        let failed = match tokio::spawn(carry_named(site.clone(), (OperationKind::Charge, operation.id), now)).await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(error) = failed {
            tracing::warn!(error, checkout = %id, "a page could not be asked for; it is tried again");
            return Ok(None);
        }
    }
    // The job may have taken it a moment before us: its answer is ours.
    loop {
        let checkout = site.db.read(move |conn| Ok::<_, Failure>(store::find_checkout(conn, id)?)).await?;
        match checkout {
            Some(checkout) if checkout.state == CheckoutState::Preparing => tokio::time::sleep(LOOK_AGAIN).await,
            found => return Ok(found.filter(|checkout| checkout.state == CheckoutState::Open).and_then(|checkout| checkout.url)),
        }
    }
}

async fn carry_named(site: Arc<Site>, (kind, id): (OperationKind, OperationId), now: Instant) -> Result<(), Failure> {
    let prepare = if kind == OperationKind::Charge { actions::prepare } else { operations::ready };
    let claimed = operations::claim(&site.db, kind, (Some(id), 1), now, prepare).await?;
    for before in claimed {
        carry(&site, before).await?;
    }
    Ok(())
}

/// What the provider says of payments, and of payments back. What it says of cases (`charge.dispute.`) is not for here.
const PREFIXES: &[&str] = &[
    "checkout.",
    "payment_intent.",
    "charge.succeeded",
    "charge.captured",
    "charge.failed",
    "charge.pending",
    "charge.expired",
    "charge.updated",
    "charge.refund",
    "refund.",
];

async fn apply_due(site: Arc<Site>) -> Result<bool, Failure> {
    const MOST: i64 = 40;
    let now = site.clock.now();
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_due_events(conn, PREFIXES, now, MOST)?)).await?;
    let more = !events.is_empty();
    let mut rest = events.into_iter().peekable();
    while rest.peek().is_some() {
        for applied in join_all(rest.by_ref().take(SIDE_BY_SIDE).map(|event| apply(&site, event))).await {
            // Two events of one payment may meet: the one that came second is looked at again.
            if let Err(error) = applied {
                tracing::info!(%error, "an event could not be applied; it is tried again");
            }
        }
    }
    Ok(more)
}

/// Applies what the provider said, now: an event is a hint, so the payment itself is looked at.
pub(in crate::payments) async fn apply(site: &Site, event: Event) -> Result<(), Failure> {
    let now = site.clock.now();
    let kind = if event.kind.starts_with("refund.") || event.kind == "charge.refund.updated" {
        OperationKind::Refund
    } else {
        OperationKind::Charge
    };
    let sought = event.clone();
    let found = site.db.read(move |conn| Ok::<_, Failure>(operations::find_of_event(conn, kind, &sought)?)).await?;
    let Some(operation) = found else {
        return site.db.write(move |tx| Ok(operations::miss(tx, now, &event)?)).await;
    };
    let seen = operations::object_of(&*site.gateway, &operation).await;
    let (till, act) = (Till::of(site, operation.money.currency)?, Act::platform(now, event.id.clone()));
    site.db
        .write(move |tx| {
            let effects = match &seen {
                Seen::Object(object) if kind == OperationKind::Refund => actions::settle_refund(tx, &act, &operation, object, &till)?,
                Seen::Object(object) => actions::settle(tx, &act, &operation, object, &till)?,
                Seen::Wrong => return operations::distrust(tx, &act, &operation, Some(&event)),
                // A payment that nobody asked for and that was explained since has no page to look at.
                Seen::Missing if operation.state == OperationState::Done => 0,
                Seen::Missing | Seen::Nothing => return Ok(operations::postpone(tx, &event.id, now.plus_seconds(60))?),
            };
            // Who comes second and finds nothing left to do has not failed.
            if operations::apply_once(tx, now, &event.id, effects)? || effects == 0 { Ok(()) } else { Err(Failure::Conflicted) }
        })
        .await
}

/// Applies an event by its id, for whoever waits for its effect.
pub async fn apply_by_id(site: &Site, id: String) -> Result<(), Failure> {
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_events_of(conn, &[id])?)).await?;
    for event in events {
        apply(site, event).await?;
    }
    Ok(())
}

/// Looks at payments of which nothing was heard for a while.
async fn look_after(site: Arc<Site>) -> Result<bool, Failure> {
    const MOST: i64 = 100;
    let since = site.clock.now().plus_seconds(-LOOK_SECONDS);
    let waiting = site.db.read(move |conn| Ok::<_, Failure>(operations::list_waiting(conn, since, MOST)?)).await?;
    let mut rest = waiting.into_iter().peekable();
    while rest.peek().is_some() {
        for looked in join_all(rest.by_ref().take(SIDE_BY_SIDE).map(|operation| look_at(&site, operation))).await {
            looked?;
        }
    }
    Ok(false)
}

/// Looks at one payment, whatever anybody said of it.
async fn look_at(site: &Site, operation: Operation) -> Result<(), Failure> {
    let seen = operations::object_of(&*site.gateway, &operation).await;
    let now = site.clock.now();
    let (till, act) = (Till::of(site, operation.money.currency)?, Act::platform(now, operation.id.to_string()));
    site.db
        .write(move |tx| {
            match &seen {
                Seen::Object(object) => drop(actions::settle(tx, &act, &operation, object, &till)?),
                Seen::Wrong => operations::distrust(tx, &act, &operation, None)?,
                Seen::Missing | Seen::Nothing => {}
            }
            Ok::<_, Failure>(operations::touch(tx, operation.id, now)?)
        })
        .await
}

/// Looks at the payment of a checkout that its payer has come back from: the address is believed in nothing, and a slow provider is not waited for.
pub(in crate::payments) async fn look_now(site: &Arc<Site>, id: CheckoutId) -> Result<(), Failure> {
    let operation = site.db.read(move |conn| Ok::<_, Failure>(operations::find_for_checkout(conn, id)?)).await?;
    let Some(operation) = operation.filter(|operation| operation.state == OperationState::Waiting) else { return Ok(()) };
    let site = site.clone();
    let looked = tokio::spawn(async move { look_at(&site, operation).await });
    if let Ok(Ok(Err(error))) = tokio::time::timeout(PATIENCE, looked).await {
        tracing::info!(%error, checkout = %id, "a payment could not be looked at; it is tried again");
    }
    Ok(())
}

const HOUR: i64 = 3_600;

/// Takes the turn of something that is done from time to time: since when it was not done, or `None` if it is not due or somebody else does it.
async fn turn(site: &Site, name: &'static str, seconds: i64) -> Result<Option<Option<Instant>>, Failure> {
    let now = site.clock.now();
    let last = site.db.read(move |conn| Ok::<_, Failure>(operations::last_run(conn, name)?)).await?;
    if last.is_some_and(|last| now < last.plus_seconds(seconds)) {
        return Ok(None);
    }
    let ours = site.db.write(move |tx| Ok::<_, Failure>(operations::mark_run(tx, name, last, now)?)).await?;
    Ok(ours.then_some(last))
}

/// What the provider said and no webhook brought, every hour from where it was last asked.
async fn hear_the_rest(site: Arc<Site>) -> Result<bool, Failure> {
    let Some(stripe) = site.gateway.stripe() else { return Ok(false) };
    let Some(last) = turn(&site, "events", HOUR).await? else { return Ok(false) };
    let now = site.clock.now();
    // Hours more than needed, so that a failed turn loses nothing.
    let since = last.unwrap_or(now).plus_hours(-6);
    match stripe.events_since(since).await {
        Some(events) => drop(reconcile::take(&site, events, now).await?),
        None => tracing::warn!("the provider's events could not be read; the next turn reads them"),
    }
    Ok(false)
}

/// The books against the provider's balance, every day.
async fn compare_daily(site: Arc<Site>) -> Result<bool, Failure> {
    if site.gateway.stripe().is_none() || turn(&site, "balance", 24 * HOUR).await?.is_none() {
        return Ok(false);
    }
    let way = Way { full: false, apply: Some(Act::platform(site.clock.now(), "reconcile")), reason: String::new() };
    let report = reconcile(&site, &way).await?;
    for problem in &report.problems {
        tracing::error!(problem, "the books and the provider do not agree");
    }
    Ok(false)
}

/// Tells people of operations that only a person can help.
async fn raise_alarms(site: Arc<Site>) -> Result<bool, Failure> {
    const MOST: i64 = 100;
    let still = site.db.read(move |conn| Ok::<_, Failure>(operations::list_silent(conn, MOST)?)).await?;
    for operation in still {
        let act = Act::platform(site.clock.now(), operation.id.to_string());
        site.db.write(move |tx| actions::alarm_about(tx, &act, &operation)).await?;
    }
    Ok(false)
}

/// The laws of the books, every ten minutes: what breaks one stops money out.
async fn check_books(site: Arc<Site>) -> Result<bool, Failure> {
    if turn(&site, "books", 600).await?.is_none() {
        return Ok(false);
    }
    let report = site.db.read(|conn| Ok::<_, Failure>(ledger::verify(conn, &mut |_, _| {})?)).await?;
    if let Some(fault) = report.faults.first().cloned() {
        let act = Act::platform(site.clock.now(), "books");
        site.db.write(move |tx| actions::blow(tx, &act, Fuse::Money, &fault.to_string())).await?;
    }
    Ok(false)
}
