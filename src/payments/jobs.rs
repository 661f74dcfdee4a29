//! Payments that were asked for are carried to the provider, what it says is applied, and what it does not say is looked up.

use super::model::{CheckoutState, Till};
use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::operations::{self, Event, Found, Operation, OperationKind};
use crate::primitives::Instant;
use crate::primitives::id::{CheckoutId, OperationId};
use crate::web::{Job, Site};
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
    Job { name: "sandbox", run: |site| Box::pin(tick_sandbox(site)) },
    Job { name: "charges", run: |site| Box::pin(send_due(site, OperationKind::Charge)) },
    Job { name: "refunds", run: |site| Box::pin(send_due(site, OperationKind::Refund)) },
    Job { name: "checkout events", run: |site| Box::pin(apply_due(site)) },
    Job { name: "open checkouts", run: |site| Box::pin(look_after(site)) },
];

async fn tick_sandbox(site: Arc<Site>) -> Result<bool, Failure> {
    if let Some(sandbox) = site.gateway.sandbox() {
        sandbox.tick().await?;
    }
    Ok(false)
}

async fn send_due(site: Arc<Site>, kind: OperationKind) -> Result<bool, Failure> {
    let now = site.clock.now();
    let Some(before) = operations::claim(&site.db, kind, None, now).await? else { return Ok(false) };
    carry(&site, before).await?;
    Ok(true)
}

/// Carries a claimed operation to the provider and writes down the answer.
async fn carry(site: &Site, before: Operation) -> Result<(), Failure> {
    let now = site.clock.now();
    let Found::Answer(operation, outcome) = operations::find_out(&site.db, &*site.gateway, &before, now).await? else { return Ok(()) };
    let (till, act) = (Till::of(site, operation.money.currency)?, Act::platform(site.clock.now(), operation.id.to_string()));
    site.db
        .write(move |tx| match operation.kind {
            OperationKind::Refund => actions::record_refund(tx, &act, &operation, outcome.clone(), &till),
            OperationKind::Charge
            | OperationKind::Customer
            | OperationKind::Account
            | OperationKind::AccountLink
            | OperationKind::Transfer
            | OperationKind::Reversal => actions::record_charge(tx, &act, &operation, outcome.clone(), &till),
        })
        .await
}

/// Asks the provider for the page of a checkout now, because a person waits for it. Returns where to pay, if the page is there in time; the job
/// goes on with it otherwise.
pub(super) async fn open_now(site: &Arc<Site>, id: CheckoutId) -> Result<Option<String>, Failure> {
    match tokio::time::timeout(PATIENCE, opened(site, id)).await {
        Ok(url) => url,
        Err(_) => Ok(None),
    }
}

async fn opened(site: &Arc<Site>, id: CheckoutId) -> Result<Option<String>, Failure> {
    let now = site.clock.now();
    let operation = site.db.read(move |conn| Ok::<_, Failure>(operations::find_for_checkout(conn, id)?)).await?;
    if let Some(operation) = operation {
        // A task of its own: who leaves does not cut it off between the provider's answer and our record of it.
        let failed = match tokio::spawn(carry_named(site.clone(), operation.id, now)).await {
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

async fn carry_named(site: Arc<Site>, id: OperationId, now: Instant) -> Result<(), Failure> {
    match operations::claim(&site.db, OperationKind::Charge, Some(id), now).await? {
        Some(before) => carry(&site, before).await,
        None => Ok(()),
    }
}

async fn apply_due(site: Arc<Site>) -> Result<bool, Failure> {
    const AT_ONCE: i64 = 20;
    let now = site.clock.now();
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_due_events(conn, "checkout.", now, AT_ONCE)?)).await?;
    let more = !events.is_empty();
    for event in events {
        apply(&site, event).await?;
    }
    Ok(more)
}

/// Applies what the provider said, now: an event is a hint, so the payment itself is looked at.
pub(super) async fn apply(site: &Site, event: Event) -> Result<(), Failure> {
    let now = site.clock.now();
    let object = event.object.clone();
    let found = site.db.read(move |conn| Ok::<_, Failure>(operations::find_by_object(conn, OperationKind::Charge, &object)?)).await?;
    let Some(operation) = found else {
        return site.db.write(move |tx| Ok(operations::miss(tx, now, &event)?)).await;
    };
    let Some(object) = operations::object_of(&*site.gateway, &operation).await else {
        return site.db.write(move |tx| Ok(operations::postpone(tx, &event.id, now.plus_seconds(60))?)).await;
    };
    let (till, act) = (Till::of(site, operation.money.currency)?, Act::platform(now, event.id.clone()));
    site.db
        .write(move |tx| {
            let effects = actions::settle(tx, &act, &operation, &object, &till)?;
            // Who comes second and finds nothing left to do has not failed.
            if operations::apply_once(tx, now, &event.id, effects)? || effects == 0 { Ok(()) } else { Err(Failure::Conflicted) }
        })
        .await
}

/// Applies an event by its id, for whoever waits for its effect.
pub(super) async fn apply_by_id(site: &Site, id: String) -> Result<(), Failure> {
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_events_of(conn, &[id])?)).await?;
    for event in events {
        apply(site, event).await?;
    }
    Ok(())
}

/// Looks at payments of which nothing was heard for a while.
async fn look_after(site: Arc<Site>) -> Result<bool, Failure> {
    const AT_ONCE: i64 = 100;
    let now = site.clock.now();
    let since = now.plus_seconds(-LOOK_SECONDS);
    let waiting = site.db.read(move |conn| Ok::<_, Failure>(operations::list_waiting(conn, since, AT_ONCE)?)).await?;
    for operation in waiting {
        let object = operations::object_of(&*site.gateway, &operation).await;
        let (till, act) = (Till::of(&site, operation.money.currency)?, Act::platform(now, operation.id.to_string()));
        site.db
            .write(move |tx| {
                if let Some(object) = &object {
                    actions::settle(tx, &act, &operation, object, &till)?;
                }
                Ok::<_, Failure>(operations::touch(tx, operation.id, now)?)
            })
            .await?;
    }
    Ok(false)
}
