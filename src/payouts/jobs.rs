//! Payouts that are due are sent, and what the provider says of them is booked.

use super::model::Desk;
use super::{actions, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger::{Payee, Provider};
use crate::operations::{self, Event, Found, Operation, OperationKind, OperationState, SIDE_BY_SIDE, Seen};
use crate::web::{Job, Lane, Site};
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::Duration;

/// A payout on its way is looked at so often, whether or not the provider says something.
const LOOK_SECONDS: i64 = 300;

/// Sending, listening, looking.
pub const JOBS: &[Job] = &[
    Job { name: "payees", lane: Lane::Provider, run: |site| Box::pin(send_kind(site, OperationKind::Account)) },
    Job { name: "onboarding", lane: Lane::Provider, run: |site| Box::pin(send_kind(site, OperationKind::AccountLink)) },
    Job { name: "payee events", lane: Lane::Provider, run: |site| Box::pin(apply_accounts(site)) },
    Job { name: "payees to be known", lane: Lane::Provider, run: |site| Box::pin(look_at_payees(site)) },
    Job { name: "payouts", lane: Lane::Provider, run: |site| Box::pin(send_kind(site, OperationKind::Transfer)) },
    Job { name: "payouts taken back", lane: Lane::Provider, run: |site| Box::pin(send_kind(site, OperationKind::Reversal)) },
    Job { name: "payout events", lane: Lane::Provider, run: |site| Box::pin(apply_kind(site, "transfer.", OperationKind::Transfer)) },
    Job { name: "payouts on their way", lane: Lane::Provider, run: |site| Box::pin(look_after(site)) },
];

/// A payee of whom the provider wants to know more is looked at so often.
const PAYEE_SECONDS: i64 = 60;
/// A person waits so long for the provider's page.
const PATIENCE: Duration = Duration::from_secs(5);

async fn send_kind(site: Arc<Site>, kind: OperationKind) -> Result<bool, Failure> {
    let prepare = if kind == OperationKind::Transfer { actions::prepare } else { operations::ready };
    operations::send_due(&site.db, (kind, prepare), site.clock.now(), |before| carry(&site, before)).await
}

async fn carry(site: &Site, before: Operation) -> Result<(), Failure> {
    let now = site.clock.now();
    let Found::Answer(operation, outcome) = operations::find_out(&site.db, &*site.gateway, &before, now).await? else { return Ok(()) };
    let (desk, act) = (Desk::of(site)?, Act::platform(site.clock.now(), operation.id.to_string()));
    site.db
        .write(move |tx| match operation.kind {
            OperationKind::Account => actions::record_account(tx, &act, &operation, outcome.clone(), &desk),
            OperationKind::AccountLink => actions::record_link(tx, &act, &operation, outcome.clone()),
            OperationKind::Reversal => actions::record_reversal(tx, &act, &operation, outcome.clone(), desk.provider),
            OperationKind::Transfer | OperationKind::Customer | OperationKind::Charge | OperationKind::Refund => {
                actions::record(tx, &act, &operation, outcome.clone(), desk.provider)
            }
        })
        .await
}

/// Asks the provider about a payee now, because a person waits for its page. Whatever takes longer goes on without them.
pub(super) async fn onboard_now(site: &Arc<Site>, payee: Payee) -> Result<(), Failure> {
    let site = site.clone();
    // A task of its own: who leaves does not cut it off between the provider's answer and our record of it.
    let asked = tokio::spawn(async move { onboard(&site, payee).await });
    if let Ok(Ok(Err(error))) = tokio::time::timeout(PATIENCE, asked).await {
        tracing::warn!(%error, %payee, "a payee's page could not be asked for; it is tried again");
    }
    Ok(())
}

async fn onboard(site: &Site, payee: Payee) -> Result<(), Failure> {
    for kind in [OperationKind::Account, OperationKind::AccountLink] {
        let waiting =
            site.db.read(move |conn| Ok::<_, Failure>(operations::list_queued(conn, kind, (payee.creator(), payee.org()))?)).await?;
        for id in waiting {
            for before in operations::claim(&site.db, kind, (Some(id), 1), site.clock.now(), operations::ready).await? {
                carry(site, before).await?;
            }
        }
    }
    Ok(())
}

async fn apply_accounts(site: Arc<Site>) -> Result<bool, Failure> {
    apply_kind(site, "account.", OperationKind::Account).await
}

async fn apply_kind(site: Arc<Site>, prefix: &'static str, kind: OperationKind) -> Result<bool, Failure> {
    const MOST: i64 = 40;
    let now = site.clock.now();
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_due_events(conn, &[prefix], now, MOST)?)).await?;
    let more = !events.is_empty();
    let mut rest = events.into_iter().peekable();
    while rest.peek().is_some() {
        for applied in join_all(rest.by_ref().take(SIDE_BY_SIDE).map(|event| apply(&site, kind, event))).await {
            // Two events of one transfer may meet: the one that came second is looked at again.
            if let Err(error) = applied {
                tracing::info!(%error, "an event could not be applied; it is tried again");
            }
        }
    }
    Ok(more)
}

/// An event is a hint: the transfer or the account itself is looked at.
async fn apply(site: &Site, kind: OperationKind, event: Event) -> Result<(), Failure> {
    let now = site.clock.now();
    let sought = event.clone();
    let found = site.db.read(move |conn| Ok::<_, Failure>(operations::find_of_event(conn, kind, &sought)?)).await?;
    let Some(operation) = found else {
        return site.db.write(move |tx| Ok(operations::miss(tx, now, &event)?)).await;
    };
    let seen = operations::object_of(&*site.gateway, &operation).await;
    let (provider, act) = (Provider::of(&*site.gateway)?, Act::platform(now, event.id.clone()));
    site.db
        .write(move |tx| {
            let effects = match &seen {
                Seen::Object(object) if kind == OperationKind::Account => actions::see(tx, &act, &operation, object)?,
                Seen::Object(object) => actions::hear(tx, &act, &operation, object, provider)?,
                Seen::Wrong => return operations::distrust(tx, &act, &operation, Some(&event)),
                Seen::Missing | Seen::Nothing => return Ok(operations::postpone(tx, &event.id, now.plus_seconds(60))?),
            };
            // Who comes second and finds nothing left to do has not failed.
            if operations::apply_once(tx, now, &event.id, effects)? || effects == 0 { Ok(()) } else { Err(Failure::Conflicted) }
        })
        .await
}

/// Looks at payees that are not paid yet: what they told the provider may be enough by now.
async fn look_at_payees(site: Arc<Site>) -> Result<bool, Failure> {
    const MOST: i64 = 100;
    let now = site.clock.now();
    let quiet = move |operation: &Operation| operation.last_at.is_none_or(|at| now >= at.plus_seconds(PAYEE_SECONDS));
    let waiting = site
        .db
        .read(move |conn| {
            let mut waiting = Vec::new();
            for account in store::list_unsettled(conn, MOST)? {
                waiting.extend(operations::find_of_fact(conn, OperationKind::Account, &account.to_string())?.filter(quiet));
            }
            Ok::<_, Failure>(waiting)
        })
        .await?;
    for operation in waiting.into_iter().filter(|operation| operation.state == OperationState::Done) {
        let seen = operations::object_of(&*site.gateway, &operation).await;
        let act = Act::platform(now, operation.id.to_string());
        site.db
            .write(move |tx| {
                if let Seen::Object(object) = &seen {
                    actions::see(tx, &act, &operation, object)?;
                }
                Ok::<_, Failure>(operations::touch(tx, operation.id, now)?)
            })
            .await?;
    }
    Ok(false)
}

/// Looks at payouts of which nothing was heard for a while.
async fn look_after(site: Arc<Site>) -> Result<bool, Failure> {
    const MOST: i64 = 200;
    let now = site.clock.now();
    let quiet = move |operation: &Operation| operation.last_at.is_none_or(|at| now >= at.plus_seconds(LOOK_SECONDS));
    let waiting = site
        .db
        .read(move |conn| {
            let mut waiting = Vec::new();
            for payout in store::list_in_transit(conn, MOST)? {
                waiting.extend(operations::find_for_payout(conn, payout)?.filter(quiet));
            }
            Ok::<_, Failure>(waiting)
        })
        .await?;
    let provider = Provider::of(&*site.gateway)?;
    for operation in waiting {
        let seen = operations::object_of(&*site.gateway, &operation).await;
        let act = Act::platform(now, operation.id.to_string());
        site.db
            .write(move |tx| {
                match &seen {
                    Seen::Object(object) => drop(actions::hear(tx, &act, &operation, object, provider)?),
                    Seen::Wrong => operations::distrust(tx, &act, &operation, None)?,
                    Seen::Missing | Seen::Nothing => {}
                }
                Ok::<_, Failure>(operations::touch(tx, operation.id, now)?)
            })
            .await?;
    }
    Ok(false)
}

/// Asks the provider for each payout that was on its way when the backup was made from which this book was restored: what it has is done, what it
/// does not have is available again and is not sent from this old book. Returns how many were asked for.
pub async fn end_unsent(site: &Site, act: &Act) -> Result<usize, Failure> {
    const MOST: i64 = 100_000;
    let going = site.db.read(|conn| Ok::<_, Failure>(operations::list_unfinished(conn, OperationKind::Transfer, MOST)?)).await?;
    let (count, provider) = (going.len(), Provider::of(&*site.gateway)?);
    for operation in going {
        let seen = operations::object_of(&*site.gateway, &operation).await;
        let (act, asked) = (act.clone(), operation.id);
        site.db
            .write(move |tx| match &seen {
                Seen::Object(object) => actions::hear(tx, &act, &operation, object, provider).map(drop),
                Seen::Missing => actions::end_unsent(tx, &act, &operation, provider),
                Seen::Wrong => operations::distrust(tx, &act, &operation, None),
                Seen::Nothing => Err(Failure::Busy(format!("{asked} could not be looked at"))),
            })
            .await?;
    }
    Ok(count)
}
