//! Payouts that are due are sent, and what the provider says of them is booked.

use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger::Provider;
use crate::operations::{self, Event, Found, Operation, OperationKind};
use crate::web::{Job, Site};
use std::sync::Arc;

/// A payout on its way is looked at so often, whether or not the provider says something.
const LOOK_SECONDS: i64 = 300;

/// Sending, listening, looking.
pub const JOBS: &[Job] = &[
    Job { name: "payouts", run: |site| Box::pin(send_due(site)) },
    Job { name: "payout events", run: |site| Box::pin(apply_due(site)) },
    Job { name: "payouts on their way", run: |site| Box::pin(look_after(site)) },
];

async fn send_due(site: Arc<Site>) -> Result<bool, Failure> {
    let now = site.clock.now();
    let Some(before) = operations::claim(&site.db, OperationKind::Transfer, None, now).await? else { return Ok(false) };
    let Found::Answer(operation, outcome) = operations::find_out(&site.db, &*site.gateway, &before, now).await? else { return Ok(true) };
    let (provider, act) = (Provider::of(&*site.gateway)?, Act::platform(site.clock.now(), operation.id.to_string()));
    site.db.write(move |tx| actions::record(tx, &act, &operation, outcome.clone(), provider)).await?;
    Ok(true)
}

async fn apply_due(site: Arc<Site>) -> Result<bool, Failure> {
    const AT_ONCE: i64 = 20;
    let now = site.clock.now();
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_due_events(conn, "transfer.", now, AT_ONCE)?)).await?;
    let more = !events.is_empty();
    for event in events {
        apply(&site, event).await?;
    }
    Ok(more)
}

/// An event is a hint: the transfer itself is looked at.
async fn apply(site: &Site, event: Event) -> Result<(), Failure> {
    let now = site.clock.now();
    let object = event.object.clone();
    let found = site.db.read(move |conn| Ok::<_, Failure>(operations::find_by_object(conn, OperationKind::Transfer, &object)?)).await?;
    let Some(operation) = found else {
        return site.db.write(move |tx| Ok(operations::miss(tx, now, &event)?)).await;
    };
    let Some(object) = operations::object_of(&*site.gateway, &operation).await else {
        return site.db.write(move |tx| Ok(operations::postpone(tx, &event.id, now.plus_seconds(60))?)).await;
    };
    let (provider, act) = (Provider::of(&*site.gateway)?, Act::platform(now, event.id.clone()));
    site.db
        .write(move |tx| {
            let steps = actions::settle(tx, &act, &operation, &object, provider)?;
            // Who comes second and finds nothing left to do has not failed.
            if operations::apply_once(tx, now, &event.id, steps)? || steps == 0 { Ok(()) } else { Err(Failure::Conflicted) }
        })
        .await
}

/// Looks at payouts of which nothing was heard for a while.
async fn look_after(site: Arc<Site>) -> Result<bool, Failure> {
    const AT_ONCE: i64 = 200;
    let now = site.clock.now();
    let quiet = move |operation: &Operation| operation.last_at.is_none_or(|at| now >= at.plus_seconds(LOOK_SECONDS));
    let waiting = site
        .db
        .read(move |conn| {
            let mut waiting = Vec::new();
            for payout in store::list_in_transit(conn, AT_ONCE)? {
                waiting.extend(operations::find_for_payout(conn, payout)?.filter(quiet));
            }
            Ok::<_, Failure>(waiting)
        })
        .await?;
    let provider = Provider::of(&*site.gateway)?;
    for operation in waiting {
        let object = operations::object_of(&*site.gateway, &operation).await;
        let act = Act::platform(now, operation.id.to_string());
        site.db
            .write(move |tx| {
                if let Some(object) = &object {
                    actions::settle(tx, &act, &operation, object, provider)?;
                }
                Ok::<_, Failure>(operations::touch(tx, operation.id, now)?)
            })
            .await?;
    }
    Ok(false)
}
